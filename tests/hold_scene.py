"""A scene to look at: a sandstorm at 2CP3 in the afternoon of the second day, arrivals before, during and after."""

from races import at, entered, plan, seen, sheet, stage
from stagerace.core.clock import MINUTE, Instant
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import Body, CheckpointClosed, GunFired, HoldCalled, PlanAdopted, WithdrawalReported

HELD, RELEASED = at(2, "6:00:00"), at(2, "7:10:00")
"""14:00 to 15:10, by the clock at the race."""
EVENING = at(2, "12:00:00")
"""When the director decides: 20:00 on the second day."""
WAITED = {"7": ("5:50:00", "7:10:00"), "12": ("6:05:00", "7:10:00"), "23": ("7:20:00", "7:32:00")}
"""In and out at 2CP3: 13:50 and 15:10, 14:05 and 15:10, 15:20 and 15:32."""
AHEAD = ("1", "3", "44")
"""Who was past the checkpoint before the storm."""


def held_afternoon(*more: Body) -> list[Body]:
    """Two stages run, a hold at 2CP3 that nobody has ruled on, and whatever else is wanted."""
    stages = [stage(1), stage(2), stage(3, 20)]
    bodies: list[Body] = [PlanAdopted(plan(stages, classes=("overall", "women", "men", "age:40-49")))]
    for index, bib in enumerate((*AHEAD, *WAITED)):
        bodies += [entered(bib, "FM"[index % 2], 35 + 3 * index), sheet(1, bib, f"5:{10 + 7 * index}:00")]
        bodies += _second_day(index, bib)
    return [*bodies, *more]


def crews_words() -> list[Body]:
    """What crews said that asks for a decision: the hold, a gun, a closing, a withdrawal."""
    return [
        HoldCalled(PlaceId("2CP3"), "storm", HELD, RELEASED, "sandstorm", by="captain of 2CP3"),
        GunFired(PlaceId("2START"), at(2, "0:04:00"), by="starter"),
        CheckpointClosed(PlaceId("2CP2"), at(2, "6:40:00"), "crew of 2CP2", "the last one is through"),
        WithdrawalReported(Bib("44"), PlaceId("2CP3"), at(2, "7:40:00"), "tired", "camp 3", "car 4", by="crew of 2CP3"),
    ]


def _second_day(index: int, bib: str) -> list[Body]:
    came, left = WAITED.get(bib, (f"4:{10 * index:02}:00", f"4:{10 * index + 6:02}:00"))
    finish = Instant(at(2, left) + (78 + 2 * index) * MINUTE)
    return [
        seen(bib, "2CP2", Instant(at(2, came) - 95 * MINUTE), "in", "tablet B"),
        seen(bib, "2CP3", at(2, came), "in", "phone of CP3"),
        seen(bib, "2CP3", at(2, left), "out", "phone of CP3"),
        seen(bib, "2FINISH", finish, "in", "finish mat"),
    ]
