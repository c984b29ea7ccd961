"""Invented scenes to look at: races in which something has happened, as the records that tell of it."""

from races import at, checkpoint, entered, plan, seen, stage
from stagerace.core.clock import MINUTE, Instant
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import (
    Body,
    CheckpointClosed,
    GunFired,
    HoldCalled,
    NotAtStart,
    PlanAdopted,
    WithdrawalReported,
)

BIBS = [str(number) for number in range(101, 131)]
NOW = at(2, "7:30:00")
"""When the timekeepers look: half past three on the second day."""


def every_conflict() -> list[Body]:
    """A race on its second day in which every kind of conflict stands once or twice."""
    places = [checkpoint(f"2CP{k}", 10 * k, ("in", "out")) for k in range(1, 4)]
    first = stage(1)
    second = stage(2, 40, places)
    return [
        PlanAdopted(plan([first, second, stage(3)])),
        *(entered(bib, "F" if number % 3 else "M", 25 + number) for number, bib in enumerate(BIBS)),
        *_first_day(),
        *_second_day(),
        *_astray(),
        *_crews(),
    ]


def _pace(number: int, km: int) -> int:
    """How long a runner is on the way, the first ones 9 km/h, the last ones near 5 [ms]."""
    return round(km * MINUTE * (6.5 + 0.18 * number))


def _first_day() -> list[Body]:
    found: list[Body] = [
        seen(bib, place, Instant(at(1, "0:00:00") + _pace(number, km)), "in", "finish mat" if km == 40 else "tablet A")
        for number, bib in enumerate(BIBS)
        for place, km in (("1CP1", 10), ("1CP2", 20), ("1CP3", 30), ("1FINISH", 40))
        if bib != "130"
    ]
    return found


def _second_day() -> list[Body]:
    """A steady day: but nobody of 2CP2 tells anything, and some bibs were not typed as they are."""
    typed = {("117", "2CP3"): "171", ("108", "2CP1"): "1*8", ("112", "2CP3"): "*"}
    found: list[Body] = []
    for number, bib in enumerate(BIBS[:-2]):
        for place, km, source in (
            ("2CP1", 10, "tablet B"),
            ("2CP3", 30, "phone of CP3"),
            ("2FINISH", 40, "finish mat"),
        ):
            moment = at(2, "0:00:00") + _pace(number, km)
            if moment > NOW or (bib, place) in (("105", "2CP3"), ("109", "2CP1"), ("120", "2CP3")):
                continue
            found.append(seen(typed.get((bib, place), bib), place, Instant(moment), "in", source))
    return found


def _astray() -> list[Body]:
    """Two phones apart, a sprint nobody runs, a phone set to another checkpoint."""
    return [
        seen("104", "2CP1", Instant(at(2, "0:00:00") + _pace(3, 10) + 7 * MINUTE), "in", "phone of CP1"),
        seen("110", "2CP3", Instant(at(2, "0:00:00") + _pace(9, 30) + 90_000), "in", "paper"),
        seen("105", "2CP3", Instant(at(2, "0:00:00") + _pace(4, 10) + 12 * MINUTE), "in", "phone of CP3"),
        seen("109", "1CP1", Instant(at(2, "0:00:00") + _pace(8, 10)), "in", "tablet A"),
        seen("120", "2CP9", Instant(at(2, "0:00:00") + _pace(19, 30)), "in", "tablet C"),
    ]


def _crews() -> list[Body]:
    return [
        GunFired(PlaceId("2START"), at(2, "0:10:00"), by="EM"),
        NotAtStart(PlaceId("2START"), at(2, "0:12:00"), (Bib("130"), Bib("116")), "EM"),
        WithdrawalReported(Bib("124"), PlaceId("2CP1"), at(2, "2:10:00"), "ankle", "camp 3", "car 4", "medic", "EM"),
        WithdrawalReported(Bib("128"), PlaceId("2CP1"), at(2, "4:00:00"), "exhausted", "camp 3", by="EM"),
        seen("128", "2CP3", at(2, "7:12:00"), "in", "phone of CP3"),
        HoldCalled(PlaceId("2CP3"), "storm", at(2, "6:20:00"), reason="sandstorm", by="captain of CP3"),
        CheckpointClosed(PlaceId("2CP1"), at(2, "4:30:00"), "EM", "the last one is through"),
    ]
