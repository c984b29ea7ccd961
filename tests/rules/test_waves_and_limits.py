"""A wave may have a limit of its own."""

from races import at, entered, plan, race, seen, stage, start_of_day, time
from stagerace.core.clock import HOUR, Elapsed, later
from stagerace.core.names import Bib, WaveId
from stagerace.core.plan import Wave


def test_a_wave_s_limit_replaces_the_stage_s_and_runs_from_its_own_start() -> None:
    waves = (
        Wave(WaveId("A"), start_of_day(1), "1"),
        Wave(WaveId("B"), later(start_of_day(1), Elapsed(2 * HOUR)), "2", time("3:00:00")),
    )
    the_plan = plan([stage(1, 20, (), waves=waves, limit=time("6:00:00"))])
    for bib, clock, status in (
        ("1", "6:00:00", "finished"),
        ("1", "6:00:01", "over_cutoff"),
        ("2", "5:00:00", "finished"),
        ("2", "5:00:01", "over_cutoff"),
    ):
        found = race(the_plan, entered(bib), seen(bib, "1FINISH", at(1, clock))).results[Bib(bib)][0]
        assert found is not None
        assert found.status == status, (bib, clock)
