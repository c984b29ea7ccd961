"""Who is frozen stands still to those outside, until the race director and the medic have both signed."""

import pytest
from gate_races import (
    LATE,
    as_bytes,
    bibs_in,
    consent,
    freeze,
    nth,
    passings,
    position,
    public,
    race_with,
    release,
    tables,
)
from msgspec import structs

from races import at, entered, id_of, plan, records, ruled, seen, sheet
from stagerace.core.clock import Instant, Segment
from stagerace.core.names import Bib, NodeId, Number, Subject
from stagerace.core.records import ClockAnchor, Confirmed, GateFrozen, PlanAdopted, Record, Voided
from stagerace.gate import CREW, HQ, MEDICAL, PUBLIC, Published, family, through

BEFORE = seen("12", "1CP1", at(1, "2:00:00"), "in")
AFTER = seen("12", "1CP2", at(1, "4:00:00"), "in")
OTHER = seen("7", "1CP2", at(1, "4:00:00"), "in")
FREEZE = freeze("12", at(1, "3:00:00"))


def places_of_12(*bodies: object) -> set[str]:
    return {place for bib, place, _ in passings(public(race_with(*bodies))) if bib == "12"}  # type: ignore[arg-type]


def test_nothing_newer_than_the_freeze_leaves_and_nothing_older_goes() -> None:
    assert passings(public(race_with(BEFORE, AFTER, OTHER, FREEZE))) == {
        ("12", "1CP1", at(1, "2:00:00")),
        ("7", "1CP2", at(1, "4:00:00")),
    }


def test_a_frozen_race_is_byte_for_byte_one_in_which_the_station_is_silent() -> None:
    frozen = public(race_with(BEFORE, AFTER, OTHER, FREEZE))
    silent = public(race_with(BEFORE, OTHER))
    assert as_bytes(frozen) == as_bytes(silent)
    assert tables(frozen.records) == tables(silent.records)


def test_family_and_film_crew_see_no_more_of_who_is_frozen_but_medics_and_headquarters_do() -> None:
    race = race_with(consent("12", "family"), consent("12", "crew"), BEFORE, AFTER, FREEZE)
    for viewer in (PUBLIC, CREW, family(Subject("subject of 12"))):
        left = through(race, viewer, LATE, told=[position("12", at(1, "3:30:00"))])
        assert [place for _, place, _ in passings(left)] == ["1CP1"]
        assert not left.told
    for viewer in (MEDICAL, HQ):
        assert ("12", "1CP2", at(1, "4:00:00")) in passings(through(race, viewer, LATE))


@pytest.mark.parametrize("role", ["director", "medic"])
def test_one_signature_releases_nothing_however_often_it_is_given(role: str) -> None:
    signatures = [release(nth(3), role, at(1, "5:00:00")), release(nth(3), role, at(1, "6:00:00"))]
    assert places_of_12(BEFORE, AFTER, FREEZE, *signatures) == {"1CP1"}


def test_both_signatures_let_everything_flow_from_the_later_one_on() -> None:
    signatures = [release(nth(3), "director", at(1, "5:00:00")), release(nth(3), "medic", at(1, "6:00:00"))]
    race = race_with(BEFORE, AFTER, FREEZE, *signatures)
    assert len(passings(public(race, at(1, "5:59:59")))) == 1
    assert len(passings(public(race, at(1, "6:00:00")))) == 2


def test_a_release_of_one_runner_leaves_the_other_frozen() -> None:
    signatures = [release(nth(3), "director", at(1, "5:00:00"), "12"), release(nth(3), "medic", at(1, "5:00:00"))]
    left = public(race_with(AFTER, OTHER, freeze("7 12", at(1, "3:00:00")), *signatures))
    assert [bib for bib, _, _ in passings(left)] == ["12"]


def test_a_release_that_cannot_be_read_releases_nobody() -> None:
    signatures = [release(nth(3), role, at(1, "5:00:00"), "the two of them?") for role in ("director", "medic")]
    assert places_of_12(BEFORE, AFTER, FREEZE, *signatures) == {"1CP1"}


