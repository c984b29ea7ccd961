"""What was worked out of each stage, kept from one publication to the next while nothing it rests on changed."""

from collections.abc import Sequence
from typing import Any

from stagerace.core.names import StageNo
from stagerace.core.records import Passing, Record, StageTime
from stagerace.rules.race import Race


class KeptStages:
    """For each stage what was worked out of it; for one thread at a time."""

    def __init__(self) -> None:
        self._race: Race | None = None
        self._beside: object = None
        self._stages: dict[StageNo, dict[Any, Any]] = {}

    def heed(self, race: Race, fresh: Sequence[Record], beside: object, live: StageNo | None) -> None:
        """Let go of what the fresh records of a race change: their stage and those after it, else everything.

        `beside` is what everything rests on beside the race; of the stage that is `live` nothing is kept.
        """
        if race is not self._race or beside != self._beside:
            self._stages.clear()
        self._race, self._beside = race, beside
        first = min((_stage_of(record, race) for record in fresh), default=None)
        for n in list(self._stages):
            if n == live or (first is not None and n >= first):
                del self._stages[n]

    def of(self, stage: StageNo) -> dict[Any, Any]:
        """What is kept of a stage, to look up and add to."""
        return self._stages.setdefault(stage, {})


def _stage_of(record: Record, race: Race) -> StageNo:
    """The first stage that a record may change."""
    body = record.body
    if isinstance(body, Passing) and body.place in race.plan.stage_at:
        return race.plan.stage_at[body.place].n
    return body.stage if isinstance(body, StageTime) else race.plan.stages[0].n
