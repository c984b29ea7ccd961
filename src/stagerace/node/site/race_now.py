"""Where a race and each of its stages stand at an instant, as those outside may know it."""

from collections import Counter
from typing import Final, Literal

from msgspec import Struct

from stagerace.core.clock import DAY, HOUR, Elapsed, Instant, later
from stagerace.core.names import Bib, StageNo
from stagerace.core.plan import Stage
from stagerace.node.site.common import Who, who
from stagerace.node.site.seen import RaceSeen
from stagerace.rules.classes import Scope
from stagerace.rules.facts import Ruling, group_of

StageState = Literal["to_come", "on", "done", "cancelled"]
Now = Literal["before", "on", "between", "over"]

_PATIENCE: Final = Elapsed(12 * HOUR)
"""How long after the limit of a stage those who are not in are still waited for."""
_OUT: Final = ("withdrawn", "over_cutoff", "stopped", "disqualified")


class RaceNow(Struct, frozen=True):
    """What is on in a race: its stage, how many of its runners are where, what starts next."""

    now: Now
    stage: StageNo
    stage_name: str
    started: int
    """How many started the stage, as far as is known."""
    inside: int
    """How many of them are through it."""
    left: int
    """How many of them left the race on it."""
    awaited: int
    """How many of them are not in yet."""
    next_stage: StageNo | None
    next_start: Instant | None
    last_word: Instant | None


def race_now(seen: RaceSeen) -> RaceNow:
    """What is on in a race."""
    stage = seen.plan.by_number[seen.race.latest]
    counts = Counter(_came(seen, bib, stage) for bib in seen.race.bibs)
    inside, left, awaited = counts["inside"], counts["left"], counts["awaited"]
    after = _next(seen, stage)
    return RaceNow(
        _now(seen, stage, after), stage.n, stage.name, inside + left + awaited, inside, left, awaited,
        after.n if after else None, after.start if after else None, seen.last_word,
    )  # fmt: skip


def stage_state(seen: RaceSeen, stage: Stage) -> StageState:
    """Whether a stage is to come, on, done, or cancelled for everybody."""
    if any(ruling.text.ruling == "cancel" and group_of(ruling.text).everyone for ruling in _rulings_on(seen, stage)):
        return "cancelled"
    if stage.n not in seen.race.begun:
        return "to_come"
    return "on" if stage.n == seen.race.latest and _is_on(seen, stage) else "done"


def stage_leader(seen: RaceSeen, stage: Stage) -> Who | None:
    """Who won a stage, or leads it while nobody is through; None where nobody was seen."""
    rows = seen.table(Scope(stage=stage.n)).rows if stage.n in seen.race.begun else ()
    first = next(iter(rows), None)
    if first is None or first.status not in ("ranked", "active"):
        return None
    spread = seen.spread_rows[stage.n].get(Bib(first.bib))
    is_seen = first.status == "ranked" or (spread is not None and spread.furthest >= 0)
    return who(seen, Bib(first.bib)) if is_seen else None


def _came(seen: RaceSeen, bib: Bib, stage: Stage) -> str:
    """How a stage stands for a runner; empty for one who did not start it."""
    result = seen.race.results[bib][seen.race.position(stage.n)]
    if result is None or result.status == "not_started":
        return ""
    if result.status == "finished":
        return "inside"
    return "left" if result.status in _OUT else "awaited"


def _now(seen: RaceSeen, stage: Stage, after: Stage | None) -> Now:
    if not seen.race.begun:
        return "before"
    if _is_on(seen, stage):
        return "on"
    return "between" if after else "over"


def _is_on(seen: RaceSeen, stage: Stage) -> bool:
    is_awaited = any(row.status == "active" for row in seen.spreads[stage.n].rows)
    return is_awaited and seen.at <= _awaited_until(stage)


def _awaited_until(stage: Stage) -> Instant:
    limits = [limit for limit in (stage.limit, *(wave.limit for wave in stage.waves)) if limit]
    return later(stage.start, Elapsed(max(limits, default=DAY) + _PATIENCE))


def over_since(seen: RaceSeen, stage: Stage) -> Instant | None:
    """Since when a stage is over by the clock, whoever is in; None while it is not."""
    if stage.n not in seen.race.begun:
        return None
    until = _awaited_until(stage)
    return until if seen.at > until else None


def _next(seen: RaceSeen, stage: Stage) -> Stage | None:
    """The stage that starts next; the first one before the race."""
    if not seen.race.begun:
        return stage
    later_ones = seen.plan.stages[seen.race.position(stage.n) + 1 :]
    return next(iter(later_ones), None)


def _rulings_on(seen: RaceSeen, stage: Stage) -> list[Ruling]:
    return seen.race.rulings_on.get(stage.n, [])
