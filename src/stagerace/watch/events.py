"""What can happen to a runner, as the ledger takes it in: one thing at an instant."""

from typing import Final, Literal

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Direction, PlaceId
from stagerace.core.records import Care, HandedOver

Leaving = Literal["withdrawn", "stopped", "disqualified"]


class Started(Struct, frozen=True, gc=False):
    """The gun, or the instant of one's own start."""

    at: Instant


class Seen(Struct, frozen=True, gc=False):
    """Seen at a place, and believed."""

    at: Instant
    index: int
    """The position of the point along the stage; of a lap, the last."""
    place: PlaceId
    way: Direction


class Left(Struct, frozen=True):
    """Left the race by a decision or a crew's report."""

    at: Instant
    what: Leaving
    place: PlaceId
    care: Care | None
    """Who has them, as far as it was said."""


class GoesOn(Struct, frozen=True, gc=False):
    """May go on unranked after all."""

    at: Instant


class Said(Struct, frozen=True):
    """One side's word on a hand-over."""

    at: Instant
    word: HandedOver


class Called(Struct, frozen=True, gc=False):
    """Called at a roll, and there or not."""

    at: Instant
    place: PlaceId
    present: bool


class Glance(Struct, frozen=True, gc=False):
    """A passing that is not believed: where it says they were, and why not."""

    at: Instant
    place: PlaceId
    says: str
    is_elsewhere: bool
    """Whether it says that they were where no believed passing has them."""


Event = Started | Seen | Glance | Left | GoesOn | Said | Called

_RANK: Final[dict[type, int]] = {Started: 0, Seen: 1, Glance: 2, Left: 3, GoesOn: 4, Said: 5, Called: 6}


def in_order(events: list[Event]) -> list[Event]:
    """Events by when they happened; at one instant in an order that does not depend on how they were written."""
    return sorted(events, key=_order)


def _order(event: Event) -> tuple[int, int, int, str]:
    detail = repr(event) if isinstance(event, (Said, Left, Called, Glance)) else ""
    return (event.at, _RANK[type(event)], event.index if isinstance(event, Seen) else 0, detail)
