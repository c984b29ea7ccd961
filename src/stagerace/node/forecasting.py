"""The forecast of a live race, kept up with its log: only what changed is worked out again."""

import math
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from stagerace.core.clock import DAY, Elapsed, Instant, later
from stagerace.core.errors import NotARace
from stagerace.core.names import Bib, StageNo
from stagerace.core.plan import Stage
from stagerace.forecast.arriving import arriving
from stagerace.forecast.columns import Column, Columns, Expected, columns_of, whole_effort
from stagerace.forecast.field import Field, field_of, ran_before, useful
from stagerace.forecast.forecaster import Forecaster
from stagerace.forecast.kept_up import KeptUp, follow
from stagerace.forecast.kinds import FORECASTERS
from stagerace.forecast.making_it import chances
from stagerace.forecast.of_stage import of_stage
from stagerace.forecast.on_stage import OnStage, on_stage, stages_before, still_in, turning_points
from stagerace.forecast.outlook import StageForecast, told
from stagerace.forecast.stopping import stopping
from stagerace.rules.as_of import moves_of, own_start
from stagerace.rules.field import field_of as glimpsed
from stagerace.rules.race import Race
from stagerace.rules.stage_result import Evidence
from stagerace.watch.clocks import Clocks, clocks_of
from stagerace.watch.numbers import USUAL as WATCHED
from stagerace.watch.untold import given_up, none_taken

USED: Final = ("stagerace", "constant_pace")
"""The forecaster that is used: the first of these that there is."""
_USUAL_LIMIT: Final = Elapsed(DAY)
"""How long a stage without a limit is taken to be under way at most."""

_Expected = Mapping[StageNo, Expected]
Signature = tuple[object, ...]


class _Proof(NamedTuple):
    """What a runner's stage rests on, with the results and the signature it was worked out for."""

    results: object
    signature: Signature
    evidence: Evidence


class _Known(NamedTuple):
    """A runner as they stood, on which evidence, at which columns, and from when until when that holds."""

    evidence: Evidence
    columns: tuple[Column, ...]
    runner: OnStage
    since: float
    until: float

    def holds_at(self, now: Instant) -> bool:
        return self.since <= now < self.until


def _known(evidence: Evidence, columns: Columns, now: Instant) -> _Known:
    turns = turning_points(evidence)
    since = max((turn for turn in turns if turn <= now), default=-math.inf)
    until = min((turn for turn in turns if turn > now), default=math.inf)
    return _Known(evidence, columns.these, on_stage(evidence, columns, now), since, until)


class Forecasts:
    """Forecasts of one race, one after the other; what did not change since the one before is taken from it."""

    def __init__(
        self, forecaster: Forecaster | None = None, expected: Mapping[StageNo, Expected] | None = None
    ) -> None:
        self.forecaster = forecaster or next(FORECASTERS[name] for name in USED if name in FORECASTERS)
        self._expected = expected or {}
        self._evidence: dict[tuple[StageNo, Bib], _Proof] = {}
        self._runners: dict[tuple[StageNo, Bib], _Known] = {}
        self._rulings: Signature = ()
        self._following: dict[StageNo, KeptUp] = {}

    def of(self, race: Race, now: Instant, stage: StageNo | None = None, position: int = 0) -> StageForecast:
        """The forecast of a stage as it stands at an instant; without one, of the stage that is on.

        Raises NotARace when the race has no such stage or nobody is left in it.
        """
        chosen = race.plan.by_number.get(stage) if stage is not None else stage_on(race, now)
        if chosen is None:
            raise NotARace(f"the race has no stage {stage}")
        field = self.field(race, chosen, now)
        forecaster = of_stage(self.forecaster, field.columns)
        kept = follow(self._following.get(chosen.n), forecaster, field, race.plan.zone)
        following = self._following[chosen.n] = kept
        come = arriving(field, following)
        stops = stopping(field, come)
        made = chances(field, come, stops, race.plan.stages)
        why, runners = told(field, come, stops, made, race.plan.zone)
        return StageForecast(race.plan.race, chosen.n, now, position, self.forecaster.name, why, runners)

    def field(self, race: Race, stage: Stage, now: Instant) -> Field:
        """The runners of a stage at an instant as tables.

        Raises NotARace when nobody is left in the race.
        """
        bibs = still_in(race, stage)
        if not bibs:
            raise NotARace(f"nobody is left in the race on stage {stage.n}, so there is nothing to forecast")
        self._heed(race)
        before = stages_before(race, stage.n)
        ran = np.array([self._ran(race, bib, each) for bib in bibs for each in before]).reshape(len(bibs), len(before))
        kept = useful(ran, np.ones(len(bibs), dtype=bool))
        clocks = clocks_of(race, stage, glimpsed(race, stage), now, WATCHED.silent_from)
        without = given_up(stage, clocks.sights, self._none_taken(race, bibs, before))
        columns = columns_of(stage, [before[k].n for k in kept], self._expected.get(stage.n), without)
        trusted = _trusted(clocks)
        runners = [self._runner(race, bib, columns, now, trusted.get(bib)) for bib in bibs]
        return field_of(runners, columns, ran[:, kept], np.array([whole_effort(before[k]) for k in kept]), now)

    def _none_taken(self, race: Race, bibs: Sequence[Bib], before: Sequence[Stage]) -> bool:
        """Whether on the stage before no crew took a departure."""
        if not before:
            return False
        times = [self._proof(race, bib, before[-1]).draft.readings.times for bib in bibs]
        return none_taken(before[-1], times)

    def _runner(self, race: Race, bib: Bib, columns: Columns, now: Instant, trusted: Evidence | None) -> OnStage:
        """A runner at an instant; as before where nothing was learned of them, and no instant passed that matters."""
        evidence, key = trusted or self._proof(race, bib, columns.stage), (columns.stage.n, bib)
        known = self._runners.get(key)
        if known is None or known.evidence is not evidence or known.columns != columns.these or not known.holds_at(now):
            known = self._runners[key] = _known(evidence, columns, now)
        return known.runner

    def _ran(self, race: Race, bib: Bib, stage: Stage) -> float:
        return ran_before(self._proof(race, bib, stage))

    def _heed(self, race: Race) -> None:
        """Begin again where something changed that is not about one runner."""
        facts = race.facts
        rulings = (facts.plan, tuple(ruling.order for ruling in race.rulings), len(facts.anchors), tuple(race.begun))
        if rulings != self._rulings:
            self._evidence.clear()
            self._rulings = rulings

    def _proof(self, race: Race, bib: Bib, stage: Stage) -> Evidence:
        results, kept = race.results.get(bib), self._evidence.get((stage.n, bib))
        # A race that grew keeps the very same results of everybody the new record is not about.
        if kept is not None and kept.results is results:
            return kept.evidence
        signature = _signature(race, bib, stage)
        evidence = kept.evidence if kept and kept.signature == signature else race.evidence(bib, stage)
        self._evidence[stage.n, bib] = _Proof(results, signature, evidence)
        return evidence


