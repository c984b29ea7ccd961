"""How records of an older version become the newest: one function a step, none ever removed."""

from collections.abc import Callable
from typing import Any, Final

Lift = Callable[[dict[str, Any]], dict[str, Any]]


def unchanged(fields: dict[str, Any]) -> dict[str, Any]:
    """The lift to a version that has only more fields, each of which may be left out."""
    return fields


LIFTS: Final[dict[str, tuple[Lift, ...]]] = {
    "passing": (unchanged,),
    "node_announced": (unchanged,),
    "ruled": (unchanged,),
}
"""For each kind the functions that lift version 1 to 2, 2 to 3 and so on; a kind without any is still at version 1."""


def lift(kind: str, version: int, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a record of an older version, as the newest version has them."""
    for step in LIFTS[kind][version - 1 :]:
        fields = step(fields)
    return fields


def read_as_newest(kind: str) -> range:
    """The versions whose bytes the newest version's reader reads as they are: nothing since then was renamed."""
    steps = LIFTS.get(kind, ())
    changed = [version for version, step in enumerate(steps, 2) if step is not unchanged]
    return range(max(changed, default=1), len(steps) + 2)
