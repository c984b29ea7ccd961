"""The shapes of the checkpoint pack, as the app reads it."""

from typing import Literal

from msgspec import Struct

from stagerace.core.clock import Elapsed, Instant
from stagerace.core.names import Bib, DeviceId, Direction, NodeId, Number, PlaceId, StageNo, WaveId
from stagerace.core.records import Body, Care


class PlaceTold(Struct, frozen=True):
    """A place of the stage: how far it is [km], which passings are taken, and until when it is kept."""

    place: PlaceId
    km: float
    takes_in: bool
    takes_out: bool
    closes: Instant | None
    """Arrive by this instant, the latest of anybody's; none where it never closes."""
    leave_by: Instant | None
    rest: Elapsed | None


class LoopTold(Struct, frozen=True):
    """A stage of laps in a time box, counted at its places from passing to passing."""

    km: float
    """How long a lap is."""
    box: Elapsed
    """How long after a runner's own start laps count."""
    soonest: Elapsed
    """Nobody runs a lap in less: two passings closer together are one."""


class WaveTold(Struct, frozen=True):
    """A wave of the stage, its start as planned and as it now stands; the wave without a name is everyone else."""

    wave: WaveId
    planned: Instant
    start: Instant
    runners: int


class RunnerTold(Struct, frozen=True):
    """A runner of the stage: their wave and start, and whether they are still in the race."""

    bib: Bib
    name: str
    """Empty where names may not be told here."""
    wave: WaveId
    start: Instant
    closes: Instant | None
    """Arrive here by this instant."""
    leave_by: Instant | None
    end: PlaceId | None
    """Where the stage was ruled to end for them, where that is not the finish."""
    out: str
    """Why they are not in the race any more: `withdrawn`, `over_cutoff`, `stopped`, `disqualified`, `unranked`, or
    empty; who is over the cut-off or unranked may still come."""
    out_place: PlaceId | None
    out_stage: StageNo | None


class SeenTold(Struct, frozen=True):
    """A passing as it now counts: by its bib, corrected by the clock of its device."""

    id: str
    bib: Bib
    place: PlaceId
    way: Direction | None
    seen_at: Instant
    source: str
    confirmed_by: str


class HoldTold(Struct, frozen=True):
    """A hold: signed by the race director, or only called by a crew."""

    hold: str
    place: PlaceId
    is_signed: bool
    held_from: Instant
    released_at: Instant | None
    reason: str
    said_by: str
    code: str
    """The check code to read out with it; empty where it is not signed."""
    release_code: str


class ReportTold(Struct, frozen=True):
    """What a crew said of its checkpoint: the record's id, when it was written, and its body."""

    id: str
    wall: Instant
    body: Body


class MedicTold(Struct, frozen=True):
    """A medic's word to be heeded here: `send_to_medic` or `may_not_leave`; an empty place means everywhere."""

    bib: Bib
    word: str
    place: PlaceId
    said_at: Instant


class OrderTold(Struct, frozen=True):
    """An order of headquarters to hold here, and when this place said that it heard it, and its release."""

    hold: str
    ordered_at: Instant
    reason: str
    by: str
    released_at: Instant | None
    heard_at: Instant | None
    release_heard_at: Instant | None


class OpenTold(Struct, frozen=True):
    """An open incident of this place."""

    incident: str
    what: str
    opened_at: Instant
    place: PlaceId
    where: str
    bibs: tuple[Bib, ...]
    note: str
    owner: str


class HandedTold(Struct, frozen=True):
    """One side's word on a hand-over from or to this place that the other side has not met yet."""

    bib: Bib
    side: Literal["gives", "takes"]
    handed_at: Instant
    giver: Care
    taker: Care


class GuardianTold(Struct, frozen=True):
    """A device that what is confided is sealed for, and its X25519 key as hex digits."""

    device: DeviceId
    box_key: str
    label: str
    """What people call it: to whom somebody can also go."""


class PostTold(Struct, frozen=True):
    """Everything a checkpoint needs to go on without a network."""

    race: str
    name: str
    log_id: str
    node: NodeId
    """The camp node that says so."""
    position: int
    said_at: Instant
    rate: float
    """How fast the camp's clock runs; 1 but in a demonstration."""
    device: DeviceId
    zone: str
    utc_offset: int
    """The race's clock less UTC at the start of the stage [min]."""
    offsets: tuple[tuple[Instant, int], ...]
    """Every offset of the race, each from an instant on [min]."""
    place: PlaceId
    stage: StageNo
    stage_name: str
    km: float
    start: Instant
    """The first start of the stage as it now stands."""
    is_cancelled: bool
    loop: LoopTold | None
    """None where every place is passed once."""
    places: tuple[PlaceTold, ...]
    waves: tuple[WaveTold, ...]
    stages: dict[str, tuple[PlaceId, ...]]
    """The places of every stage, for who may change places."""
    names: Literal["told", "not over this line", "not for this role", "none here"]
    """Why the runners have names here, or why not."""
    runners: tuple[RunnerTold, ...]
    seen: tuple[SeenTold, ...]
    """Every passing at this place by other devices; of each runner the last before it and the first after it."""
    own: tuple[SeenTold, ...]
    """The passings at this place that the asking device wrote, as they now count."""
    withdrawn: tuple[Bib, ...]
    not_at_start: tuple[Bib, ...]
    holds: tuple[HoldTold, ...]
    reports: tuple[ReportTold, ...]
    medic: tuple[MedicTold, ...]
    """The medics' words to be heeded here, those for everywhere too; who is not in it may go."""
    orders: tuple[OrderTold, ...]
    incidents: tuple[OpenTold, ...]
    handed: tuple[HandedTold, ...]
    """The words on hand-overs from or to this place that wait for the other side's."""
    guardians: tuple[GuardianTold, ...]
    """Whom something can be confided to; none where nobody is named."""
    marked: dict[NodeId, Number]
    """Up to which number the camp node holds the records of each node of the asking device."""