def _trusted(clocks: Clocks) -> dict[Bib, Evidence]:
    """What the stage rests on of those whom a place with a wrong clock read, its times left out."""
    return {bib: clocks.sights[bib].evidence for wrong in clocks.wrong.values() for bib in wrong.read}


def _signature(race: Race, bib: Bib, stage: Stage) -> Signature:
    """Everything that a runner's stage rests on, as far as it is about the runner."""
    seen = race.facts.seen.get(bib, {})
    sightings = [(s.id, s.confirmed_by) for place in stage.by_place for s in seen.get(place, ())]
    return (tuple(sightings), race.facts.sheet(bib, stage.n), race.facts.entries.get(bib))


def forecast_of(race: Race, now: Instant, stage: StageNo | None = None, position: int = 0) -> StageForecast:
    """The forecast of a race at an instant, from nothing kept.

    Raises NotARace as `Forecasts.of` does.
    """
    return Forecasts().of(race, now, stage, position)


def stage_on(race: Race, now: Instant) -> Stage:
    """The stage that is on: the latest that has started, while somebody may be on it, else the one to come."""
    plan = race.plan
    started = [each for each in plan.stages if _starts(race, each) <= now]
    if not started:
        return plan.stages[0]
    latest = started[-1]
    position = race.position(latest.n)
    if latest.n == plan.stages[-1].n or not _is_over(race, latest, position, now):
        return latest
    return plan.stages[position + 1]


def _starts(race: Race, stage: Stage) -> Instant:
    """When the first runners start on a stage, moved as ruled."""
    moves = moves_of(race.facts)
    planned = min((stage.start, *(wave.start for wave in stage.waves)))
    if not any(move.text.stage == stage.n for move in moves):
        return planned
    return min((own_start(stage, bib, race.facts, moves) for bib in race.bibs), default=planned)


def _is_over(race: Race, stage: Stage, position: int, now: Instant) -> bool:
    limit = stage.loop.box if stage.loop else stage.limit or _USUAL_LIMIT
    last = max((stage.start, *(wave.start for wave in stage.waves)))
    if later(last, limit) < now:
        return True
    results = [each[position] for each in race.results.values()]
    return (
        stage.n in race.begun and not any(r and r.status == "active" and not r.out for r in results) and not stage.loop
    )


def moment_of(race: Race, clock: Instant) -> tuple[Instant, bool]:
    """The instant a forecast is for: the clock, if the race is on by it, else the latest thing seen.

    With it whether it is the clock's.
    """
    first, last = race.plan.stages[0], race.plan.stages[-1]
    end = later(last.start, Elapsed(2 * DAY))
    if first.start - 7 * DAY <= clock <= end:
        return clock, True
    seen = [passing.seen_at for passing in race.facts.passings.values()]
    return max((moment for moment in seen if moment <= end), default=first.start), False
