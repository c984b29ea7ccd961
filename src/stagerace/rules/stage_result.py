"""One runner's stage: from what was seen and decided to a time, a distance and a status."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from stagerace.core.clock import HOUR, SECOND, ZERO, Elapsed, Instant, say_length
from stagerace.core.names import Bib, Metres, PlaceId, RecordId, StageNo, finish_of
from stagerace.core.plan import Point, Stage, Wave
from stagerace.core.records import StageTime
from stagerace.rules.clusters import Cluster, clusters
from stagerace.rules.cutoffs import missed
from stagerace.rules.facts import Facts, Ruling, Sighting
from stagerace.rules.laps import count_laps
from stagerace.rules.limits import FASTEST, DesertLimits
from stagerace.rules.readings import Readings
from stagerace.rules.rulings import KINDS, Draft, Out, Status
from stagerace.rules.way import judge


class StageResult(Struct, frozen=True, gc=False):
    """How a runner's stage came out: the ruled time, penalties, distance, status, and how sure all that is."""

    stage: StageNo
    status: Status
    out: Out = ""
    ruled: Elapsed | None = None
    penalty: Elapsed = ZERO
    metres: Metres = Metres(0)
    furthest: int = -1
    """The position of the furthest point passed; -1 when none was."""
    there: Elapsed | None = None
    """The runner's time at that point, holds, credits and penalties counted."""
    reached: Instant | None = None
    """When the last counted metre was done."""
    out_place: PlaceId | None = None
    doubts: tuple[str, ...] = ()
    laps: tuple[Instant, ...] = ()
    """When each lap of a loop stage was done."""
    is_sure: bool = True
    """Whether every passing counts and none is in doubt."""

    @property
    def total(self) -> Elapsed | None:
        """The ruled time with penalties; None where the stage is not finished."""
        return Elapsed(self.ruled + self.penalty) if self.ruled is not None else None


class Evidence(Struct, frozen=True):
    """What a stage result rests on: the judged readings, the sheet's row, the decisions, and the draft they gave."""

    draft: Draft
    wave: Wave | None
    rulings: tuple[Ruling, ...]
    sheet: RecordId | None


def work_out(
    facts: Facts, limits: DesertLimits, bib: Bib, rulings: Sequence[Ruling], *, starts_taken: bool
) -> Evidence:
    """A runner's stage, one that has begun, worked out step by step, with everything it rests on.

    `rulings` are those about the stage, in the order they take effect. `starts_taken` says that passings at the start
    were recorded: then someone never seen has not started.
    """
    stage, zone = limits.stage, limits.zone
    entry = facts.entries.get(bib)
    wave = stage.wave_of(bib, entry.wave if entry else "") if stage.waves else None
    mine = tuple(ruling for ruling in rulings if ruling.concerns(bib) and _has_place(stage, ruling))
    draft = Draft(bib, stage, zone, wave.start if wave else stage.start)
    sheet = facts.sheet(bib, stage.n)
    _apply(mine, draft, "start")
    seen = _seen(facts, stage, bib)
    if seen:
        _read(draft, seen, limits)
    _apply(mine, draft, "course")
    _find_time(draft, wave, starts_taken=starts_taken)
    if sheet:
        draft.sheet = sheet.time
        _take_sheet(draft, sheet.time)
    for phase in ("time", "adjust", "status"):
        _apply(mine, draft, phase)
    return Evidence(draft, wave, mine, sheet.id if sheet else None)


def plain_result(stage: Stage, sheet: StageTime) -> StageResult | None:
    """The result of a runner of whom a sheet is all there is: no passing, no decision. None where more is needed.

    The same as working it out, without the working.
    """
    if sheet.status != "finished" or sheet.elapsed is None or not stage.timed or stage.loop or sheet.metres:
        return None
    if _too_fast(stage.metres, sheet.elapsed):
        return None
    ruled = Elapsed(max(0, sheet.elapsed - sheet.credit))
    reached = Instant(stage.start + sheet.elapsed)
    return StageResult(stage.n, "finished", "", ruled, sheet.penalty, stage.metres, -1, None, reached)


def result_of(evidence: Evidence) -> StageResult:
    """The result that the worked-out draft of a stage amounts to."""
    draft = evidence.draft
    ruled = None
    if draft.status == "finished" or (draft.status == "over_cutoff" and draft.ruled is not None):
        ruled = Elapsed(max(0, (draft.ruled or 0) - draft.credit))
    point, there = _furthest(draft)
    finished_at = draft.finished_at()
    return StageResult(
        stage=draft.stage.n,
        status=draft.status,
        out=draft.out,
        ruled=ruled,
        penalty=draft.penalty,
        metres=draft.metres,
        furthest=point,
        there=there,
        reached=finished_at,
        out_place=draft.out_place,
        doubts=(*draft.in_doubt(), *_doubtful(draft.readings)),
        laps=draft.laps,
        is_sure=draft.readings.is_sure,
    )


def _apply(rulings: Sequence[Ruling], draft: Draft, phase: str) -> None:
    for ruling in rulings:
        kind = KINDS[ruling.text.ruling]
        if kind.phase == phase:
            kind.apply(ruling.text, draft)


