"""The whole chain of a stage, kernel and plain twin, on made-up runners of the tests."""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "simulation"))

from kernel_race import Race
from stages_made import NUMBERS, in_lanes, people, route, sky

from stagerace.kernels import chain_fields as f
from stagerace.kernels.chain import stage_lanes
from stagerace.simulation.stage_plain import stage_plain

LONGEST = 900


def stage(runners: int) -> Race:
    """A stage of 20 km from the start to the last one in, hazards every five cells; people of like power together."""
    few = max(runners // 80, 1_024)
    person, state = people(few)
    order = np.argsort(person[f.MOST])
    person, state = person[:, order], state[:, order]
    where, over = route(), sky()
    lanes, begun = in_lanes(person), in_lanes(state)
    places = len(where.places) // f.PLACE
    arrived, filled = np.full((len(lanes), places * f.ROW), np.nan), np.zeros((len(lanes), places * f.ROW))

    def kernel() -> None:
        stage_lanes(lanes, begun.copy(), where, over, LONGEST, 5, NUMBERS, arrived, filled)

    def plain() -> None:
        stage_plain(person, state.copy(), where, over, LONGEST, 5, NUMBERS)

    ended = state.copy()
    stage_plain(person, ended, where, over, LONGEST, 5, NUMBERS)
    return Race(kernel, plain, int(ended[f.LIVED].sum()))
