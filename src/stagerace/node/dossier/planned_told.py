"""What a dossier tells of people and water at the places: as planned, and as they were there."""

from msgspec import Struct

from stagerace.core.names import PlaceId


class ShiftTold(Struct, frozen=True):
    """A crew that handed a place to the next; initials only with names."""

    at: str
    leaving: str
    coming: str
    here: int
    """How many runners were in it."""


class CrewTold(Struct, frozen=True):
    """Who was at a place, as far as records tell: devices, and crews that took turns; nobody counts heads."""

    devices: dict[str, int]
    """How many devices wrote something there, by role; headquarters writes for phones without keys."""
    crews: int | None
    """How many crews the shift records name; null where nobody handed a shift over."""
    shifts: tuple[ShiftTold, ...]


class PlannedTold(Struct, frozen=True):
    """What the plan asks for at a place; null where it says nothing of it."""

    place: PlaceId
    opens: str | None
    closes: str | None
    most: int | None
    """People there at once, in 95 of 100 runs at most."""
    staff: int | None
    medics: int | None
    water: int | None
    """Handed out, the mean of all runs [l]."""
    water_carried: int
    """To be brought: what 95 of 100 runs stay under, in whole packs [l]."""


class RacePlannedTold(Struct, frozen=True):
    """What `stagerace plan` proposes for the adopted plan: a run of the simulation, no part of the proof."""

    replicates: int
    seed: int
    numbers: str
    """The version of the free numbers."""
    assumed: tuple[str, ...]
    """What was assumed of courses, climate and field."""
    places: tuple[PlannedTold, ...]
