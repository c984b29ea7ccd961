"""A dress rehearsal: a scene played through the real fold, forecast and watch, and answered by a crew."""

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from msgspec import Struct, structs

from stagerace.core.clock import HOUR, MINUTE, ZERO, Elapsed, Instant, Stamp, later
from stagerace.core.errors import NotARace
from stagerace.core.names import Bib, NodeId, Number, RecordId, StageNo, Subject
from stagerace.core.plan import Plan, Stage
from stagerace.core.records import AlertRaised, Body, Entered, Passing, PlanAdopted, Record, StageClosed
from stagerace.forecast.outlook import StageForecast
from stagerace.node.drill_score import DrillScore, StageScore, score_of
from stagerace.node.forecasting import Forecasts
from stagerace.rules.facts import fold
from stagerace.rules.race import Race
from stagerace.simulation.drill.crew import Crew, Heard
from stagerace.simulation.drill.going import Going
from stagerace.simulation.drill.inventing import ALL_FAULTS, invent_scene
from stagerace.simulation.drill.scene import Scene, Told
from stagerace.simulation.drill.seen import NEVER, everything_told
from stagerace.watch.closing import why_not_closed
from stagerace.watch.numbers import USUAL, WatchNumbers
from stagerace.watch.watching import Watch, watch

Tick = Callable[[Instant], None]
Fields = Callable[[Stage, Sequence[Bib]], Going | None]
"""How a field goes over a stage, if something knows better than the plain generator."""

BEFORE: Final = Elapsed(10 * MINUTE)
"""How long before the start a drill begins [ms]."""
ROLL_CALLS: Final = Elapsed(30 * MINUTE)
"""How often the roll is called once the stage is over [ms]."""
PATIENCE: Final = Elapsed(14 * HOUR)
"""How long after the end of the stage the crew tries to close it [ms]."""


class Setting(Struct, frozen=True):
    """What a drill is about: a plan, who runs, which stages, what is planted."""

    plan: Plan
    bibs: tuple[Bib, ...]
    stages: tuple[StageNo, ...]
    faults: Mapping[str, int] = ALL_FAULTS


class Pace(Struct, frozen=True):
    """How often the watch looks and a forecast is made, by the clock of the race, and the numbers it goes by."""

    watch: Elapsed = Elapsed(3 * MINUTE)
    forecast: Elapsed = Elapsed(10 * MINUTE)
    numbers: WatchNumbers = USUAL


USUAL_PACE: Final = Pace()


def _no_tick(now: Instant) -> None:
    """Nobody watches."""


def _plainly(stage: Stage, bibs: Sequence[Bib]) -> Going | None:
    """Nothing knows better."""
    return None


def drill(
    setting: Setting, seed: int, pace: Pace = USUAL_PACE, tick: Tick = _no_tick, fields: Fields = _plainly
) -> DrillScore:
    """Play the stages of a drill one after the other and score each; the same seed gives the same, bit by bit.

    Raises NotARace for a stage on a loop.
    """
    desk = Desk(setting)
    scores = []
    for number in setting.stages:
        stage = setting.plan.by_number[number]
        if stage.loop is not None:
            raise NotARace(f"stage {number} is run in laps: a drill plays stages from place to place")
        scene = invent_scene(stage, desk.still_in, seed, setting.faults, fields(stage, desk.still_in))
        scene.away = tuple(bib for bib in setting.bibs if bib not in desk.still_in)
        scores.append(Rehearsal(desk, scene, pace, tick).play())
    return DrillScore(setting.plan.race, seed, all(score.passed for score in scores), tuple(scores))


def entries_of(setting: Setting) -> Iterator[Body]:
    """What the log of a drill begins with: the plan, and who runs; nobody's name."""
    yield PlanAdopted(setting.plan)
    yield from (Entered(bib, Subject(f"drill {bib}")) for bib in setting.bibs)


def stage_ends(scene: Scene) -> Instant:
    """When a stage is over: by its limit, or when the last comes in."""
    stage, going = scene.going.stage, scene.going
    last = going.instant(float(np.nanmax(going.at, initial=0.0)))
    return max(last, later(stage.start, stage.limit or ZERO))


def still_in(scene: Scene) -> tuple[Bib, ...]:
    """Who came to the end of a stage, and so starts the next."""
    going = scene.going
    return tuple(bib for k, bib in enumerate(going.bibs) if going.last(k) == going.at.shape[1] - 1)


class Desk:
    """The log of a headquarters in memory: the race as its records tell it, kept up record by record."""

    def __init__(self, setting: Setting) -> None:
        self.log: list[Record] = []
        """Everything written, as it arrived."""
        self.still_in = setting.bibs
        """Who starts the next stage."""
        self._numbers: Counter[str] = Counter()
        self._clock = min(stage.start for stage in setting.plan.stages) - 2 * HOUR
        first = [self._record("hq", body, self._clock) for body in entries_of(setting)]
        self.race = Race(fold(first))

    def take(self, node: str, body: Body, now: int) -> None:
        """Take in what a node wrote, as it arrives."""
        self.race = self.race.add(self._record(node, body, now))

    def read_as(self, bib: Bib) -> tuple[RecordId, ...]:
        """The passings that were written down as those of a runner."""
        return tuple(each.id for each in self.log if isinstance(each.body, Passing) and each.body.bib == bib)

    def _record(self, node: str, body: Body, now: int) -> Record:
        self._clock = max(self._clock + 1, now)
        self._numbers[node] += 1
        # Numbers count by node; the order of edits is that of arrival here, as on a node that heard all others.
        record = Record(NodeId(node), Number(self._numbers[node]), Stamp(self._clock), body)
        self.log.append(record)
        return record


