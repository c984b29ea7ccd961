"""How soon headquarters answered, over all alerts."""

from statistics import median

from stagerace.node.dossier.alerts_told import AlertTold, ResponsesTold


def responses(alerts: tuple[AlertTold, ...], looks: int) -> ResponsesTold:
    """The response times of a race, and how often nobody responded."""
    first = [each.answered_after_min for each in alerts if each.answered_after_min is not None]
    owned = [each.taken_after_min for each in alerts if each.taken_after_min is not None]
    return ResponsesTold(
        len(alerts),
        len(first),
        len(owned),
        sum(each.state == "dismissed" for each in alerts),
        sum(each.answered_after_min is None and each.taken_after_min is None for each in alerts),
        _middle(first),
        _middle(owned),
        max(first, default=None),
        sum(each.director_at is not None for each in alerts),
        sum(each.everyone_at is not None for each in alerts),
        looks,
    )


def _middle(those: list[float]) -> float | None:
    return round(median(those), 1) if those else None
