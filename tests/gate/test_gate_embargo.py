"""What must not be published before an instant."""

from gate_races import LATE, consent, nth, passings, public, race_with

from races import at, ruled, seen, sheet
from stagerace.core.clock import Instant
from stagerace.core.names import StageNo
from stagerace.core.records import Embargoed, Passing, Record, Ruled
from stagerace.gate import CREW, HQ, through

EARLY = seen("12", "1CP1", at(1, "2:00:00"), "in")
SEEN = seen("12", "1FINISH", at(1, "6:00:00"), "in")
NEXT_DAY = seen("12", "2CP1", at(2, "2:00:00"), "in")


def embargo(announced: Instant, until: Instant, stage: int | None = 1, bibs: str = "", name: str = "e") -> Embargoed:
    return Embargoed(name, announced, until, StageNo(stage) if stage else None, bibs, "Ana")


def places(race: list[Record], when: Instant) -> list[str]:
    return sorted(place for _, place, _ in passings(public(race, when)))


def test_what_happens_after_the_announcement_waits_for_the_end() -> None:
    race = race_with(EARLY, SEEN, embargo(at(1, "3:00:00"), at(1, "10:00:00")))
    assert places(race, at(1, "9:59:59")) == ["1CP1"]
    assert places(race, at(1, "10:00:00")) == ["1CP1", "1FINISH"]


def test_an_embargo_on_one_stage_leaves_the_others_alone() -> None:
    race = race_with(SEEN, NEXT_DAY, embargo(at(1, "3:00:00"), LATE))
    assert places(race, at(3, "0")) == ["2CP1"]


def test_an_embargo_on_some_leaves_the_others_alone() -> None:
    other = seen("7", "1FINISH", at(1, "6:00:00"), "in")
    race = race_with(SEEN, other, embargo(at(1, "3:00:00"), LATE, bibs="12"))
    assert [bib for bib, _, _ in passings(public(race, at(3, "0")))] == ["7"]


def test_an_embargo_on_everyone_is_also_about_what_is_decided_for_all() -> None:
    decided = ruled("r1", "cancel", 1, "all", announced=at(1, "5:00:00"))
    for bibs, left in (("", 0), ("12", 1)):
        race = race_with(decided, embargo(at(1, "3:00:00"), LATE, bibs=bibs))
        assert sum(isinstance(r.body, Ruled) for r in public(race, at(3, "0")).records) == left


def test_an_embargo_that_cannot_be_read_is_about_everyone() -> None:
    assert places(race_with(SEEN, embargo(at(1, "3:00:00"), LATE, bibs="the winners?")), at(3, "0")) == []


def test_a_sheet_written_under_an_embargo_waits() -> None:
    race = race_with(embargo(at(1, "3:00:00"), LATE), sheet(1, "12", "2:00:00"), sheet(2, "12", "2:00:00"))
    assert len([r for r in public(race, at(3, "0")).records if not isinstance(r.body, Passing)]) == 6


def test_an_embargo_is_lifted_early_by_its_next_version() -> None:
    race = race_with(SEEN, embargo(at(1, "3:00:00"), LATE), embargo(at(1, "8:00:00"), at(1, "8:00:00")))
    assert places(race, at(1, "8:00:00")) == ["1FINISH"]


def test_an_embargo_is_made_longer_by_its_next_version_in_time() -> None:
    longer = embargo(at(1, "9:00:00"), at(1, "20:00:00"))
    race = race_with(SEEN, embargo(at(1, "3:00:00"), at(1, "10:00:00")), longer)
    assert places(race, at(1, "15:00:00")) == []


def test_an_embargo_renewed_after_its_end_takes_nothing_back() -> None:
    again = embargo(at(1, "11:00:00"), at(1, "20:00:00"))
    race = race_with(SEEN, embargo(at(1, "3:00:00"), at(1, "10:00:00")), again)
    assert places(race, at(1, "15:00:00")) == ["1FINISH"]


def test_the_film_crew_and_headquarters_are_not_kept_waiting() -> None:
    race = race_with(SEEN, consent("12", "crew"), embargo(at(1, "3:00:00"), LATE))
    assert nth(1) == race[5].id
    for viewer in (CREW, HQ):
        assert passings(through(race, viewer, at(3, "0")))
