"""What crews and the race director said that concerns a checkpoint: reports, holds, who did not stand at the start."""

from collections.abc import Iterable, Sequence
from typing import Final

from stagerace.core.check_codes import check_code
from stagerace.core.clock import Instant, later
from stagerace.core.names import Bib, PlaceId, bib_order, say_record, start_of
from stagerace.core.plan import Stage
from stagerace.core.records import HoldCalled, NotAtStart, Record, Ruled
from stagerace.node.checkpoint.telling import HoldTold, ReportTold
from stagerace.rules.facts import Facts
from stagerace.rules.odd_reports import covers
from stagerace.rules.race import Race

HOLD: Final = "hold"


def reports_of(records: Iterable[Record], facts: Facts) -> list[Record]:
    """The reports that count, in the order of edits: not those that were taken back or written without the right."""
    return sorted((record for record in records if record.id in facts.reports), key=lambda record: record.order)


def told_at(reports: Iterable[Record], place: PlaceId) -> tuple[ReportTold, ...]:
    """The reports of a place, as the app reads them."""
    here = (record for record in reports if getattr(record.body, "place", None) == place)
    return tuple(ReportTold(say_record(record.id), Instant(record.stamp.wall), record.body) for record in here)


def not_at_start(reports: Iterable[Record], facts: Facts, stage: Stage) -> tuple[Bib, ...]:
    """Whom the crew at the start did not count there, without those seen on the stage since."""
    start = start_of(stage.n)
    said = [record.body for record in reports if isinstance(record.body, NotAtStart)]
    noted = {bib for body in said if body.place == start for bib in body.bibs}
    places = {place.id for place in stage.places}
    return tuple(sorted((bib for bib in noted if places.isdisjoint(facts.seen.get(bib, {}))), key=bib_order))


def holds_on(
    race: Race, stage: Stage, place: PlaceId, reports: Sequence[Record], log_id: str
) -> tuple[HoldTold, ...]:  # fmt: skip
    """The holds signed on a stage, then those called at a place that the race director did not decide on yet."""
    signed = [_signed(each.text, log_id) for each in race.rulings_on.get(stage.n, ()) if each.text.ruling == HOLD]
    said = [record.body for record in reports if isinstance(record.body, HoldCalled)]
    called = {body.hold: body for body in said if body.place == place}
    rulings = race.facts.rulings.values()
    return (*signed, *(_called(body) for body in called.values() if not any(covers(each, body) for each in rulings)))


def _signed(text: Ruled, log_id: str) -> HoldTold:
    place, held_from = text.place or PlaceId(""), text.announced
    released = later(held_from, text.time) if text.time is not None else None
    code = check_code(log_id, place, held_from, "hold")
    release_code = check_code(log_id, place, released, "release") if released is not None else ""
    return HoldTold(text.id, place, True, held_from, released, text.reason, text.by, code, release_code)


def _called(body: HoldCalled) -> HoldTold:
    by = body.heard_from or body.by
    return HoldTold(body.hold, body.place, False, body.held_from, body.released_at, body.reason, by, "", "")