def _has_place(stage: Stage, ruling: Ruling) -> bool:
    """Whether the place a decision hangs on is on the stage; until that is put right the decision has no effect."""
    place = ruling.text.place
    return place is None or place in stage.by_place or KINDS[ruling.text.ruling].phase == "status"


def _seen(facts: Facts, stage: Stage, bib: Bib) -> dict[Point, list[Cluster]]:
    """The passings of a runner on a stage, clustered, by point."""
    places = facts.seen.get(bib)
    if not places:
        return {}
    found: dict[Point, list[Sighting]] = {}
    points = stage.point_of
    for place in stage.by_place:
        for sighting in places.get(place, ()):
            if point := points.get((place, sighting.passing.way)):
                found.setdefault(point, []).append(sighting)
    if facts.anchors:
        found = {point: [facts.by_race_clock(sighting) for sighting in those] for point, those in found.items()}
    return {point: clusters(sightings, point[1]) for point, sightings in found.items()}


def _read(draft: Draft, seen: Mapping[Point, Sequence[Cluster]], limits: DesertLimits) -> None:
    stage = draft.stage
    if stage.loop is None:
        draft.readings = judge(stage, draft.start, seen, limits)
        return
    laps = count_laps(stage, stage.loop, draft.start, seen)
    draft.readings, draft.metres, draft.status = laps.readings, laps.metres, "finished"
    draft.laps = laps.completed
    draft.as_run = Elapsed(laps.reached - draft.start) if laps.reached is not None else ZERO


def _find_time(draft: Draft, wave: Wave | None, *, starts_taken: bool) -> None:
    """The time by the clock at the end of the stage, and whether the cut-offs were kept."""
    if draft.stage.loop is not None and draft.status == "finished":
        draft.ruled = draft.as_run
        return
    if not draft.readings.times:
        draft.status = "not_started" if starts_taken else "active"
        return
    end = draft.end or finish_of(draft.stage.n)
    draft.as_run = draft.time_at(end)
    draft.metres = max(draft.stage.by_place[place].metres for place, _ in draft.readings.times)
    if draft.as_run is not None:
        net = Elapsed(max(0, draft.as_run - draft.held_before(end)) + draft.added)
        draft.ruled, draft.status = (net if draft.stage.timed else ZERO), "finished"
    if miss := missed(draft, wave):
        draft.out_place, draft.missed = miss
        draft.status = draft.out = "over_cutoff"


def _take_sheet(draft: Draft, sheet: StageTime) -> None:
    """Let what the timekeeper's sheet says replace what was found from passings."""
    found, end = draft.as_run, draft.end or finish_of(draft.stage.n)
    if found is not None and sheet.status != "finished":
        draft.doubts.append(f"the sheet says {sheet.status.replace('_', ' ')}, yet a passing at the end was seen")
    draft.status = sheet.status
    draft.out = "" if sheet.status == "finished" else sheet.status
    draft.penalty, draft.credit = sheet.penalty, sheet.credit
    if sheet.metres is not None:
        draft.metres = sheet.metres
    elif sheet.status == "finished" and draft.stage.loop is None:
        draft.metres = draft.stage.by_place[end].metres
    if sheet.elapsed is None:
        finished = sheet.status == "finished"
        draft.ruled = (ZERO if draft.ruled is None else draft.ruled) if finished else None
        return
    if found is not None and abs(found - sheet.elapsed) > SECOND:
        apart = say_length(Elapsed(abs(found - sheet.elapsed)))
        draft.doubts.append(f"the sheet and the passings lie {apart} apart; the sheet counts")
    if draft.stage.timed and draft.stage.loop is None and _too_fast(draft.stage.by_place[end].metres, sheet.elapsed):
        draft.doubts.append(f"the sheet says {say_length(sheet.elapsed)}, faster than anyone runs")
    draft.as_run, draft.laps = sheet.elapsed, ()
    held = draft.held_before(end)
    draft.ruled = Elapsed(max(0, sheet.elapsed - held) + draft.added) if draft.stage.timed else ZERO


def _too_fast(metres: Metres, time: Elapsed) -> bool:
    """Whether a time cannot be one for so many metres: minutes taken for hours, a digit lost."""
    return time * FASTEST < metres * HOUR


def _furthest(draft: Draft) -> tuple[int, Elapsed | None]:
    """The furthest point a runner passed, and the runner's own time there."""
    if draft.stage.loop is not None or not draft.readings.times:
        return (0, ZERO) if draft.status == "active" else (-1, None)
    order = draft.stage.order
    point = max(draft.readings.times, key=order.__getitem__)
    position = order[point]
    if position == 0:
        return 0, ZERO
    place, way = point
    held = draft.held_before(place) + (draft.held.get(place, 0) if way == "out" else 0)
    time = draft.readings.times[point] - draft.start - held
    return position, Elapsed(time - draft.credit + draft.penalty)


def _doubtful(readings: Readings) -> list[str]:
    if readings.is_sure:
        return []
    return [
        f"{reading.point[0]} {reading.point[1]}: {reading.reason}"
        for reading in readings.counted.values()
        if reading.verdict == "doubtful"
    ]
