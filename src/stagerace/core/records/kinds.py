"""The union of all kinds: how a record becomes bytes and comes back, lifted to the newest version."""

from typing import Final

import msgspec
from msgspec import Struct

from stagerace.core.clock import Stamp
from stagerace.core.lifting import LIFTS, lift, read_as_newest
from stagerace.core.names import NodeId, Number, RecordId
from stagerace.core.records.alert_answered import AlertAnswered
from stagerace.core.records.alert_raised import AlertRaised
from stagerace.core.records.bib_read import BibRead
from stagerace.core.records.checkpoint_closed import CheckpointClosed
from stagerace.core.records.clock_anchor import ClockAnchor
from stagerace.core.records.confided import Confided
from stagerace.core.records.confirmed import Confirmed
from stagerace.core.records.consent_given import ConsentGiven
from stagerace.core.records.declared import Declared
from stagerace.core.records.device_enrolled import DeviceEnrolled
from stagerace.core.records.device_revoked import DeviceRevoked
from stagerace.core.records.embargoed import Embargoed
from stagerace.core.records.entered import Entered
from stagerace.core.records.forecast_published import ForecastPublished
from stagerace.core.records.forgotten import Forgotten
from stagerace.core.records.frame_heard import FrameHeard
from stagerace.core.records.gate_frozen import GateFrozen
from stagerace.core.records.gate_released import GateReleased
from stagerace.core.records.gun_fired import GunFired
from stagerace.core.records.handed_over import HandedOver
from stagerace.core.records.hold_acknowledged import HoldAcknowledged
from stagerace.core.records.hold_called import HoldCalled
from stagerace.core.records.hold_ordered import HoldOrdered
from stagerace.core.records.incident_opened import IncidentOpened
from stagerace.core.records.incident_told import IncidentTold
from stagerace.core.records.medic_said import MedicSaid
from stagerace.core.records.node_announced import NodeAnnounced
from stagerace.core.records.not_at_start import NotAtStart
from stagerace.core.records.passing import Passing
from stagerace.core.records.plan_adopted import PlanAdopted
from stagerace.core.records.roll_called import RollCalled
from stagerace.core.records.ruled import Ruled
from stagerace.core.records.set_aside import SetAside
from stagerace.core.records.shift_handed import ShiftHanded
from stagerace.core.records.stage_closed import StageClosed
from stagerace.core.records.stage_time import StageTime
from stagerace.core.records.swept import Swept
from stagerace.core.records.voided import Voided
from stagerace.core.records.water_counted import WaterCounted
from stagerace.core.records.withdrawal_reported import WithdrawalReported
from stagerace.core.records.zone_drawn import ZoneDrawn


class Unknown(Struct, frozen=True):
    """A record of a kind or version that this program does not know: kept whole and passed on."""

    kind: str
    version: int
    raw: bytes


Report = (
    GunFired
    | NotAtStart
    | WithdrawalReported
    | RollCalled
    | Swept
    | CheckpointClosed
    | HoldCalled
    | ShiftHanded
    | SetAside
    | HandedOver
    | IncidentOpened
    | IncidentTold
    | Confided
    | MedicSaid
    | WaterCounted
    | HoldOrdered
    | HoldAcknowledged
    | ZoneDrawn
    | AlertRaised
    | AlertAnswered
    | StageClosed
)
"""What is said of places, people and dangers beside times; of all of it only a withdrawal changes a result."""
Known = (
    Passing
    | StageTime
    | Entered
    | PlanAdopted
    | Ruled
    | Confirmed
    | Voided
    | Declared
    | Forgotten
    | NodeAnnounced
    | DeviceEnrolled
    | DeviceRevoked
    | ClockAnchor
    | ConsentGiven
    | Embargoed
    | GateFrozen
    | GateReleased
    | FrameHeard
    | ForecastPublished
    | BibRead
    | Report
)
Body = Known | Unknown

KINDS: Final[dict[str, type[Known]]] = {
    "passing": Passing,
    "stage_time": StageTime,
    "entered": Entered,
    "plan_adopted": PlanAdopted,
    "ruled": Ruled,
    "confirmed": Confirmed,
    "voided": Voided,
    "declared": Declared,
    "forgotten": Forgotten,
    "node_announced": NodeAnnounced,
    "device_enrolled": DeviceEnrolled,
    "device_revoked": DeviceRevoked,
    "clock_anchor": ClockAnchor,
    "consent_given": ConsentGiven,
    "embargoed": Embargoed,
    "gate_frozen": GateFrozen,
    "gate_released": GateReleased,
    "frame_heard": FrameHeard,
    "forecast_published": ForecastPublished,
    "bib_read": BibRead,
    "gun_fired": GunFired,
    "not_at_start": NotAtStart,
    "withdrawal_reported": WithdrawalReported,
    "roll_called": RollCalled,
    "swept": Swept,
    "checkpoint_closed": CheckpointClosed,
    "hold_called": HoldCalled,
    "shift_handed": ShiftHanded,
    "set_aside": SetAside,
    "alert_answered": AlertAnswered,
    "alert_raised": AlertRaised,
    "confided": Confided,
    "handed_over": HandedOver,
    "hold_acknowledged": HoldAcknowledged,
    "hold_ordered": HoldOrdered,
    "incident_opened": IncidentOpened,
    "incident_told": IncidentTold,
    "medic_said": MedicSaid,
    "stage_closed": StageClosed,
    "water_counted": WaterCounted,
    "zone_drawn": ZoneDrawn,
}
VERSIONS: Final[dict[str, int]] = {kind: 1 + len(LIFTS.get(kind, ())) for kind in KINDS}
"""The version of each kind that this program writes."""

_NAMES: Final = {struct: kind for kind, struct in KINDS.items()}
_DECODERS: Final = {
    (kind, version): msgspec.json.Decoder(struct) for kind, struct in KINDS.items() for version in read_as_newest(kind)
}
_ENCODER: Final = msgspec.json.Encoder(order=None)


class Record(Struct, frozen=True, gc=False):
    """One thing seen or decided, never edited: who wrote it, as their how-manieth, when in the order of edits."""

    node: NodeId
    number: Number
    stamp: Stamp
    body: Body

    @property
    def id(self) -> RecordId:
        """The record's identity."""
        return (self.node, self.number)

    @property
    def order(self) -> tuple[Stamp, NodeId, Number]:
        """The key that puts edits in order, the same on every node."""
        return (self.stamp, self.node, self.number)


def kind_of(body: Body) -> tuple[str, int]:
    """The kind and the version a body is written as."""
    if isinstance(body, Unknown):
        return body.kind, body.version
    kind = _NAMES[type(body)]
    return kind, VERSIONS[kind]


def encode(body: Body) -> bytes:
    """The bytes of a body; an unknown one keeps its own."""
    return body.raw if isinstance(body, Unknown) else _ENCODER.encode(body)


def decode(kind: str, version: int, raw: bytes) -> Body:
    """The body those bytes hold, lifted to the newest version; Unknown where the kind or version is not known.

    Raises msgspec.DecodeError when the bytes of a known kind do not hold one.
    """
    if decoder := _DECODERS.get((kind, version)):
        return decoder.decode(raw)
    if kind not in KINDS or not 1 <= version < VERSIONS[kind]:
        return Unknown(kind, version, raw)
    return _DECODERS[kind, VERSIONS[kind]].decode(msgspec.json.encode(lift(kind, version, msgspec.json.decode(raw))))
