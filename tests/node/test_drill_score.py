"""A planted fault is found by an alert after it, or by one that somebody takes up only after it."""

import pytest

from stagerace.core.clock import MINUTE, Elapsed, Instant, later
from stagerace.node.drill_score import score_of
from stagerace.node.drill_setting import invented
from stagerace.simulation.drill.crew import Crew, Heard
from stagerace.simulation.drill.inventing import invent_scene

SETTING = invented(30, 25.0, 8.0, 1, {"lost": 1})


@pytest.mark.parametrize(
    ("raised", "taken", "late"),
    [(30, 33, 30.0), (-2, 1, 1.0), (-2, -1, None), (-2, None, None), (30, None, 30.0)],
)
def test_how_late_it_is_counts_from_the_cause(raised: int, taken: int | None, late: float | None) -> None:
    scene = invent_scene(SETTING.plan.stages[0], SETTING.bibs, 1, SETTING.faults)
    (plant,) = scene.plants
    at = [Instant(plant.since + minutes * MINUTE) if minutes is not None else None for minutes in (raised, taken)]
    assert at[0] is not None
    heard = Heard("overdue 1 x 1CP2 in", "overdue", at[0], plant.bibs, taken=at[1])
    ends = later(plant.since, Elapsed(600 * MINUTE))
    score = score_of(scene, Crew(scene), [heard], SETTING.plan.zone, ends, ends, (), 0)
    (found,) = score.faults
    assert (found.found, found.late_min) == (late is not None, late)
    assert len(score.false_alarms) == (0 if late is not None else 1)
