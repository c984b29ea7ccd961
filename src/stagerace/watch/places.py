"""The places of a stage as the ledger needs them: which is next, which is an end, which is the camp."""

from functools import cached_property
from typing import Final

from stagerace.core.clock import Instant
from stagerace.core.names import PlaceId, StageNo, finish_of, start_of
from stagerace.core.plan import Plan, Stage
from stagerace.core.records import Care

CAMP: Final = Care("camp")

_WORDS: Final = {
    "camp": "camp", "medic": "medic", "doctor": "medic", "nurse": "medic", "hospital": "hospital", "clinic": "hospital",
}  # fmt: skip


class Ground:
    """A stage between the stage before it and the one after."""

    def __init__(self, plan: Plan, stage: Stage) -> None:
        self.plan, self.stage = plan, stage
        self.start, self.finish = start_of(stage.n), finish_of(stage.n)
        position = plan.stages.index(stage)
        before, after = plan.stages[:position], plan.stages[position + 1 :]
        self.before: tuple[StageNo, ...] = tuple(each.n for each in before)
        self.opens = Instant(before[-1].start if before else -(2**62))
        """From when on what is said without a place of a stage may be about this one."""
        self.next_start = Instant(min((each.start for each in after), default=2**62))
        self.next_place = start_of(after[0].n) if after else PlaceId("")

    @cached_property
    def exits(self) -> dict[PlaceId, int]:
        """For each place the position of its last point along the stage."""
        return {place: index for index, (place, _) in enumerate(self.stage.points)}

    def next_of(self, place: PlaceId) -> PlaceId:
        """The place ahead of somebody who left one; at the finish, or on a loop, the finish again."""
        index = self.exits[place] + 1
        return self.stage.points[index][0] if index < len(self.stage.points) else self.finish

    def is_left_unseen(self, place: PlaceId) -> bool:
        """Whether nobody takes departures at a place: who came there is on course again at once."""
        return "out" not in self.stage.by_place[place].record

    def is_camp(self, place: PlaceId) -> bool:
        """Whether a roll called at a place is the camp's: at the finish, the next start, or off the course."""
        return place in (self.finish, self.next_place) or place not in self.plan.stage_at

    def number_of(self, place: PlaceId) -> StageNo | None:
        """The stage a place belongs to; None for the camp, a hospital and places nobody planned."""
        stage = self.plan.stage_at.get(place)
        return stage.n if stage else None


def care_said(text: str, place: PlaceId, plan: Plan) -> Care | None:
    """Whose care a text names: a checkpoint's by its name, a medic's or a hospital's by the word, else a vehicle's."""
    said = text.strip()
    if not said:
        return None
    if said in plan.stage_at:
        return Care("checkpoint", said)
    words = said.casefold().replace(",", " ").split()
    for word in words:
        match _WORDS.get(word):
            case "medic":
                return Care("medic", said)
            case "hospital":
                return Care("hospital", said)
            case "camp":
                return CAMP
    return Care("vehicle", said)
