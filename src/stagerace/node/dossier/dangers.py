"""The dangers drawn and the holds ordered, with who acknowledged and when."""

from stagerace.core.clock import Instant
from stagerace.core.names import PlaceId, RecordId
from stagerace.core.records import HoldOrdered, ZoneDrawn
from stagerace.node.dossier.incidents_told import DangerTold, HeardTold, HoldTold
from stagerace.node.dossier.telling import Telling, minutes_to
from stagerace.watch.holds import heard


def dangers(telling: Telling) -> tuple[DangerTold, ...]:
    """Every danger in its last version, by when it was first drawn."""
    found: dict[str, tuple[RecordId, ZoneDrawn]] = {}
    for record, body in telling.reports(ZoneDrawn):
        known = found.get(body.zone)
        if known is None or _rank(body.lifted_at, body.drawn_at) >= _rank(known[1].lifted_at, known[1].drawn_at):
            found[body.zone] = (record, body)
    ordered = sorted(found.values(), key=lambda each: (each[1].drawn_at, each[0]))
    return tuple(
        DangerTold(
            number, body.what, body.stage, telling.at(body.drawn_at), telling.perhaps(body.lifted_at),
            telling.role(record), telling.words(body.by), telling.words(body.note), body.stretches,
        )
        for number, (record, body) in enumerate(ordered, 1)
    )  # fmt: skip


def holds(telling: Telling) -> tuple[HoldTold, ...]:
    """Every hold in its last version, by when it was ordered."""
    found: dict[str, tuple[RecordId, HoldOrdered]] = {}
    for record, body in telling.reports(HoldOrdered):
        known = found.get(body.hold)
        if known is None or _rank(body.released_at, body.ordered_at) >= _rank(
            known[1].released_at, known[1].ordered_at
        ):
            found[body.hold] = (record, body)
    ordered = sorted(found.values(), key=lambda each: (each[1].ordered_at, each[0]))
    return tuple(
        HoldTold(
            number, body.stage, telling.at(body.ordered_at), telling.perhaps(body.released_at), telling.role(record),
            telling.words(body.by), telling.words(body.reason), tuple(_heard(telling, body, p) for p in body.places),
        )
        for number, (record, body) in enumerate(ordered, 1)
    )  # fmt: skip


def _rank(ended: Instant | None, begun: Instant) -> tuple[bool, Instant]:
    """What makes a version the later one: its end, else its moment."""
    return ended is not None, begun


def _heard(telling: Telling, order: HoldOrdered, place: PlaceId) -> HeardTold:
    at = heard(telling.race, order.hold, place, released=False)
    release = heard(telling.race, order.hold, place, released=True)
    return HeardTold(place, telling.perhaps(at), minutes_to(order.ordered_at, at), telling.perhaps(release))
