"""An explanation as a person would tell it."""

from collections.abc import Iterator
from datetime import date

from stagerace.core.clock import Elapsed, format_elapsed, say_length
from stagerace.core.names import say_record
from stagerace.core.zone import Zone, say_clock
from stagerace.node.names import Names, ordinal, say_stage_status
from stagerace.rules.explain import Decided, Explanation, Seen, StageStory
from stagerace.rules.race import Race


def tell(story: Explanation, race: Race, names: Names) -> Iterator[str]:
    """The lines of an explanation."""
    yield f"{race.plan.name}: bib {story.bib}, {names.name(story.bib) or 'name not known here'}"
    if not story.stages:
        yield "  Nothing was seen, written or decided about this runner yet."
    for stage in story.stages:
        yield ""
        yield from _stage(stage, race.plan.zone)


def _stage(stage: StageStory, zone: Zone) -> Iterator[str]:
    day = zone.local(stage.start).date()
    wave = f", wave {stage.wave}" if stage.wave else ""
    yield f"Stage {stage.stage}: clock started {say_clock(stage.start, zone, day)} on {day.isoformat()}{wave}"
    for seen in stage.seen:
        yield f"  {_seen(seen, zone, day)}"
    if stage.sheet is not None:
        yield f"  {_sheet(stage)}"
    yield from (f"  {line}" for line in _sums(stage))
    for decided in stage.decided:
        yield f"  {_decided(decided, zone, day)}"
    yield f"  {_outcome(stage)}"


def _seen(seen: Seen, zone: Zone, day: date) -> str:
    way = "left" if seen.way == "out" and not seen.place.endswith("START") else "at"
    source = f", {seen.source}" if seen.source else ""
    others = f"; {len(seen.records)} records {say_length(seen.spread_ms)} apart" if len(seen.records) > 1 else ""
    unused = "" if seen.counts else ", does not count"
    clock = say_clock(seen.seen_at, zone, day)
    return (
        f"{clock} {way} {seen.place} ({format_elapsed(seen.elapsed_ms)}): {seen.verdict}{unused}, {seen.reason}{others}"
        f" [{say_record(seen.records[0])}{source}]{_reads(seen)}{_frames(seen)}"
    )


def _reads(seen: Seen) -> str:
    which = ", ".join(say_record(read) for read in seen.reads)
    return f"; bib read in [{which}]" if which else ""


def _frames(seen: Seen) -> str:
    if not seen.frames:
        return ""
    which = ", ".join(say_record(frame) for frame in seen.frames)
    return (
        f"; heard by frame, its record is not here yet [{which}]" if seen.only_heard else f"; also by frame [{which}]"
    )


def _sheet(stage: StageStory) -> str:
    sheet, record = stage.sheet, stage.sheet_record
    assert sheet is not None
    time = f" in {format_elapsed(sheet.elapsed)}" if sheet.elapsed is not None else ""
    return f"timekeeper's sheet: {sheet.status.replace('_', ' ')}{time} [{say_record(record) if record else ''}]"


def _sums(stage: StageStory) -> Iterator[str]:
    if stage.as_run_ms is not None and stage.ruled_ms is not None and stage.as_run_ms != stage.ruled_ms:
        parts = [f"by the clock {format_elapsed(stage.as_run_ms)}"]
        parts += [f"held {say_length(stage.held_ms)}"] if stage.held_ms else []
        parts += [f"credit {say_length(stage.credit_ms)}"] if stage.credit_ms else []
        yield f"{', '.join(parts)}: counts {format_elapsed(stage.ruled_ms)}"
    if stage.missed:
        yield f"cut-off missed: {stage.missed}"
    for doubt in stage.doubts:
        yield f"in doubt: {doubt}"


def _decided(decided: Decided, zone: Zone, day: date) -> str:
    parts = [decided.text, decided.reason, f"rule {decided.rule}" if decided.rule else ""]
    said = "reported" if decided.reported else "announced"
    by = f" by {decided.by}" if decided.by else ""
    parts.append(f"{said} {say_clock(decided.announced, zone, day)}{by}")
    if decided.version > 1:
        parts.append(f"version {decided.version}")
    if decided.revoked_by:
        parts.append(f"taken back by {decided.revoked_by}")
    elif not decided.stands:
        parts.append("not in force")
    text = ", ".join(part for part in parts if part)
    places = f"{_place(decided.rank_before)} → {_place(decided.rank_after)}"
    return f"{text}; {places} [{decided.id}, {say_record(decided.record)}]"


def _outcome(stage: StageStory) -> str:
    penalty = f" + {say_length(stage.penalty_ms)} penalty" if stage.penalty_ms else ""
    time = f"{format_elapsed(stage.ruled_ms)}{penalty}" if stage.ruled_ms is not None else ""
    result = ", ".join(part for part in (say_stage_status(stage.status), time) if part) or "no result"
    place = f", {_place(stage.stage_rank)} on the stage" if stage.stage_rank else ""
    total = f" with {format_elapsed(Elapsed(stage.total_ms))}" if stage.total_ms is not None else ""
    after = f"; {_place(stage.rank_after)} after it{total}" if stage.rank_after else "; no place after it"
    return f"= {result}{place}{after}"


def _place(rank: int | None) -> str:
    return ordinal(rank) if rank is not None else "no place"
