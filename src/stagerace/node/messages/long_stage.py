"""The long stage of a race, on which no message is handed over, by what those outside may know of it."""

from stagerace.core.clock import DAY, Elapsed, Instant, later
from stagerace.core.plan import Plan, Stage
from stagerace.gate import is_incomplete
from stagerace.rules.as_of import moves_of, own_start
from stagerace.rules.classes import Scope
from stagerace.rules.facts import group_of
from stagerace.rules.race import Race


def long_stage(plan: Plan) -> Stage:
    """The longest stage of a race by distance; of those alike, and of rounds, the one with the longest limit."""
    return max(plan.stages, key=lambda stage: (0 if stage.loop else stage.metres, stage.limit or 0))


def is_on(race: Race, now: Instant) -> bool:
    """Whether the long stage is on: from its first start until everybody is in, or its limit has passed.

    Of a race as it passed the gate: who is frozen is awaited as one of whom a station was silent.
    """
    stage = long_stage(race.plan)
    if any(
        ruling.text.ruling == "cancel" and group_of(ruling.text).everyone for ruling in race.rulings_on.get(stage.n, ())
    ):
        return False
    moves = moves_of(race.facts)
    starts = [own_start(stage, bib, race.facts, moves) for bib in race.bibs] or [stage.start]
    if not min(starts) <= now < later(max(starts), _limit(stage)):
        return False
    return stage.n not in race.begun or is_incomplete(race, Scope(stage=stage.n))


def _limit(stage: Stage) -> Elapsed:
    return max((limit for limit in (stage.limit, *(wave.limit for wave in stage.waves)) if limit), default=Elapsed(DAY))
