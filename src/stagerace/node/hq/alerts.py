"""The alerts as the screens of headquarters show them, the heaviest first."""

from stagerace.node.hq.told import AlertTold
from stagerace.node.hq.words import asks_of, title_of, whose
from stagerace.watch.alerts.answered import Alert
from stagerace.watch.watching import Watch


def alerts(watch: Watch) -> tuple[AlertTold, ...]:
    """Every alert whose cause still holds; those that were dismissed come last."""
    return tuple(map(alert_told, watch.alerts))


def alert_told(alert: Alert) -> AlertTold:
    """An alert in words."""
    found = alert.found
    return AlertTold(
        found.alert, found.what, title_of(found.what), found.since, alert.raised_at, found.bibs, found.place,
        found.evidence, asks_of(found.what), found.weight, alert.state, alert.owner, alert.reason, alert.by,
        alert.answered_at, alert.level, whose(alert.level),
        alert.is_worse and alert.state != "open",
    )  # fmt: skip
