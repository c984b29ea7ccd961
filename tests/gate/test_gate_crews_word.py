"""What a crew says of its checkpoint stays in camp until the race director rules."""

from gate_races import LATE, consent, freeze, nth, passings, position, public, race_with, subject, tables

from races import at, ruled, seen
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import BibRead, HoldCalled, RollCalled, Ruled, WithdrawalReported, kind_of
from stagerace.gate import CREW, HQ, MEDICAL, PUBLIC, family, through

PLACE = PlaceId("1CP1")
SEEN = seen("12", PLACE, at(1, "2:00:00"), "in")
GAVE_UP = WithdrawalReported(Bib("12"), PLACE, at(1, "3:00:00"), "heat", "hospital", "car 4", "the medic", "AB")


def test_a_reported_withdrawal_shows_nobody_outside_that_it_was_made() -> None:
    for viewer in (PUBLIC, CREW, family(subject("12"))):
        with_it = through(race_with(consent("12", "family"), SEEN, GAVE_UP), viewer, LATE)
        without = through(race_with(consent("12", "family"), SEEN), viewer, LATE)
        assert with_it == without
        assert tables(with_it.records) == tables(without.records)


def test_medics_and_headquarters_see_it_as_it_was_written_with_what_it_does_to_the_results() -> None:
    race = race_with(SEEN, GAVE_UP)
    for viewer in (MEDICAL, HQ):
        left = through(race, viewer, LATE)
        assert GAVE_UP in [record.body for record in left.records]
        assert tables(left.records) == tables(race)


def test_the_directors_word_under_its_id_lets_it_leave_without_what_was_typed() -> None:
    signed = ruled(f"withdrawal hq:{nth(2)[1]}", "withdraw", 1, "12", place=PLACE, reason="heat", custody="the medic")
    left = public(race_with(SEEN, GAVE_UP, signed))
    (decided,) = [record.body for record in left.records if isinstance(record.body, Ruled)]
    assert (decided.ruling, decided.bibs, decided.place, decided.reason) == ("withdraw", "12", PLACE, "")
    assert decided.custody == decided.by == ""


def test_where_somebody_is_no_longer_leaves_from_when_they_are_reported_to_have_withdrawn() -> None:
    words = [position("12", at(1, "2:30:00")), position("12", at(1, "3:30:00"))]
    assert len(through(race_with(SEEN), PUBLIC, LATE, told=words).told) == 2
    assert through(race_with(SEEN, GAVE_UP), PUBLIC, LATE, told=words).told == (words[0],)


def test_a_withdrawal_reported_after_a_freeze_takes_no_position_back_that_was_public() -> None:
    words = [position("12", at(1, "2:30:00"))]
    early = WithdrawalReported(Bib("12"), PLACE, at(1, "2:10:00"))
    frozen = [SEEN, freeze("12", at(1, "3:00:00"))]
    assert through(race_with(*frozen, early), PUBLIC, LATE, told=words).told == tuple(words)


def test_a_bib_read_later_leaves_as_a_passing_that_nobody_vouched_for() -> None:
    race = race_with(seen("1*", PLACE, at(1, "2:00:00"), "in"), BibRead(nth(1), Bib("12"), "AB", "the photograph"))
    assert passings(public(race)) == {("12", PLACE, at(1, "2:00:00"))}
    assert all(kind_of(record.body)[0] in ("plan_adopted", "entered", "passing") for record in public(race).records)


def test_a_bib_read_after_a_freeze_waits_with_whom_it_names() -> None:
    unread, frozen = seen("1*", PLACE, at(1, "2:00:00"), "in"), freeze("12", at(1, "3:00:00"))
    assert passings(public(race_with(unread, frozen, BibRead(nth(1), Bib("12"))))) == set()
    assert passings(public(race_with(unread, frozen, BibRead(nth(1), Bib("13"))))) == {("13", PLACE, at(1, "2:00:00"))}


def test_a_roll_call_and_a_called_hold_are_for_the_camp_only() -> None:
    roll = RollCalled(PLACE, at(1, "4:00:00"), (Bib("7"),), (Bib("12"),), "AB")
    hold = HoldCalled(PLACE, "h1", at(1, "4:00:00"), reason="a runner fell", by="AB")
    for viewer, is_seen in ((PUBLIC, False), (CREW, False), (MEDICAL, True), (HQ, True)):
        kinds = {kind_of(record.body)[0] for record in through(race_with(SEEN, roll, hold), viewer, LATE).records}
        assert ({"roll_called", "hold_called"} <= kinds) is is_seen
        assert ({"roll_called", "hold_called"} & kinds != set()) is is_seen
