"""What medics keep of their work: their encounters with a subject, and what they have of supplies."""

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import PlaceId


class Given(Struct, frozen=True):
    """Something of the supplies that was used up, and how many of it."""

    what: str
    many: int


class Encounter(Struct, frozen=True, omit_defaults=True):
    """One time that a medic saw somebody; it is never edited, a later one strikes it.

    Sort and decision are plain text, so that an older program keeps what a newer one writes.
    """

    id: str
    """Its name, drawn at random where it was written."""
    at: Instant
    sort: str = ""
    """`skin`, `muscle`, `heat`, `stomach`, `cold`, `illness` or `injury`."""
    is_serious: bool = False
    decision: str = ""
    """`fit`, `recheck`, `hold`, `withdraw` or `evacuate`."""
    recheck: PlaceId = PlaceId("")
    """Where they are to be seen again."""
    place: PlaceId = PlaceId("")
    treatment: str = ""
    iv: bool = False
    """Whether fluid was given into a vein: the rules of many races put somebody out for it."""
    given: tuple[Given, ...] = ()
    note: str = ""
    by: str = ""
    follows: str = ""
    """The encounter that this one looks at again: both are one case."""
    strikes: str = ""
    """The encounter that was written by mistake, and counts no more."""


class Cared(Struct, frozen=True, omit_defaults=True):
    """Every encounter of the medics with a subject."""

    encounters: tuple[Encounter, ...] = ()


class Counted(Struct, frozen=True, omit_defaults=True):
    """How many there were of one thing when somebody counted."""

    id: str
    at: Instant
    what: str
    many: int
    by: str = ""


class Supplies(Struct, frozen=True, omit_defaults=True):
    """Every count of the medics' supplies."""

    counts: tuple[Counted, ...] = ()
