"""What a dossier tells, in one piece; instants as ISO 8601 with the race's offset."""

from msgspec import Struct

from stagerace.core.names import Metres, PlaceId, StageNo
from stagerace.node.dossier.alerts_told import AlertTold, ResponsesTold, UnraisedTold
from stagerace.node.dossier.incidents_told import DangerTold, HoldTold, IncidentTold
from stagerace.node.dossier.planned_told import CrewTold, RacePlannedTold
from stagerace.node.dossier.proof_told import Proof
from stagerace.rules.rulings import Status
from stagerace.rules.standing import State


class WaterTold(Struct, frozen=True):
    """Water counted at a place [l]."""

    at: str
    litres: int


class SilenceTold(Struct, frozen=True):
    """A place that told nothing: since when, and when headquarters' screen said so; null where it never did."""

    since: str
    raised: str | None


class HeldTold(Struct, frozen=True):
    """A time in which a place let nobody go on, as ruled, called there, or ordered and acknowledged."""

    since: str
    until: str | None
    """Null where it still holds."""


class PlaceTold(Struct, frozen=True):
    """A place of a stage: as planned, and what came of it."""

    place: PlaceId
    metres: Metres
    planned_close: str | None
    planned_leave_by: str | None
    first_word: str | None
    """When anything was written there first: the earliest sign that it was open."""
    closed: str | None
    swept: str | None
    first_seen: str | None
    last_seen: str | None
    seen: int
    """How many runners were seen there."""
    held: tuple[HeldTold, ...]
    silent: tuple[SilenceTold, ...]
    water: tuple[WaterTold, ...]
    water_used: int | None
    """So much less at least from count to count, whatever was brought in between; null with fewer than two [l]."""
    crew: CrewTold


class LeftTold(Struct, frozen=True):
    """How many left the race at a place, or for a reason; without a place it is not known where."""

    why: str
    place: PlaceId
    runners: int


class StageTold(Struct, frozen=True):
    """A stage: as planned, and what happened."""

    stage: StageNo
    name: str
    metres: Metres
    planned_start: str
    planned_limit_min: int | None
    gun: str | None
    starters: int
    finishers: int
    on_course: int
    left: tuple[LeftTold, ...]
    closed: str | None
    """When headquarters closed it; null where nobody did."""
    against_closing: int
    """So much keeps it from being closed by what is known at the end of the dossier."""
    places: tuple[PlaceTold, ...]


class DisagreementTold(Struct, frozen=True):
    """What did not agree in a head count, and about whom."""

    kind: str
    says: str
    who: tuple[str, ...]
    place: PlaceId
    since: str


class NightTold(Struct, frozen=True):
    """The head count of the night after a stage."""

    stage: StageNo
    at: str
    called: str | None
    """When the last roll call was."""
    starters: int
    answered: int
    in_care: int
    silent: tuple[str, ...]
    out_there: tuple[str, ...]
    nowhere: tuple[str, ...]
    balances: bool
    disagreements: tuple[DisagreementTold, ...]


class MedicTold(Struct, frozen=True):
    """How often medics said what others must know; null for fewer than three: somebody might know whose they were."""

    fewer_than: int
    send_to_medic: int | None
    may_not_leave: int | None
    may_go: int | None


class RangeTold(Struct, frozen=True):
    """How well the ranges of a stage's forecasts held, by the snapshots kept beside the log."""

    stage: StageNo
    snapshots: int
    forecasts: int
    held50: float | None
    held90: float | None
    off_min: float | None


class LimitsTold(Struct, frozen=True):
    """What the watch went by, and what it and this dossier cannot know."""

    says: tuple[str, ...]
    numbers: dict[str, float]
    """Every number of the watch by name; lengths of time [ms]."""


class CellTold(Struct, frozen=True):
    """One stage of a row of the standings [ms]."""

    stage: StageNo
    ruled_ms: int | None
    penalty_ms: int
    status: Status


class RowTold(Struct, frozen=True, omit_defaults=True):
    """A row of the standings as `stagerace standings` has it; the bib only with names."""

    rank: int | None
    status: State
    elapsed_ms: int | None
    gap_ms: int | None
    distance_m: Metres
    stages: tuple[CellTold, ...]
    bib: str = ""


class StandingsTold(Struct, frozen=True):
    """The standings after the latest stage."""

    after: StageNo
    state: str
    position: int
    rows: tuple[RowTold, ...]


class Dossier(Struct, frozen=True):
    """The dossier of a race."""

    race: str
    name: str
    until: str
    """Up to when it tells: the moment asked for, else the last thing that was written."""
    as_of: str | None
    named: bool
    """Whether it holds names, bibs and people's own words."""
    planned: RacePlannedTold | None
    """People and water as planned; null where that was not asked for."""
    stages: tuple[StageTold, ...]
    nights: tuple[NightTold, ...]
    responses: ResponsesTold
    alerts: tuple[AlertTold, ...]
    unraised: tuple[UnraisedTold, ...]
    incidents: tuple[IncidentTold, ...]
    dangers: tuple[DangerTold, ...]
    holds: tuple[HoldTold, ...]
    medic: MedicTold
    standings: StandingsTold
    ranges: tuple[RangeTold, ...]
    limits: LimitsTold
    names: dict[str, str]
    """The names behind the bibs in it; empty without names."""
    proof: Proof
