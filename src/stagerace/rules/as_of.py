"""The race as it was at an instant: what had happened, and what had been announced, by then."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from stagerace.core.clock import Elapsed, Instant, later
from stagerace.core.names import Bib, DeviceId, RecordId
from stagerace.core.plan import Stage
from stagerace.core.records import (
    ClockAnchor,
    DeviceEnrolled,
    DeviceRevoked,
    Entered,
    FrameHeard,
    NodeAnnounced,
    Passing,
    PlanAdopted,
    Record,
    Ruled,
    StageTime,
)
from stagerace.rules.facts import Facts, Ruling, fold
from stagerace.rules.in_force import in_force
from stagerace.rules.reports import said_at
from stagerace.rules.rights import NOBODY
from stagerace.rules.rulings.move_start import MoveStart

_LASTING: Final = PlanAdopted | Entered | Ruled | ClockAnchor | NodeAnnounced | DeviceEnrolled | DeviceRevoked


def as_of(records: Iterable[Record], instant: Instant, root: DeviceId = NOBODY) -> Iterator[Record]:
    """The records of what happened, was reported, or for rulings was announced, by an instant.

    The plan, the entries, people's answers to records, what is known of clocks and who may write what are about the
    race, not events of it: they stay. `root` is the first device enrolled, as the log remembers it.
    """
    return (record for moment, record in moments(records, root) if moment <= instant)


def moments(records: Iterable[Record], root: DeviceId = NOBODY) -> list[tuple[Instant, Record]]:
    """Each record with the instant from which `as_of` keeps it, in the order given."""
    kept = list(records)
    facts = fold((record for record in kept if isinstance(record.body, _LASTING)), root)
    moves = moves_of(facts)
    own = _told_of(kept)
    return [(happened(own.get(record.id, record), facts, moves), record) for record in kept]


def _told_of(records: Sequence[Record]) -> Mapping[RecordId, Record]:
    """For each frame the passing's own record, where that is here: it says better when it happened."""
    frames = [(record.id, record.body.target) for record in records if isinstance(record.body, FrameHeard)]
    if not frames:
        return {}
    passings = {record.id: record for record in records if isinstance(record.body, Passing)}
    return {heard: passings[target] for heard, target in frames if target in passings}


def moves_of(facts: Facts) -> list[Ruling]:
    """The decisions that stand and move a start."""
    return [ruling for ruling in in_force(facts.rulings.values()) if ruling.text.ruling == MoveStart.name]


def happened(record: Record, facts: Facts, moves: Sequence[Ruling]) -> Instant:
    """When what a record tells happened, by the clock of the race; 0 for what is about the race and no event of it."""
    match record.body:
        case Passing() as passing:
            clock = facts.clocks.corrected(record.id, passing) if facts.anchors else None
            return clock.at if clock else passing.seen_at
        case StageTime() as sheet:
            return sheet_happened(sheet, facts, moves)
        case body:
            return said_at(body) or Instant(0)


def sheet_happened(sheet: StageTime, facts: Facts, moves: Sequence[Ruling]) -> Instant:
    """When a sheet's row came true: at the runner's own start, moved as ruled, and the time on it."""
    stage = facts.plan.by_number.get(sheet.stage) if facts.plan else None
    if stage is None:
        return Instant(0)
    start = own_start(stage, sheet.bib, facts, moves)
    if sheet.elapsed is not None:
        return later(start, sheet.elapsed)
    return start if sheet.status == "not_started" else later(start, stage.limit or Elapsed(0))


def own_start(stage: Stage, bib: Bib, facts: Facts, moves: Sequence[Ruling]) -> Instant:
    """When a runner starts on a stage: with their wave, moved as ruled."""
    entry = facts.entries.get(bib)
    wave = stage.wave_of(bib, entry.wave if entry else "")
    mine = (move.text.time or 0 for move in moves if move.text.stage == stage.n and move.concerns(bib))
    return later(wave.start if wave else stage.start, Elapsed(sum(mine)))
