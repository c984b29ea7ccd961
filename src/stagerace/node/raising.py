"""What the watch found is written down: each alert once, by a headquarters; a replica lets its leader speak first."""

import time
from collections.abc import Sequence
from typing import Final

from stagerace.core.clock import Instant
from stagerace.core.records import AlertRaised
from stagerace.log import Log
from stagerace.node.camp import Camp
from stagerace.node.look import Look
from stagerace.watch.alerts.answered import Alert

RAISERS: Final = frozenset({"hq", "director"})
"""The roles of the devices that raise alerts."""
PATIENCE: Final = 20.0
"""How long a replica leaves an alert to the node that it is a replica of, while that one is met [s]."""


class Raiser:
    """Writes the alerts of a camp down; for one thread at a time."""

    def __init__(self, camp: Camp) -> None:
        self._camp = camp
        self._found: dict[str, float] = {}
        """When each alert was first seen here that is not written down yet [s]."""
        self._written: set[str] = set()
        """What was written down in this run, whether or not it counts: nothing is written at every look."""

    def raise_new(self, look: Look) -> Look:
        """Write down what is new, or nothing where another does it; the look once that is on the disk.

        Raises LogRefused when the log cannot be written.
        """
        alerts = look.watch.alerts
        new = [each for each in alerts if each.raised_at is None and each.found.alert not in self._written]
        now = time.monotonic()
        self._found = {alert.found.alert: self._found.get(alert.found.alert, now) for alert in new}
        if not new or not self._may(look.at):
            return look
        patience = PATIENCE if any(each.leads() for each in self._camp.companions) else 0.0
        ripe = [alert for alert in new if now - self._found[alert.found.alert] >= patience]
        if not ripe:
            return look
        at, position = self._camp.writer.do(lambda log, now: _write(log, now, ripe, look.position)).result()
        self._written.update(alert.found.alert for alert in ripe)
        return look.raised(self._written, at, position) if position == look.position + len(ripe) else look

    def _may(self, now: Instant) -> bool:
        """Whether this node is a headquarters', or nobody was ever enrolled."""
        rights, device = self._camp.rights(), self._camp.keys.device
        if not rights.root:
            return True
        grants = rights.enrolled.get(device, [])
        return rights.is_trusted(device, now) and any(grant.role in RAISERS for grant in grants)


def _write(log: Log, now: Instant, alerts: Sequence[Alert], position: int) -> tuple[Instant, int]:
    """Write alerts down that nobody raised since a log position; when, and the position then."""
    raised = {record.body.alert for record in log.read(position) if isinstance(record.body, AlertRaised)}
    bodies = [_raised(alert, now, position) for alert in alerts if alert.found.alert not in raised]
    if bodies:
        log.append(bodies, now)
    return now, log.position


def _raised(alert: Alert, now: Instant, position: int) -> AlertRaised:
    found = alert.found
    return AlertRaised(found.alert, found.what, now, found.since, found.bibs, found.place, found.evidence, position)
