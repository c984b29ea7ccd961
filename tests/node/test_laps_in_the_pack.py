"""What a checkpoint is told of a stage of laps."""

import pytest

from races import entered, plan, race, stage
from stagerace.core.clock import HOUR, SECOND, Elapsed, Instant
from stagerace.core.names import DeviceId, Metres, NodeId, PlaceId
from stagerace.core.plan import Loop, Stage
from stagerace.node.checkpoint.pack import Asking, pack_of
from stagerace.node.checkpoint.telling import LoopTold, PostTold
from stagerace.rules.limits import FASTEST

ASKING = Asking(NodeId("camp"), "log", 1, Instant(0), DeviceId("d"), 1.0, "none here", {}, {})


def told(the_stage: Stage) -> PostTold:
    return pack_of(race(plan([the_stage]), entered("7")), (), PlaceId("1FINISH"), ASKING)


def test_a_stage_of_laps_says_how_long_a_lap_is_and_how_soon_the_next_can_be() -> None:
    loop = told(stage(1, 5, (), loop=Loop(Metres(5_000), Elapsed(10 * HOUR)), limit=None)).loop
    assert loop == LoopTold(5.0, Elapsed(10 * HOUR), Elapsed(750 * SECOND))


@pytest.mark.parametrize("metres", [400, 1_001, 14_500])
def test_two_passings_as_close_as_the_rules_allow_are_two_laps_and_closer_ones_are_not(metres: int) -> None:
    loop = told(stage(1, 5, (), loop=Loop(Metres(metres), Elapsed(HOUR)), limit=None)).loop
    assert loop is not None
    assert loop.soonest * FASTEST >= metres * HOUR > (loop.soonest - 1) * FASTEST


def test_a_stage_whose_places_are_passed_once_has_no_laps() -> None:
    assert told(stage()).loop is None
