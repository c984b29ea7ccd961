"""Who may say what of a checkpoint: at its own place, of its own records, and only as far as a word can reach."""

import random

from devices_drawn import HOUR, Tent, camp, enrols, passed
from hypothesis import given
from hypothesis import strategies as st

from races import FIRST_START, entered, plan
from stagerace.core.clock import Instant
from stagerace.core.names import Bib, NodeId, Number, PlaceId, RecordId
from stagerace.core.records import (
    BibRead,
    Body,
    HoldCalled,
    Passing,
    PlanAdopted,
    Record,
    SetAside,
    Voided,
    WithdrawalReported,
)
from stagerace.rules.authority import in_right
from stagerace.rules.facts import fold
from stagerace.rules.race import Race

HERE, THERE = PlaceId("1CP1"), PlaceId("1CP2")


def withdrawal(bib: str, place: PlaceId = HERE, at: int = HOUR) -> WithdrawalReported:
    return WithdrawalReported(Bib(bib), place, Instant(FIRST_START + at))


def counting(tent: Tent, *kinds: type[Body]) -> list[Body]:
    return [record.body for record in in_right(tent.records)[0] if isinstance(record.body, kinds)]


def test_a_timekeeper_reads_bibs_of_its_own_passings_and_a_captain_of_anybodys_there() -> None:
    tent = camp()
    tent.write("root", enrols("second", "timekeeper", "root", "1CP1"))
    (mine,), (theirs,) = tent.write("timekeeper", passed("*")), tent.write("second", passed("*"))
    (far,) = tent.write("director", passed("*", "1CP2"))
    tent.write("timekeeper", *(BibRead(record.id, Bib("7")) for record in (mine, theirs, far)))
    assert [body.target for body in counting(tent, BibRead) if isinstance(body, BibRead)] == [mine.id]
    tent.write("captain", *(BibRead(record.id, Bib("8")) for record in (theirs, far)))
    facts = fold(tent.records)
    assert [facts.whose(record.id) for record in (mine, theirs, far)] == ["7", "8", "*"]


def test_what_was_read_is_taken_back_by_who_read_it_and_by_the_captain() -> None:
    tent = camp()
    tent.write("root", enrols("second", "timekeeper", "root", "1CP1"))
    (mine,) = tent.write("timekeeper", passed("*"))
    (read,) = tent.write("timekeeper", BibRead(mine.id, Bib("7")))
    tent.write("second", Voided(read.id, "x"))
    assert fold(tent.records).whose(mine.id) == "7"
    tent.write("timekeeper", Voided(read.id, "x"))
    assert fold(tent.records).whose(mine.id) == "*"
    (again,) = tent.write("timekeeper", BibRead(mine.id, Bib("8")))
    tent.write("captain", Voided(again.id, "x"))
    assert fold(tent.records).whose(mine.id) == "*"


def test_an_undo_is_undone_by_those_who_may_undo() -> None:
    tent = camp()
    (mine,) = tent.write("timekeeper", passed("7"))
    (gone,) = tent.write("timekeeper", Voided(mine.id, "x"))
    tent.write("medic", Voided(gone.id, "x"))
    assert not fold(tent.records).seen
    tent.write("timekeeper", Voided(gone.id, "x"))
    assert set(fold(tent.records).seen) == {"7"}


def test_answers_to_each_other_alone_are_of_no_place() -> None:
    tent = camp()
    (one, _) = tent.write("captain", Voided(nth_of("captain", 3), "x"), Voided(nth_of("captain", 2), "y"))
    assert one.id == nth_of("captain", 2)
    assert not counting(tent, Voided)


def nth_of(name: str, number: int) -> RecordId:
    return (NodeId(f"n-{name}"), Number(number))


def test_a_withdrawal_is_reported_where_one_is_and_taken_back_by_its_own_crew() -> None:
    tent = camp()
    tent.write("root", PlanAdopted(plan(1)))
    (here, _) = tent.write("timekeeper", withdrawal("7"), withdrawal("8", THERE))
    assert [ruling.text.bibs for ruling in fold(tent.records).rulings.values()] == ["7"]
    tent.write("timekeeper", Voided(here.id, "x"))
    assert not fold(tent.records).rulings


def test_what_a_lost_phone_says_after_it_was_revoked_takes_nobody_out() -> None:
    tent = camp()
    tent.write("root", PlanAdopted(plan(1)))
    tent.write("timekeeper", withdrawal("7", at=HOUR), withdrawal("8", at=3 * HOUR))
    tent.revokes("director", "timekeeper", 2 * HOUR)
    assert [ruling.text.bibs for ruling in fold(tent.records).rulings.values()] == ["7"]


def test_only_headquarters_sets_a_conflict_aside_and_a_hold_is_called_by_the_captain() -> None:
    tent, moment = camp(), Instant(FIRST_START)
    for name in ("timekeeper", "captain", "director"):
        tent.write(name, SetAside(name, moment), HoldCalled(HERE, name, moment))
    tent.write("timekeeper", HoldCalled(HERE, "heard", moment, heard_from="the director", code="3F7K"))
    held = [body.hold for body in counting(tent, HoldCalled) if isinstance(body, HoldCalled)]
    assert sorted(held) == ["captain", "director", "heard"]
    assert [body.conflict for body in counting(tent, SetAside) if isinstance(body, SetAside)] == ["director"]


def crowded() -> list[Record]:
    """A checkpoint where everybody says something of everything, with the right to or without."""
    tent = camp()
    tent.write("root", PlanAdopted(plan(1)), *(entered(bib) for bib in "123"))
    for n in range(4):
        (mark,) = tent.write("timekeeper", passed("*", at=HOUR + n))
        (read,) = tent.write("captain", BibRead(mark.id, Bib(str(n))))
        tent.write("medic", Voided(read.id, "x"), withdrawal("3"))
        if n % 2:
            tent.write("captain", Voided(read.id, "x"), withdrawal(str(n)))
    return tent.records


CROWD = crowded()


@given(st.integers(0, 2**32))
def test_a_passing_that_comes_after_the_captains_word_on_it_is_named_at_once(seed: int) -> None:
    """The captain's tablet may reach camp first; what it said had no right as long as the passing was not known."""
    luck = random.Random(seed)
    late = [record for record in CROWD if isinstance(record.body, Passing) and luck.random() < 0.6]
    race = Race(fold([record for record in CROWD if record not in late]))
    for record in luck.sample(late, len(late)):
        race = race.add(record)
    whole = Race(fold(CROWD))
    assert race.results == whole.results
    assert race.facts.passings == whole.facts.passings
    assert all(race.facts.whose(target) == whole.facts.whose(target) for target in whole.facts.passings)
    assert len(race.facts.without_right) == len(whole.facts.without_right)


def test_what_is_reported_without_the_right_to_is_listed_and_counts_for_nothing() -> None:
    tent = camp()
    tent.write("root", PlanAdopted(plan(1)))
    (odd,) = tent.write("medic", withdrawal("7"))
    facts = fold(tent.records)
    assert [(record, why) for record, why in facts.without_right] == [(odd, "a medic may not write this")]
    assert (facts.reports, facts.rulings) == ({}, {})
