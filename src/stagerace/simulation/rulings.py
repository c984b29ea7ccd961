"""What the director of an invented race decided, in the order in which it was told."""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.zone import Zone, to_iso
from stagerace.simulation.sheets import sheet

HEADER: Final = (
    "id", "announced", "stage", "kind", "bibs", "minutes", "checkpoint", "reason", "rule", "revokes", "distance_km",
    "custody", "told",
)  # fmt: skip
_OWN: Final = ("withdraw", "stop")
"""The kinds whose reason may be about somebody's health: it is not told to everybody."""


class Decision(Struct, frozen=True):
    """A line of a sheet of rulings; `told` is the stage after which the sheet came."""

    told: int
    id: str
    announced: Instant
    kind: str = ""
    stage: int | None = None
    bibs: str = ""
    minutes: str = ""
    place: str = ""
    reason: str = ""
    rule: str = ""
    revokes: str = ""
    km: str = ""
    custody: str = ""


def rulings_sheet(decisions: Iterable[Decision], zone: Zone) -> str:
    """Decisions as a CSV sheet, in the order they were announced."""
    rows = sorted(decisions, key=lambda one: (one.announced, one.id))
    return sheet([HEADER, *(_row(one, zone) for one in rows)])


def _row(one: Decision, zone: Zone) -> tuple[object, ...]:
    told = to_iso(Instant(one.announced // 1_000 * 1_000), zone)
    stage = "" if one.stage is None else one.stage
    return (
        one.id, told, stage, one.kind, one.bibs, one.minutes, one.place, one.reason, one.rule, one.revokes, one.km,
        one.custody, "" if one.kind in _OWN else one.reason,
    )  # fmt: skip
