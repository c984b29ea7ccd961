"""What crews and the race director said that concerns a checkpoint: reports, holds, who did not stand at the start."""

from collections.abc import Iterable, Iterator
from typing import Final

from stagerace.core.check_codes import check_code
from stagerace.core.clock import Instant, later
from stagerace.core.names import Bib, PlaceId, bib_order, say_record, start_of
from stagerace.core.plan import Stage
from stagerace.core.records import (
    CheckpointClosed,
    GunFired,
    HoldCalled,
    NotAtStart,
    Record,
    RollCalled,
    Ruled,
    ShiftHanded,
    Swept,
    Voided,
    WithdrawalReported,
)
from stagerace.node.checkpoint.telling import HoldTold, ReportTold
from stagerace.rules.facts import Facts
from stagerace.rules.race import Race

Report = (
    GunFired
    | NotAtStart
    | WithdrawalReported
    | RollCalled
    | Swept
    | CheckpointClosed
    | HoldCalled
    | ShiftHanded
)  # fmt: skip
"""What a crew says of its checkpoint beside passings."""
HOLD: Final = "hold"


def reports_of(records: Iterable[Record], facts: Facts) -> list[tuple[Record, Report]]:
    """Every report that counts, in the order of edits; what was taken back or written without the right is not here."""
    rightless = {record.id for record, _ in facts.without_right}
    found = [
        (record, record.body)
        for record in records
        if isinstance(record.body, Report) and record.id not in rightless and not _is_void(facts, record)
    ]
    return sorted(found, key=lambda each: each[0].order)


def told_at(reports: Iterable[tuple[Record, Report]], place: PlaceId) -> tuple[ReportTold, ...]:
    """The reports of a place, as the app reads them."""
    return tuple(
        ReportTold(say_record(record.id), Instant(record.stamp.wall), body)
        for record, body in reports
        if body.place == place
    )


def not_at_start(reports: Iterable[tuple[Record, Report]], facts: Facts, stage: Stage) -> tuple[Bib, ...]:
    """Whom the crew at the start did not count there, without those seen on the stage since."""
    start = start_of(stage.n)
    noted = {bib for _, body in reports if isinstance(body, NotAtStart) and body.place == start for bib in body.bibs}
    places = {place.id for place in stage.places}
    return tuple(sorted((bib for bib in noted if places.isdisjoint(facts.seen.get(bib, {}))), key=bib_order))


def holds_on(
    race: Race, stage: Stage, place: PlaceId, reports: Iterable[tuple[Record, Report]], log_id: str
) -> tuple[HoldTold, ...]:
    """The holds signed on a stage, and those called at a place that no signed one is of the same name as."""
    signed = [_signed(each.text, log_id) for each in race.rulings_on.get(stage.n, ()) if each.text.ruling == HOLD]
    called = {body.hold: body for _, body in reports if isinstance(body, HoldCalled) and body.place == place}
    names = {hold.hold for hold in signed}
    return (*signed, *(_called(body) for name, body in called.items() if name not in names))


def _signed(text: Ruled, log_id: str) -> HoldTold:
    place, held_from = text.place or PlaceId(""), text.announced
    released = later(held_from, text.time) if text.time is not None else None
    codes = tuple(_codes(log_id, place, held_from, released))
    return HoldTold(text.id, place, True, held_from, released, text.reason, text.by, *codes)


def _codes(log_id: str, place: PlaceId, held_from: Instant, released: Instant | None) -> Iterator[str]:
    yield check_code(log_id, place, held_from, "hold")
    yield check_code(log_id, place, released, "release") if released is not None else ""


def _called(body: HoldCalled) -> HoldTold:
    by = body.heard_from or body.by
    return HoldTold(body.hold, body.place, False, body.held_from, body.released_at, body.reason, by, "", "")


def _is_void(facts: Facts, record: Record) -> bool:
    return isinstance(facts.answers.get(record.id), Voided)