def test_a_release_is_about_its_own_freeze_only() -> None:
    again = freeze("12", at(1, "3:30:00"))
    signatures = [release(nth(3), role, at(1, "5:00:00")) for role in ("director", "medic")]
    assert places_of_12(BEFORE, AFTER, FREEZE, *signatures, again) == {"1CP1"}


@pytest.mark.parametrize("group", ["", "all", "bib twelve?!", "1-200", "1*", "all except 7"])
def test_a_freeze_that_may_be_about_a_runner_is(group: str) -> None:
    assert places_of_12(BEFORE, AFTER, freeze(group, at(1, "3:00:00"))) == {"1CP1"}


def test_a_freeze_of_a_person_holds_under_whatever_bib_they_wear() -> None:
    rebibbed = structs.replace(entered("99"), subject=Subject("subject of 12"))
    later = seen("99", "1CP2", at(1, "4:00:00"), "in")
    by_subject = GateFrozen(at(1, "3:00:00"), subjects=(Subject("subject of 12"),))
    for freezing in (by_subject, FREEZE):
        assert {place for _, place, _ in passings(public(race_with(rebibbed, BEFORE, later, freezing)))} == {"1CP1"}


def test_decisions_and_sheets_of_a_frozen_runner_wait_and_those_of_others_do_not() -> None:
    race = race_with(
        FREEZE,
        ruled("r1", "stop", 1, "7 12", announced=at(1, "4:00:00")),
        ruled("r2", "credit", 1, "all", 10, announced=at(1, "5:00:00")),
        sheet(1, "12", "6:00:00"),
    )
    left = [record.body for record in public(race).records[5:]]
    assert [(body.ruling, body.bibs) for body in left] == [("stop", "7"), ("credit", "")]  # type: ignore[union-attr]


def test_a_decision_changed_after_the_freeze_stays_as_it_was_for_the_frozen() -> None:
    first = ruled("r1", "penalty", 1, "7 12", 30, announced=at(1, "1:00:00"))
    then = ruled("r1", "penalty", 1, "7", 10, announced=at(1, "5:00:00"))
    left = [record.body for record in public(race_with(first, FREEZE, then)).records[5:]]
    assert [(body.bibs, body.time) for body in left] == [("12", 1_800_000), ("7", 600_000)]  # type: ignore[union-attr]


def test_what_was_public_is_not_taken_back_while_a_runner_is_frozen() -> None:
    taken_back = Voided(nth(1), "Ana", "not him")
    assert places_of_12(BEFORE, FREEZE, taken_back) == {"1CP1"}
    assert places_of_12(BEFORE, taken_back, FREEZE) == set()


def test_a_passing_given_to_a_frozen_runner_leaves_under_no_bib() -> None:
    theirs = Confirmed(nth(1), "Ana", "it was 12", Bib("12"))
    assert passings(public(race_with(OTHER, FREEZE, theirs))) == set()


def test_an_unread_bib_never_leaves_as_it_may_be_anybody_s() -> None:
    assert passings(public(race_with(seen("1*", "1CP2", at(1, "4:00:00"), "in"), FREEZE))) == set()


def test_a_name_agreed_to_after_the_freeze_is_not_shown_until_the_release() -> None:
    agreed = consent("12", "name", when=at(1, "4:00:00"))
    signatures = [release(nth(2), role, at(1, "5:00:00")) for role in ("director", "medic")]
    people = {Subject("subject of 12"): "Zora Quill"}
    held = through(race_with(agreed, FREEZE), PUBLIC, LATE, people=people)
    flowing = through(race_with(agreed, FREEZE, *signatures), PUBLIC, LATE, people=people)
    assert (held.names[Bib("12")], flowing.names[Bib("12")]) == ("Runner 12", "Zora Quill")


def test_a_frozen_runner_is_still_in_the_race() -> None:
    assert bibs_in(public(race_with(freeze("12", at(1, "0"))))) == {"7", "12", "13", "147"}


