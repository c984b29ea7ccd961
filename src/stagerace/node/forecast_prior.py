"""When a usual runner is expected where, from the course, the climate and the field, by the field simulation."""

from typing import Final

from stagerace.core.names import PlaceId, StageNo
from stagerace.feeds.free_numbers import shipped_numbers
from stagerace.forecast.columns import Expected
from stagerace.node.folder import RaceFolder
from stagerace.node.readying import readied
from stagerace.node.simulating import Asked, outlook_of

REPLICATES: Final = 40
_SEED: Final = 1


def simulated(folder: RaceFolder) -> dict[StageNo, Expected]:
    """The middle arrival at every place of every stage, from the stage's start [s]; loops are left out.

    Raises NotARace where nothing says where the race is, BadInput for weather or a plan that cannot be used.
    """
    outlook = outlook_of(readied(folder, shipped_numbers()), Asked(REPLICATES, _SEED))
    return {
        StageNo(stage.stage): {
            (PlaceId(place.id), "in"): 60.0 * place.arrivals.p50 for place in stage.places if place.arrivals
        }
        for stage in outlook.stages
        if not stage.boxed
    }
