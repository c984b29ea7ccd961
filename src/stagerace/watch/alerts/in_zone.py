"""A danger on the course, with everybody who may be inside or comes to it."""

from collections.abc import Iterator

from stagerace.core.names import Bib
from stagerace.watch.alerts.base import AlertKind, Found, Watched, doublings, say_bibs
from stagerace.watch.handing_over import say_care
from stagerace.watch.zones import Zoned


class InZone(AlertKind):
    """Everybody who is not surely beyond a danger drawn on the map."""

    name = "in_zone"
    heading = "In danger"
    asks = (
        "Hold everyone before it, turn back or fetch those inside, and read these names to the rescuers as they stand."
    )

    def find(self, watched: Watched) -> Iterator[Found]:
        """One for each danger that is not lifted, as long as somebody may be inside or comes to it."""
        for zoned in watched.zones:
            bibs = (*zoned.inside, *zoned.kept, *zoned.ahead, *zoned.waiting)
            if bibs:
                place = watched.dues[bibs[0]].place if bibs[0] in watched.dues else watched.ledger.by_bib[bibs[0]].a
                inside = len(zoned.inside) + len(zoned.kept)
                yield Found(
                    self.named(watched, zoned.zone.zone.replace(" ", "-"), worse=doublings(inside, 3)),
                    self.name, zoned.zone.drawn_at, bibs, place,
                    tuple(_evidence(watched, zoned)), 950,
                )  # fmt: skip


def _evidence(watched: Watched, zoned: Zoned) -> Iterator[str]:
    zone = zoned.zone
    parts = ", ".join(f"km {since / 1000:.1f} to {until / 1000:.1f}" for since, until in zoned.stretches)
    note = f": {zone.note}" if zone.note else ""
    yield f"{zone.what.capitalize()} drawn at {watched.clock(zone.drawn_at)}, {parts or 'off the course'}{note}."
    if not zone.stretches and watched.stage.course is None:
        yield "The course has no line here, so the whole stage counts as inside."
    yield f"{len(zoned.inside)} may be inside, {len(zoned.ahead)} come to it, {len(zoned.behind)} are beyond it."
    for bib in zoned.inside:
        yield f"May be inside: {_where(watched, bib)}."
    yield from _kept(watched, zoned)
    for bib in zoned.ahead:
        yield f"Comes to it: {_where(watched, bib)}."
    if zoned.waiting:
        yield f"{len(zoned.waiting)} wait for their start and then come to it: {say_bibs(zoned.waiting, most=40)}."


def _kept(watched: Watched, zoned: Zoned) -> Iterator[str]:
    """Who is looked after there: those in camp together, everybody else by name."""
    rows = [watched.ledger.by_bib[bib] for bib in zoned.kept]
    in_camp = tuple(row.bib for row in rows if row.state in ("camp", "finished"))
    if in_camp:
        place = watched.say_place(watched.ledger.by_bib[in_camp[0]].a)
        yield f"{len(in_camp)} are in camp at {place}, which lies in it: {say_bibs(in_camp, most=40)}."
    for row in rows:
        if row.bib not in in_camp:
            who = say_care(row.care) if row.care else "nobody"
            yield f"May be inside: {row.bib}, in the care of {who}, from {watched.say_place(row.a)}."


def _where(watched: Watched, bib: Bib) -> str:
    sights = watched.sights[bib]
    seen = f"seen last {watched.say_point(sights.last.index)} at {watched.clock(sights.last.at)}"
    low, high = watched.positions[bib]
    doubts = "; ".join(f"{watched.say_point(each.index)} is not sure" for each in sights.doubtful)
    return f"{bib}, {seen}, now from km {low / 1000:.1f} to {high / 1000:.1f}{f' ({doubts})' if doubts else ''}"
