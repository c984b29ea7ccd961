"""The race as it was at an instant: what had happened, and what had been announced, by then."""

from collections.abc import Iterable, Iterator, Sequence

from stagerace.core.clock import Elapsed, Instant, later
from stagerace.core.records import Declared, Entered, Passing, PlanAdopted, Record, Ruled, StageTime
from stagerace.rules.facts import Facts, Ruling, fold
from stagerace.rules.in_force import in_force
from stagerace.rules.rulings.move_start import MoveStart


def as_of(records: Iterable[Record], instant: Instant) -> Iterator[Record]:
    """The records of what happened, or for rulings was announced, by an instant.

    The plan, the entries and people's answers to records are about the race, not events of it: they stay.
    """
    kept = list(records)
    facts = fold(record for record in kept if isinstance(record.body, PlanAdopted | Entered | Ruled))
    moves = [ruling for ruling in in_force(facts.rulings.values()) if ruling.text.ruling == MoveStart.name]
    return (record for record in kept if _happened(record, facts, moves) <= instant)


def _happened(record: Record, facts: Facts, moves: Sequence[Ruling]) -> Instant:
    match record.body:
        case Passing(seen_at=moment) | Ruled(announced=moment) | Declared(declared_at=moment):
            return moment
        case StageTime() as sheet:
            return _sheet_happened(sheet, facts, moves)
        case _:
            return Instant(0)


def _sheet_happened(sheet: StageTime, facts: Facts, moves: Sequence[Ruling]) -> Instant:
    """When a sheet's row came true: at the runner's own start, moved as ruled, and the time on it."""
    stage = facts.plan.by_number.get(sheet.stage) if facts.plan else None
    if stage is None:
        return Instant(0)
    entry = facts.entries.get(sheet.bib)
    wave = stage.wave_of(sheet.bib, entry.wave if entry else "")
    mine = (move.text.time or 0 for move in moves if move.text.stage == sheet.stage and move.concerns(sheet.bib))
    start = later(wave.start if wave else stage.start, Elapsed(sum(mine)))
    if sheet.elapsed is not None:
        return later(start, sheet.elapsed)
    return start if sheet.status == "not_started" else later(start, stage.limit or Elapsed(0))
