"""The kinds of alert there are; one file each, one line here."""

from typing import Final

from stagerace.watch.alerts.alone_at_night import AloneAtNight
from stagerace.watch.alerts.base import AlertKind
from stagerace.watch.alerts.cut_off_at_risk import CutOffAtRisk
from stagerace.watch.alerts.hand_over_open import HandOverOpen
from stagerace.watch.alerts.heat import Heat
from stagerace.watch.alerts.hold_unanswered import HoldUnanswered
from stagerace.watch.alerts.in_zone import InZone
from stagerace.watch.alerts.overdue import Overdue
from stagerace.watch.alerts.recheck import Recheck
from stagerace.watch.alerts.silent_station import SilentStation
from stagerace.watch.alerts.unread_incident import UnreadIncident
from stagerace.watch.alerts.wrong_clock import WrongClock

KINDS: Final[dict[str, AlertKind]] = {
    kind.name: kind
    for kind in (
        Overdue(), SilentStation(), InZone(), UnreadIncident(), HoldUnanswered(), Recheck(), HandOverOpen(),
        WrongClock(), AloneAtNight(), Heat(), CutOffAtRisk(),
    )
}  # fmt: skip
"""Every kind of alert by its name."""
