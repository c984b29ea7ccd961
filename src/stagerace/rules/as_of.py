"""The race as it was at an instant: what had happened, and what had been announced, by then."""

from collections.abc import Iterable, Iterator, Mapping

from stagerace.core.clock import Elapsed, Instant, later
from stagerace.core.names import Bib
from stagerace.core.plan import Plan
from stagerace.core.records import Declared, Entered, Passing, PlanAdopted, Record, Ruled, StageTime


def as_of(records: Iterable[Record], instant: Instant) -> Iterator[Record]:
    """The records of what happened, or for rulings was announced, by an instant.

    The plan, the entries and people's answers to records are about the race, not events of it: they stay.
    """
    kept = list(records)
    plans = [record for record in kept if isinstance(record.body, PlanAdopted)]
    latest = max(plans, key=lambda record: record.order, default=None)
    plan = latest.body.plan if latest and isinstance(latest.body, PlanAdopted) else None
    waves = {record.body.bib: record.body.wave for record in kept if isinstance(record.body, Entered)}
    return (record for record in kept if _happened(record, plan, waves) <= instant)


def _happened(record: Record, plan: Plan | None, waves: Mapping[Bib, str]) -> Instant:
    match record.body:
        case Passing(seen_at=moment) | Ruled(announced=moment) | Declared(declared_at=moment):
            return moment
        case StageTime() as sheet:
            return _sheet_happened(sheet, plan, waves.get(sheet.bib, ""))
        case _:
            return Instant(0)


def _sheet_happened(sheet: StageTime, plan: Plan | None, named: str) -> Instant:
    stage = plan.by_number.get(sheet.stage) if plan else None
    if stage is None:
        return Instant(0)
    wave = stage.wave_of(sheet.bib, named)
    start = wave.start if wave else stage.start
    if sheet.elapsed is not None:
        return later(start, sheet.elapsed)
    return start if sheet.status == "not_started" else later(start, stage.limit or Elapsed(0))
