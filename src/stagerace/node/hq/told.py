"""What the screens of headquarters are told, in one piece."""

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, Direction, Metres, PlaceId, StageNo


class RunnerTold(Struct, frozen=True, omit_defaults=True):
    """Where one runner is: in words, and on the course from and to [m]; when they are due, and why then."""

    bib: Bib
    state: str
    where: str
    since: Instant | None = None
    seen: Instant | None = None
    low: Metres | None = None
    high: Metres | None = None
    due: Instant | None = None
    due_at: PlaceId = PlaceId("")
    due_way: Direction = "in"
    due_why: str = ""
    due_says: str = ""
    doubts: tuple[str, ...] = ()


class DisagreementTold(Struct, frozen=True):
    """What does not agree, about whom, since when, and what to do."""

    says: str
    do: str
    bibs: tuple[Bib, ...]
    place: PlaceId
    since: Instant


class CountTold(Struct, frozen=True):
    """The head count: how many in each state, what does not agree, and whether the roll call of the night does."""

    starters: int
    states: dict[str, int]
    disagreements: tuple[DisagreementTold, ...]
    unread: tuple[str, ...]
    """Who was seen under a bib that nobody could read, or that nobody wears."""
    called: Instant | None
    """When the last roll call was."""
    answered: tuple[Bib, ...]
    in_care: tuple[Bib, ...]
    silent: tuple[Bib, ...]
    out_there: tuple[Bib, ...]
    nowhere: tuple[Bib, ...]
    balances: bool


class AlertTold(Struct, frozen=True):
    """An alert as it stands: its cause and evidence, whose it is, how high it has come."""

    alert: str
    what: str
    title: str
    since: Instant
    raised: Instant | None
    bibs: tuple[Bib, ...]
    place: PlaceId
    evidence: tuple[str, ...]
    asks: str
    """What is to be done about it."""
    weight: int
    state: str
    owner: str
    reason: str
    by: str
    """Who answered last; empty where nobody did."""
    answered: Instant | None
    """When they did."""
    level: int
    whose: str
    """Whom it is for at its level, in words."""
    worse: bool
    """Whether it became worse since anybody said anything of it."""


class DeviceTold(Struct, frozen=True):
    """A device of a checkpoint, and when anything of it was heard last."""

    label: str
    heard: Instant | None


class CheckpointTold(Struct, frozen=True, omit_defaults=True):
    """A place of the stage: whether it is open, who is there and who is to come, its water and its devices."""

    place: PlaceId
    metres: Metres
    state: str
    since: Instant | None = None
    here: tuple[Bib, ...] = ()
    expected: int = 0
    litres: int | None = None
    counted: Instant | None = None
    devices: tuple[DeviceTold, ...] = ()
    is_silent: bool = False
    is_held: bool = False


class ZoneTold(Struct, frozen=True):
    """A danger on the map with whom it concerns."""

    zone: str
    what: str
    drawn: Instant
    stretches: tuple[tuple[Metres, Metres], ...]
    area: tuple[tuple[float, float], ...]
    note: str
    by: str
    inside: tuple[Bib, ...]
    """Who may be in it now."""
    ahead: tuple[Bib, ...]
    """Who comes to it."""
    kept: tuple[Bib, ...]
    """Who is looked after and may be in it for all that: in camp, with a crew there, or in a vehicle anywhere."""
    waiting: tuple[Bib, ...]
    """Who comes to it once they start."""


class HoldTold(Struct, frozen=True):
    """A hold that headquarters ordered or released: which checkpoints have said that they heard it, and when."""

    hold: str
    ordered: Instant
    released: Instant | None
    reason: str
    by: str
    places: tuple[PlaceId, ...]
    heard: dict[PlaceId, Instant]


class StepTold(Struct, frozen=True):
    """A line in the story of an incident."""

    at: Instant
    step: str
    says: str
    text: str
    by: str


class IncidentTold(Struct, frozen=True):
    """An incident: what, where, about whom, who owns it, whether it is over, and its story so far."""

    incident: str
    what: str
    opened: Instant
    place: PlaceId
    where: str
    bibs: tuple[Bib, ...]
    note: str
    owner: str
    is_open: bool
    kin_called: Instant | None
    steps: tuple[StepTold, ...]


class ProblemTold(Struct, frozen=True):
    """What keeps a stage from being closed, and what to do about it."""

    what: str
    do: str


class ClosingTold(Struct, frozen=True):
    """Whether a stage is closed, and what keeps it from being so."""

    stage: StageNo
    closed: Instant | None
    """When somebody closed it, and then the problems came up since."""
    by: str
    problems: tuple[ProblemTold, ...]


class HqTold(Struct, frozen=True):
    """Everything that the screens of headquarters show of a stage."""

    stage: StageNo
    count: CountTold
    alerts: tuple[AlertTold, ...]
    runners: tuple[RunnerTold, ...]
    checkpoints: tuple[CheckpointTold, ...]
    zones: tuple[ZoneTold, ...]
    holds: tuple[HoldTold, ...]
    incidents: tuple[IncidentTold, ...]
    closing: ClosingTold
    left_open: tuple[ClosingTold, ...]
    """The stages before it that nobody closed, or that something speaks against since."""
    alarms: tuple[str, ...]
    names: dict[Bib, str]
