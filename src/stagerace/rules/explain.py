"""Why a runner stands where they do: the records behind every time and place."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from stagerace.core.clock import ZERO, Elapsed, Instant
from stagerace.core.names import Bib, PlaceId, RecordId, StageNo
from stagerace.core.plan import Plan, Stage
from stagerace.core.records import Record, StageTime
from stagerace.rules.as_of import as_of
from stagerace.rules.classes import Scope, classify
from stagerace.rules.facts import Facts, Ruling
from stagerace.rules.race import Race, race_of
from stagerace.rules.readings import Reading
from stagerace.rules.rulings import KINDS, REVOKE
from stagerace.rules.stage_result import Evidence, StageResult


class Seen(Struct, frozen=True):
    """A passing in an explanation: where, when, on the runner's own clock, how sure, why, from whom."""

    place: PlaceId
    way: str
    seen_at: Instant
    elapsed_ms: Elapsed
    verdict: str
    counts: bool
    reason: str
    source: str
    spread_ms: Elapsed
    records: tuple[RecordId, ...]
    said_at: Instant
    """What the clock it was read from said; another instant where that clock was off and anchors tell by how much."""
    within_ms: Elapsed | None
    """How far the corrected instant may be off; None where no anchor tells."""
    anchors: tuple[RecordId, ...]
    """The clock anchors it was corrected by."""
    frames: tuple[RecordId, ...] = ()
    """The frames that told of it."""
    only_heard: bool = False
    """Whether the believed record is not here and the time is as a frame told it, to the second."""
    reads: tuple[RecordId, ...] = ()
    """The records that said later whose it is."""


class Decided(Struct, frozen=True):
    """A ruling in an explanation: what it says, when it was announced, and the places before and after."""

    id: str
    text: str
    reason: str
    rule: str
    announced: Instant
    stands: bool
    """Whether it is in force; one that was taken back still shows."""
    revoked_by: str
    version: int
    rank_before: int | None
    rank_after: int | None
    record: RecordId
    by: str = ""
    """Who signed it, or reported it."""
    reported: bool = False
    """Whether a checkpoint's crew reported it and the race director has not ruled on it."""


class StageStory(Struct, frozen=True):
    """One stage of a runner: when the clock began, what was seen, written and decided, and what came of it."""

    stage: StageNo
    wave: str
    start: Instant
    seen: tuple[Seen, ...]
    sheet: StageTime | None
    sheet_record: RecordId | None
    held_ms: Elapsed
    credit_ms: Elapsed
    as_run_ms: Elapsed | None
    ruled_ms: Elapsed | None
    penalty_ms: Elapsed
    status: str
    missed: str
    """The cut-off missed, in words; empty where none was."""
    doubts: tuple[str, ...]
    stage_rank: int | None
    rank_after: int | None
    total_ms: Elapsed | None
    decided: tuple[Decided, ...]


class Explanation(Struct, frozen=True):
    """Everything behind a runner's times and places."""

    race: str
    bib: Bib
    stages: tuple[StageStory, ...]


def explain(records: Sequence[Record], race: Race, bib: Bib) -> Explanation:
    """The records behind a runner's every time and place, stage by stage.

    `records` are those the race was made of: the places before and after a ruling are worked out as of its
    announcement, without it and with it.
    """
    rank_at = _ranks_over_time(records, bib)
    stories = [
        _story(race, bib, stage, result, rank_at)
        for stage, result in zip(race.plan.stages, race.results[bib], strict=True)
        if result is not None
    ]
    return Explanation(race.plan.race, bib, tuple(stories))


RankAt = Callable[[Instant, StageNo, RecordId | None], int | None]


def _ranks_over_time(records: Sequence[Record], bib: Bib) -> RankAt:
    """A function that says which place the runner held after a stage, as of an instant, a record left out if one is."""
    races: dict[tuple[Instant, RecordId | None], Race] = {}

    def rank_at(instant: Instant, stage: StageNo, without: RecordId | None) -> int | None:
        if (instant, without) not in races:
            kept = [record for record in records if record.id != without]
            races[instant, without] = race_of(as_of(kept, instant))
        return rank_of(races[instant, without], bib, Scope(after=stage))

    return rank_at


