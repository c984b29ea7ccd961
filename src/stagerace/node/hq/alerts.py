"""The alerts as the screens of headquarters show them, the heaviest first."""

from typing import Final

from stagerace.node.hq.told import AlertTold
from stagerace.node.hq.words import asks_of, heading_of, whose
from stagerace.watch.alerts.answered import Alert
from stagerace.watch.watching import Watch

TO_DO: Final = "To do: "
"""How a line of evidence begins that says what to do."""


def alerts(watch: Watch) -> tuple[AlertTold, ...]:
    """Every alert whose cause still holds; those that were dismissed come last."""
    return tuple(map(alert_told, watch.alerts))


def alert_told(alert: Alert) -> AlertTold:
    """An alert in words."""
    found = alert.found
    # What does not agree says itself what to do about it, and a kind of alert as a whole could only say it worse.
    *evidence, last = found.evidence
    is_own = last.startswith(TO_DO)
    do = last.removeprefix(TO_DO)
    asks = f"{do[:1].upper()}{do[1:]}" if is_own else asks_of(found.what)
    return AlertTold(
        found.alert, found.what, heading_of(found.alert), found.since, alert.raised_at, found.bibs, found.place,
        tuple(evidence) if is_own else found.evidence, asks, found.weight, alert.state, alert.owner,
        alert.reason, alert.by, alert.answered_at, alert.level, whose(alert.level),
        alert.is_worse and alert.state != "open",
    )  # fmt: skip
