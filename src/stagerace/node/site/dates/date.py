"""A date of a race, before it is said in a language."""

from typing import Literal

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, Direction, Metres, PlaceId, StageNo
from stagerace.node.site.history import Values

Kind = Literal["start", "cut_off", "expected"]


class Date(Struct, frozen=True):
    """A start, a cut-off or an expected arrival; the key is the same for ever, no time stands in it."""

    key: str
    kind: Kind
    start: Instant
    end: Instant | None
    stage: StageNo
    bibs: frozenset[Bib] | None = None
    """Whom it is about; None for everyone."""
    place: str = ""
    """As pages name it: `CP2`, `FINISH`."""
    way: Direction = "in"
    metres: Metres = Metres(0)
    wave: str = ""
    whose: Bib | None = None
    """The one runner whose own it is."""

    @property
    def values(self) -> Values:
        """What is remembered of it."""
        return (self.start, self.end or 0)


def place_key(place: PlaceId | str) -> str:
    """A place within a key."""
    return str(place).replace("/", "_")