def rank_of(race: Race, bib: Bib, scope: Scope) -> int | None:
    """A runner's place among everyone; None for those without one."""
    return next((line.rank for line in classify(race, "overall", scope) if line.who == bib), None)


def _story(race: Race, bib: Bib, stage: Stage, result: StageResult, rank_at: RankAt) -> StageStory:
    evidence = race.evidence(bib, stage)
    draft = evidence.draft
    after = next((line for line in classify(race, "overall", Scope(after=stage.n)) if line.who == bib), None)
    return StageStory(
        stage=stage.n,
        wave=evidence.wave.id if evidence.wave else "",
        start=draft.start,
        seen=passings_of(race, bib, stage),
        sheet=draft.sheet,
        sheet_record=evidence.sheet,
        held_ms=Elapsed(sum(draft.held.values())) if draft.held else ZERO,
        credit_ms=draft.credit,
        as_run_ms=draft.as_run,
        ruled_ms=result.ruled,
        penalty_ms=result.penalty,
        status=result.out or result.status,
        missed=draft.missed,
        doubts=result.doubts,
        stage_rank=rank_of(race, bib, Scope(stage=stage.n)),
        rank_after=after.rank if after else None,
        total_ms=after.elapsed if after else None,
        decided=tuple(_decided(race, ruling, rank_at) for ruling in _about(race, bib, stage)),
    )


def passings_of(race: Race, bib: Bib, stage: Stage) -> tuple[Seen, ...]:
    """Every passing of a runner on a stage with its verdict, those that do not count too, in order of time."""
    evidence = race.evidence(bib, stage)
    return tuple(_seen(reading, evidence.draft.start, race.facts) for reading in _in_order(stage, evidence))


def _in_order(stage: Stage, evidence: Evidence) -> list[Reading]:
    readings = evidence.draft.readings
    every = [*readings.others, *(r for r in readings.counted.values() if r not in readings.others)]
    return sorted(every, key=lambda reading: (reading.seen_at, stage.order[reading.point]))


def _seen(reading: Reading, start: Instant, facts: Facts) -> Seen:
    place, way = reading.point
    clock = reading.cluster.clock
    return Seen(
        place=place,
        way=way,
        seen_at=reading.seen_at,
        elapsed_ms=Elapsed(reading.seen_at - start),
        verdict=reading.verdict,
        counts=reading.counts,
        reason=reading.reason,
        source=reading.cluster.source,
        spread_ms=reading.spread,
        records=reading.records,
        said_at=clock.said if clock else reading.seen_at,
        within_ms=clock.within if clock else None,
        anchors=clock.anchors if clock else (),
        frames=tuple(frame for record in reading.records for frame in facts.frames.get(record, ())),
        only_heard=reading.records[0] in facts.only_heard,
        reads=tuple(read.id for record in reading.records if (read := facts.read(record))),
    )


def _about(race: Race, bib: Bib, stage: Stage) -> list[Ruling]:
    """Every decision about a runner's stage, those taken back too, as announced."""
    found = [
        ruling
        for ruling in race.facts.rulings.values()
        if ruling.text.stage == stage.n and ruling.text.ruling in KINDS and ruling.concerns(bib)
    ]
    return sorted(found, key=lambda ruling: ruling.order)


def _decided(race: Race, ruling: Ruling, rank_at: RankAt) -> Decided:
    text = ruling.text
    stands = ruling in race.rulings
    stage = text.stage or race.latest
    revoker = next((r.text.id for r in race.rulings if r.text.revokes == text.id and r.text.id != text.id), "")
    return Decided(
        id=text.id,
        text=tell(text.ruling, ruling, race.plan),
        reason=text.reason,
        rule=text.rule,
        announced=text.announced,
        stands=stands,
        revoked_by=revoker,
        version=len(ruling.earlier) + 1,
        rank_before=rank_at(text.announced, stage, ruling.id),
        rank_after=rank_at(text.announced, stage, None),
        record=ruling.id,
        by=text.by,
        reported=ruling.id in race.facts.reports,
    )


def tell(kind: str, ruling: Ruling, plan: Plan) -> str:
    """A decision in words."""
    if kind == REVOKE:
        return f"ruling {ruling.text.revokes} taken back"
    return KINDS[kind].tell(ruling.text, plan) if kind in KINDS else kind
