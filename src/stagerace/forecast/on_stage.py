"""What is known of every runner on a stage at an instant, as far as a forecast may use it."""

from collections.abc import Sequence
from typing import Final, Literal

from msgspec import Struct

from stagerace.core.clock import MINUTE, ZERO, Elapsed, Instant, later
from stagerace.core.names import Bib, PlaceId, StageNo, finish_of
from stagerace.core.plan import Stage
from stagerace.forecast.columns import Columns
from stagerace.rules.cutoffs import CutOff, cut_offs
from stagerace.rules.race import Race
from stagerace.rules.rulings import Draft
from stagerace.rules.stage_result import Evidence

State = Literal["to_start", "on_course", "finished", "out", "not_seen"]
"""How a runner stands at the instant; `not_seen`: everyone's start was recorded, theirs was not."""

_LATE: Final = Elapsed(30 * MINUTE)
"""So long after the start somebody may still be read there."""


class Held(Struct, frozen=True):
    """A hold of a checkpoint that concerns a runner; without a release it has none yet."""

    place: PlaceId
    since: Instant
    release: Instant | None


class OnStage(Struct, frozen=True):
    """A runner on a stage at an instant."""

    bib: Bib
    state: State
    start: Instant
    """Their own start: with their wave, moved as ruled."""
    seen: tuple[tuple[int, Instant], ...] = ()
    """The columns where a good reading places them, in the order of the course."""
    credits: tuple[Elapsed, ...] = ()
    """For each of these the time held until then, which is no part of how fast they are."""
    doubted: int = 0
    """How many readings were left out as doubtful."""
    end: int = 0
    """The column where the stage ends for them."""
    why: str = ""
    """Why they are out."""
    cut_offs: tuple[CutOff, ...] = ()
    holds: tuple[Held, ...] = ()
    ruled: bool = False
    """Whether the closings are as a person ruled; then a hold does not move them."""

    @property
    def furthest(self) -> int:
        """The furthest column where they were seen; -1 where none."""
        return self.seen[-1][0] if self.seen else -1


def on_stage(evidence: Evidence, columns: Columns, now: Instant) -> OnStage:
    """A runner's stage at an instant, from everything it rests on."""
    draft = evidence.draft
    seen, doubted = _seen(draft, columns, now)
    state, why = _state(draft, columns, seen, now)
    ends = columns.at.get((draft.end or finish_of(draft.stage.n), "in"), len(columns.these) - 1)
    return OnStage(
        draft.bib, state, draft.start, seen, tuple(_credit(draft, columns, k) for k, _ in seen), doubted, ends, why,
        _cut_offs(evidence, columns), _holds(evidence, now), bool(draft.closings),
    )  # fmt: skip


def turning_points(evidence: Evidence) -> list[Instant]:
    """The instants at which `on_stage` may begin to say something else of the same evidence."""
    draft = evidence.draft
    found = [draft.start, later(draft.start, _LATE), *draft.laps, *draft.readings.times.values()]
    found += [later(draft.start, took) for took in (draft.as_run, draft.stage.loop and draft.stage.loop.box) if took]
    for ruling in evidence.rulings:
        found.append(ruling.text.announced)
        found += [later(ruling.text.announced, ruling.text.time)] if ruling.text.time is not None else []
    return found


def _seen(draft: Draft, columns: Columns, now: Instant) -> tuple[tuple[tuple[int, Instant], ...], int]:
    if draft.stage.loop:
        return tuple(enumerate(at for at in draft.laps[: len(columns.these)] if at <= now)), 0
    readings = draft.readings
    trusted = [
        point
        for point in readings.times
        if readings.is_sure or readings.counted[point].verdict in ("good", "confirmed")
    ]
    found = sorted((columns.at[p], readings.times[p]) for p in trusted if p in columns.at and readings.times[p] <= now)
    return tuple(found), len(readings.times) - len(trusted)


def _credit(draft: Draft, columns: Columns, position: int) -> Elapsed:
    column = columns.these[position]
    if not draft.held or column.lap:
        return ZERO
    here = draft.held.get(column.place, ZERO) if column.way == "out" else ZERO
    return Elapsed(draft.held_before(column.place) + here)


def _state(draft: Draft, columns: Columns, seen: tuple[tuple[int, Instant], ...], now: Instant) -> tuple[State, str]:
    if draft.out not in ("", "unranked"):
        where = f" at {draft.out_place}" if draft.out_place else ""
        return "out", f"{draft.out.replace('_', ' ')}{where}"
    if draft.stage.loop:
        closed = later(draft.start, draft.stage.loop.box) <= now
        return ("to_start" if draft.start > now else "finished" if closed else "on_course"), ""
    if draft.status == "finished" and (draft.as_run is None or later(draft.start, draft.as_run) <= now):
        return "finished", ""
    if draft.start > now:
        return "to_start", ""
    if draft.status == "not_started" and now > later(draft.start, _LATE):
        return "not_seen", "not seen at the start"
    return "on_course", ""


def _cut_offs(evidence: Evidence, columns: Columns) -> tuple[CutOff, ...]:
    draft = evidence.draft
    if draft.stage.loop:
        return ()
    return tuple(
        cut for cut in cut_offs(draft, evidence.wave) if (cut.place, cut.way) in columns.at or cut.way == "out"
    )


def _holds(evidence: Evidence, now: Instant) -> tuple[Held, ...]:
    """The holds in force: announced, and not released yet."""
    texts = [ruling.text for ruling in evidence.rulings if ruling.text.ruling == "hold" and ruling.text.place]
    found = [Held(text.place, text.announced, None if text.time is None else later(text.announced, text.time))
             for text in texts if text.place]  # fmt: skip
    return tuple(held for held in found if held.since <= now and (held.release is None or held.release > now))


def still_in(race: Race, stage: Stage) -> tuple[Bib, ...]:
    """Everyone whom no earlier stage put out of the race, in the order of bibs."""
    earlier = [race.position(each.n) for each in stages_before(race, stage.n)]
    return tuple(bib for bib, results in race.results.items() if not any(_gone(results[k]) for k in earlier))


def _gone(result: object) -> bool:
    return result is not None and getattr(result, "out", "") not in ("", "unranked")


def stages_before(race: Race, stage: StageNo) -> Sequence[Stage]:
    """The stages before one that have begun."""
    return [each for each in race.plan.stages if each.n < stage and each.n in race.begun]
