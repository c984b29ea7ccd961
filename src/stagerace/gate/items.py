"""One thing that may leave: whose it is, when it happened, what it says."""

from typing import Final

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, RecordId, StageNo
from stagerace.core.records import Declared, Entered, Passing, PlanAdopted, Ruled, StageTime
from stagerace.gate.told import Chance, Position, Told

Place = tuple[int, int, str, int]
"""A record's place in the order of edits: wall, tick, node, number."""
Leaving = PlanAdopted | Entered | Passing | StageTime | Ruled | Declared

ALWAYS: Final = Instant(-(2**62))
"""Before everything: when what never happened, such as an entry, counts as having happened."""


class Item(Struct, frozen=True):
    """A fact about one runner, or about the race, as it stands once people's answers are taken in."""

    body: Leaving | Told
    happened: Instant
    bib: Bib | None = None
    """Whose it is; None for what is about the race."""
    stage: StageNo | None = None
    id: RecordId | None = None
    """The record it rests on, where it rests on one."""
    order: Place = (0, 0, "", 0)


def item_told(told: Told) -> Item:
    """Something told beside the records, as an item."""
    match told:
        case Position(bib=bib, seen_at=moment) | Chance(bib=bib, known_at=moment):
            return Item(told, moment, bib)
