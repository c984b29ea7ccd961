"""Race days cross midnight, and clocks change under the runners."""

from datetime import UTC, datetime

from msgspec import structs

from races import checkpoint, entered, plan, race, seen, stage
from stagerace.core.clock import HOUR, MINUTE, Elapsed, Instant, later
from stagerace.core.names import Bib
from stagerace.core.zone import Zone, from_datetime
from stagerace.rules.limits import dark
from stagerace.rules.race import Race
from stagerace.rules.stage_result import StageResult

SPRING = from_datetime(datetime(2031, 4, 24, 22, tzinfo=UTC))
EVENING = from_datetime(datetime(2031, 4, 24, 18, tzinfo=UTC))
"""20:00 at the race; at midnight the clocks go to 01:00."""
CAMP = Zone("Desert/Camp", ((Instant(0), 7_200), (SPRING, 10_800)))


def own(*hours: float, **more: object) -> StageResult:
    found = night_race(*hours, **more).results[Bib("1")][0]
    assert found is not None
    return found


def night_race(*hours: float, **more: object) -> Race:
    night = stage(1, 40, [checkpoint("1CP1", 20, ["in"])], start=EVENING, limit=Elapsed(12 * HOUR), **more)
    the_plan = structs.replace(plan([night]), zone=CAMP)
    places = ("1CP1", "1FINISH")
    clocks = [later(EVENING, Elapsed(round(hour * HOUR))) for hour in hours]
    return race(the_plan, entered("1"), *(seen("1", p, c) for p, c in zip(places, clocks, strict=False)))


def test_a_time_across_midnight_is_as_long_as_it_was() -> None:
    assert own(3, 8).ruled == 8 * HOUR


def test_a_clock_change_in_the_night_takes_nothing_away_and_adds_nothing() -> None:
    assert CAMP.local(later(EVENING, Elapsed(4 * HOUR))).hour == 1
    result = own(3.9, 8)
    assert (result.ruled, result.doubts) == (8 * HOUR, ())


def test_a_limit_is_measured_in_hours_run_not_on_the_clock() -> None:
    assert own(4, 12).status == "finished"
    assert own(4, 12.01).status == "over_cutoff"


def test_a_missed_cut_off_is_told_by_the_clock_at_the_race() -> None:
    the_race = night_race(4, 12.5)
    missed = the_race.evidence(Bib("1"), the_race.plan.stages[0]).draft.missed
    assert "arrived at 1FINISH at 09:30 on 25 Apr, stage limit 09:00 on 25 Apr" in missed


def test_darkness_is_counted_on_the_race_s_clock() -> None:
    noon = from_datetime(datetime(2031, 3, 2, 10, tzinfo=UTC))
    assert dark(noon, later(noon, Elapsed(24 * HOUR)), CAMP) == 12 * HOUR
    assert dark(noon, later(noon, Elapsed(8 * HOUR + 30 * MINUTE)), CAMP) == 30 * MINUTE
    assert dark(noon, later(noon, Elapsed(48 * HOUR)), CAMP) == 24 * HOUR
    assert dark(noon, noon, CAMP) == 0
