"""Everything that can be written in the log, one kind a file; `kinds` lists them all."""

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
from stagerace.core.records.handed_over import Care, HandedOver
from stagerace.core.records.hold_acknowledged import HoldAcknowledged
from stagerace.core.records.hold_called import HoldCalled
from stagerace.core.records.hold_ordered import HoldOrdered
from stagerace.core.records.incident_opened import IncidentOpened
from stagerace.core.records.incident_told import IncidentTold
from stagerace.core.records.kinds import Body, Record, Report, Unknown, decode, encode, kind_of
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
from stagerace.core.records.stage_time import StageTime, StageTimeStatus
from stagerace.core.records.swept import Swept
from stagerace.core.records.voided import Voided
from stagerace.core.records.water_counted import WaterCounted
from stagerace.core.records.withdrawal_reported import WithdrawalReported
from stagerace.core.records.zone_drawn import ZoneDrawn

__all__ = [
    "AlertAnswered",
    "AlertRaised",
    "BibRead",
    "Body",
    "Care",
    "CheckpointClosed",
    "ClockAnchor",
    "Confided",
    "Confirmed",
    "ConsentGiven",
    "Declared",
    "DeviceEnrolled",
    "DeviceRevoked",
    "Embargoed",
    "Entered",
    "ForecastPublished",
    "Forgotten",
    "FrameHeard",
    "GateFrozen",
    "GateReleased",
    "GunFired",
    "HandedOver",
    "HoldAcknowledged",
    "HoldCalled",
    "HoldOrdered",
    "IncidentOpened",
    "IncidentTold",
    "MedicSaid",
    "NodeAnnounced",
    "NotAtStart",
    "Passing",
    "PlanAdopted",
    "Record",
    "Report",
    "RollCalled",
    "Ruled",
    "SetAside",
    "ShiftHanded",
    "StageClosed",
    "StageTime",
    "StageTimeStatus",
    "Swept",
    "Unknown",
    "Voided",
    "WaterCounted",
    "WithdrawalReported",
    "ZoneDrawn",
    "decode",
    "encode",
    "kind_of",
]