class Rehearsal:
    """One stage, minute by minute."""

    def __init__(self, desk: Desk, scene: Scene, pace: Pace, tick: Tick = _no_tick) -> None:
        self.desk, self.scene, self.pace, self.tick = desk, scene, pace, tick
        self.crew = Crew(scene)
        self.heard: list[Heard] = []
        """Every alert raised, in the order they were."""
        self.closed: Instant | None = None
        self.open_because: tuple[str, ...] = ()
        self._came = 0
        self._inbox: list[tuple[Instant, int, Told]] = []
        self._raised: set[str] = set()
        self._forecasts = Forecasts()
        self._forecast: StageForecast | None = None
        self._made: Instant | None = None
        self._turns: Instant | None = None
        self._is_new = True
        self._send(everything_told(scene))

    def play(self) -> StageScore:
        """Play it to its closing, and score it."""
        stage = self.scene.going.stage
        now, before = later(stage.start, Elapsed(-BEFORE)), len(self.desk.log)
        ends = stage_ends(self.scene)
        roll = later(ends, ROLL_CALLS)
        while self.closed is None and now < later(ends, PATIENCE):
            now = later(now, self.pace.watch)
            self._arrive(now)
            if not self._is_dead(now):
                self._look(now)
            if now >= roll:
                self._close(now)
                roll = later(roll, ROLL_CALLS)
            self.tick(now)
        self.desk.still_in = still_in(self.scene)
        return self._score(now, len(self.desk.log) - before)

    def _send(self, told: Iterable[Told]) -> None:
        for each in told:
            if each.arrives < NEVER:
                self._came += 1
                heapq.heappush(self._inbox, (each.arrives, self._came, each))

    def _arrive(self, now: Instant) -> None:
        """Take in everything that has come by now."""
        self._is_new = self._is_new or bool(self._inbox and self._inbox[0][0] <= now)
        while self._inbox and self._inbox[0][0] <= now:
            _, _, told = heapq.heappop(self._inbox)
            self.desk.take(told.node, told.body, told.arrives)

    def _is_dead(self, now: Instant) -> bool:
        outage = self.scene.outage
        return outage is not None and outage.since <= now < outage.taken_over

    def _look(self, now: Instant) -> None:
        """Look where something may have turned: forecast where it is time to, watch, raise what is new."""
        if not self._is_new and (self._turns is None or now < self._turns):
            return
        self._is_new = False
        if self._made is None or now - self._made >= self.pace.forecast:
            self._forecast, self._made = self._forecasts.of(self.desk.race, now, self.scene.going.stage.n), now
        watched = self._watch(now)
        self._turns = watched.next_at
        for alert in watched.alerts:
            found = alert.found
            if found.alert in self._raised:
                continue
            self._raised.add(found.alert)
            body = AlertRaised(found.alert, found.what, now, found.since, found.bibs, found.place, found.evidence)
            self.desk.take(self._writes(now), body, now)
            self._is_new = True
            heard = Heard(found.alert, found.what, now, found.bibs, found.place)
            self._send(self.crew.answer(heard))
            self.heard.append(structs.replace(heard, taken=self.crew.taken[heard.alert]))

    def _writes(self, now: Instant) -> str:
        """Who raises alerts: headquarters' laptop, after its death the replica."""
        outage = self.scene.outage
        return "hq" if outage is None or now < outage.since else "replica"

    def _watch(self, now: Instant) -> Watch:
        return watch(self.desk.race, now, self._forecast, self.pace.numbers)

    def _close(self, now: Instant) -> None:
        """Call the roll, look for whom it misses, and close the stage where everything agrees."""
        stage = self.scene.going.stage.n
        told, self._is_new = self.crew.roll_call(now), True
        self.desk.take(told.node, told.body, now)
        problems = why_not_closed(self.desk.race, stage, now)
        self.open_because = tuple(str(problem) for problem in problems)
        if not problems:
            self.desk.take("hq", StageClosed(stage, now, len(self.desk.log)), now)
            self.closed = now
            return
        ledger = self._watch(now).ledger
        for bib in (row.bib for row in ledger.rows if row.state in ("on_course", "in_checkpoint")):
            self._send(self.crew.go_and_find(bib, now))
        for each in ledger.disagreements:
            if each.kind == "seen_not_at_start":
                self._send(self.crew.ask_who(each.bibs[0], self.desk.read_as(each.bibs[0]), now))

    def _score(self, now: Instant, records: int) -> StageScore:
        zone = self.desk.race.plan.zone
        return score_of(self.scene, self.crew, self.heard, zone, now, self.closed, self.open_because, records)
