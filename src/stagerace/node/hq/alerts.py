"""The alerts as the screens of headquarters show them, the heaviest first."""

from stagerace.node.hq.told import AlertTold
from stagerace.node.hq.words import title_of, whose
from stagerace.watch.alerts.answered import Alert
from stagerace.watch.watching import Watch


def alerts(watch: Watch) -> tuple[AlertTold, ...]:
    """Every alert whose cause still holds: unanswered ones first, by weight, the oldest first."""
    return tuple(map(alert_told, sorted(watch.alerts, key=_urgency)))


def _urgency(alert: Alert) -> tuple[bool, bool, int, int, int]:
    found = alert.found
    return (alert.state == "dismissed", alert.state != "open", -alert.level, -found.weight, found.since)


def alert_told(alert: Alert) -> AlertTold:
    """An alert in words."""
    found = alert.found
    return AlertTold(
        found.alert, found.what, title_of(found.what), found.since, alert.raised_at, found.bibs, found.place,
        found.evidence, found.weight, alert.state, alert.owner, alert.reason, alert.level, whose(alert.level),
    )  # fmt: skip