def test_a_freeze_by_a_clock_that_is_ahead_counts_from_when_it_really_was() -> None:
    race = race_with(BEFORE, AFTER)
    two_hours = 2 * 3_600_000
    wrote = at(1, "5:00:00")
    anchor = ClockAnchor(wrote, Instant(wrote - two_hours), Instant(wrote - two_hours), wrote, 1, Segment(1), "hq")
    ahead = [
        Record(NodeId("tablet"), Number(1), race[-1].stamp.next(Instant(0)), anchor),
        Record(NodeId("tablet"), Number(2), race[-1].stamp.next(Instant(0)), freeze("12", wrote)),
    ]
    assert {place for _, place, _ in passings(public(race + ahead))} == {"1CP1"}


def test_a_freeze_heard_of_after_publication_takes_nothing_back_and_lets_nothing_new_out() -> None:
    later = seen("12", "1FINISH", at(1, "6:00:00"), "in")
    log = race_with(BEFORE, AFTER, FREEZE, later)
    memory = Published({record.id: number for number, record in enumerate(log, 1)}, (7,))
    left = through(log, PUBLIC, LATE, published=memory)
    assert {place for _, place, _ in passings(left)} == {"1CP1", "1CP2"}
    forgetful = through(log, PUBLIC, LATE)
    assert {place for _, place, _ in passings(forgetful)} == {"1CP1"}


def test_without_a_plan_nothing_leaves() -> None:
    assert public(records(entered("12"), BEFORE)).records == ()
    assert public(records(PlanAdopted(plan(1)), entered("12"), BEFORE)).records != ()
    assert id_of(1) == ("hq", 1)


def test_a_decision_announced_after_the_freeze_replaces_nothing_for_the_frozen() -> None:
    first = ruled("r1", "penalty", 1, "12", 30, announced=at(1, "1:00:00"))
    then = ruled("r1", "penalty", 1, "12", 10, announced=at(1, "5:00:00"))
    left = [record.body for record in public(race_with(first, then, FREEZE)).records[5:]]
    assert [body.time for body in left] == [1_800_000]  # type: ignore[union-attr]


def test_a_decision_about_a_frozen_runner_that_became_one_for_all_counts_once() -> None:
    first = ruled("r1", "penalty", 1, "12", 30, announced=at(1, "1:00:00"))
    then = ruled("r1", "penalty", 1, "all", 10, announced=at(1, "5:00:00"))
    left = [record.body for record in public(race_with(first, FREEZE, then)).records[5:]]
    assert [(body.bibs, body.time) for body in left] == [("", 600_000)]  # type: ignore[union-attr]


def test_what_people_took_back_before_a_freeze_was_heard_of_stays_taken_back() -> None:
    log = race_with(BEFORE, Voided(nth(1), "Ana", "not him"))
    heard = Record(NodeId("tablet"), Number(1), log[0].stamp, FREEZE)
    memory = Published({record.id: number for number, record in enumerate([*log, heard], 1)}, (7,))
    assert passings(through([*log, heard], PUBLIC, LATE, published=memory)) == set()
    assert passings(through([*log, heard], PUBLIC, LATE)) != set()


def test_a_passing_by_a_clock_found_to_be_behind_after_the_freeze_does_not_leave() -> None:
    slow = 2 * 3_600_000
    said = at(1, "2:30:00")
    anchor = ClockAnchor(said, Instant(said + slow), Instant(said + slow), said, 2, Segment(1), "hq")
    passing = structs.replace(AFTER, seen_at=said, segment=Segment(1), mono=2)
    race = race_with(FREEZE)
    tablet = [
        Record(NodeId("tablet"), Number(1), race[0].stamp, passing),
        Record(NodeId("tablet"), Number(2), race[-1].stamp.next(Instant(0)), anchor),
    ]
    assert passings(public(race_with() + tablet)) == {("12", "1CP2", Instant(said + slow))}
    assert passings(public(race + tablet)) == set()
