"""What a dossier tells of incidents, dangers and holds."""

from msgspec import Struct

from stagerace.core.names import Metres, PlaceId, StageNo


class StepTold(Struct, frozen=True):
    """A line in the story of an incident; its words only with names."""

    at: str
    step: str
    says: str
    role: str
    by: str
    text: str
    minutes: float
    """How long after it was opened [min]."""


class KnownThenTold(Struct, frozen=True):
    """What was known of a runner when an incident about them was opened, by all that had happened by then."""

    who: str
    state: str
    behind: PlaceId
    """Where they are, or on course the place behind them."""
    seen: str | None
    """When they were seen last; null where nobody saw them on the stage."""
    low: Metres | None
    high: Metres | None
    """From and to where along the stage they might be; null where somebody had them [m]."""
    due: str | None
    due_at: PlaceId
    alerts: tuple[str, ...]
    """The alerts about them that headquarters had raised and whose cause still held."""


class IncidentTold(Struct, frozen=True):
    """An incident: who it is about, who owned it, what was done when."""

    number: int
    what: str
    opened: str
    role: str
    """The role of the device it was opened on."""
    by: str
    place: PlaceId
    where: str
    note: str
    who: tuple[str, ...]
    runners: int
    owner: str
    is_open: bool
    owned_after_min: float | None
    help_there_after_min: float | None
    kin_called_after_min: float | None
    closed_after_min: float | None
    steps: tuple[StepTold, ...]
    known: tuple[KnownThenTold, ...]
    """Of everyone whom it names."""


class HeardTold(Struct, frozen=True):
    """Whether and when a checkpoint acknowledged a hold and its release; null where it did not."""

    place: PlaceId
    heard: str | None
    after_min: float | None
    release_heard: str | None


class HoldTold(Struct, frozen=True):
    """A hold that headquarters ordered."""

    number: int
    stage: StageNo
    ordered: str
    released: str | None
    role: str
    by: str
    reason: str
    places: tuple[HeardTold, ...]


class DangerTold(Struct, frozen=True):
    """A danger drawn on the map."""

    number: int
    what: str
    stage: StageNo
    drawn: str
    lifted: str | None
    role: str
    by: str
    note: str
    stretches: tuple[tuple[Metres, Metres], ...]
