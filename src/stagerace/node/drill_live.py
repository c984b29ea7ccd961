"""A drill played on the screens of a camp node for a real crew: the field answers only those who act on an alert."""

import heapq
import shutil
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from msgspec import structs

from stagerace.core.clock import MINUTE, Elapsed, Instant, later
from stagerace.core.records import AlertAnswered, AlertRaised, Record, StageClosed
from stagerace.log import create_log
from stagerace.node.camp import Camp
from stagerace.node.drill_score import StageScore, score_of
from stagerace.node.drilling import ROLL_CALLS, Setting, entries_of, stage_ends, still_in
from stagerace.node.folder import RaceFolder
from stagerace.node.playing import PlayClock, Script
from stagerace.node.staging import LIVE, Staged, playing
from stagerace.simulation.drill.crew import Crew, Heard
from stagerace.simulation.drill.inventing import invent_scene
from stagerace.simulation.drill.scene import Told
from stagerace.simulation.drill.seen import NEVER, everything_told

AHEAD: Final = Elapsed(10 * MINUTE)
"""How long before the start the play begins [ms]."""
_TURN: Final = 0.5
"""How often the field looks at what headquarters did [s]."""


class Field:
    """The people out on the course in a drill, stage after stage, in a thread.

    They write what they see, and act on what headquarters does about an alert.
    """

    def __init__(self, camp: Camp, setting: Setting, seed: int, done: Callable[[], None]) -> None:
        self.scores: list[StageScore] = []
        """Of the stages that were closed."""
        self._camp, self._setting, self._seed, self._done = camp, setting, seed, done
        self._ahead = deque(setting.stages)
        self._bibs = setting.bibs
        self._records = self._before = 0
        self._coming: list[tuple[Instant, int, Told]] = []
        self._count = 0
        self._is_over = False
        self._begin()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="the field of a drill", daemon=True)

    def _begin(self) -> None:
        """Set out on the next stage."""
        stage = self._setting.plan.by_number[self._ahead.popleft()]
        scene = self._scene = invent_scene(stage, self._bibs, self._seed, self._setting.faults)
        scene.away = tuple(bib for bib in self._setting.bibs if bib not in self._bibs)
        self._crew = Crew(scene)
        self._heard: dict[str, Heard] = {}
        self._answered: set[str] = set()
        self._send(everything_told(scene))
        self._roll = later(stage_ends(scene), ROLL_CALLS)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the present turn."""
        self._end.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._end.wait(_TURN):
            self.turn(self._camp.clock())
            if self._is_over:
                self._done()
                return

    def turn(self, now: Instant) -> None:
        """Take in what headquarters wrote, and write what the field has to say by now."""
        view = self._camp.present.view()
        fresh, self._records = view.records[self._records :], len(view.records)
        for record in fresh:
            self._take(record)
        said = []
        while self._coming and self._coming[0][0] <= now:
            said.append(heapq.heappop(self._coming)[2].body)
        if now >= self._roll:
            said.append(self._crew.roll_call(now).body)
            self._roll = later(now, ROLL_CALLS)
        if said:
            self._camp.writer.append(said).result()

    def _take(self, record: Record) -> None:
        match record.body:
            case AlertRaised() as body:
                heard = Heard(body.alert, body.what, body.raised_at, body.bibs, body.place)
                self._heard.setdefault(body.alert, heard)
            case AlertAnswered(alert=name, answer=answer) if answer != "dismissed" and name in self._heard:
                self._act(self._heard[name])
            case StageClosed(stage=stage, closed_at=closed) if stage == self._scene.going.stage.n and not self._is_over:
                self._close(closed)

    def _act(self, heard: Heard) -> None:
        """Let the field act on an alert that somebody took on; once."""
        if heard.alert in self._answered:
            return
        self._answered.add(heard.alert)
        now = self._camp.clock()
        self._heard[heard.alert] = structs.replace(heard, taken=now)
        answers = self._crew.answer(structs.replace(heard, at=now))
        self._send(told for told in answers if told.node != "hq")

    def _send(self, told: Iterable[Told]) -> None:
        for each in told:
            if each.arrives < NEVER:
                self._count += 1
                heapq.heappush(self._coming, (each.arrives, self._count, each))

    def _close(self, closed: Instant) -> None:
        """Score a stage that was closed; who is still in goes to the next, and the clock of the race with them."""
        self.scores.append(self._scored(closed, closed, ()))
        self._before, self._bibs = self._records, still_in(self._scene)
        if not self._ahead:
            self._is_over = True
            return
        self._begin()
        if isinstance(self._camp.clock, PlayClock):
            self._camp.clock.skip_to(later(self._scene.going.start, Elapsed(-AHEAD)))

    def all_scores(self, now: Instant) -> list[StageScore]:
        """Every stage that was closed, and the one that was stopped."""
        stopped = () if self._is_over else (self._scored(now, None, ("stopped before it was closed",)),)
        return [*self.scores, *stopped]

    def _scored(self, now: Instant, closed: Instant | None, why: tuple[str, ...]) -> StageScore:
        heard = sorted(self._heard.values(), key=lambda each: each.at)
        zone, records = self._setting.plan.zone, self._records - self._before
        return score_of(self._scene, self._crew, heard, zone, now, closed, why, records)


def staged(folder: Path, setting: Setting) -> Staged:
    """A drill laid out to be played, in a folder of its own that an earlier play may lie in.

    Raises LogRefused when it cannot be written.
    """
    place, home = folder / LIVE / setting.plan.race, folder / LIVE / "home"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    home.mkdir(exist_ok=True)
    there = RaceFolder(place)
    start = later(setting.plan.by_number[setting.stages[0]].start, Elapsed(-AHEAD))
    create_log(there.log_path, start, race=setting.plan.race)
    return Staged(there, Script(tuple(entries_of(setting)), ()), start, home)


@contextmanager
def rehearsing(
    laid: Staged, setting: Setting, seed: int, rate: float, machine: Callable[[], float], done: Callable[[], None]
) -> Iterator[tuple[Camp, Callable[[], None], Field, str]]:  # fmt: skip
    """The camp of a drill: how to begin, the field that answers, the password of everybody who may log in."""
    with playing(laid, rate, machine, lambda: None) as (camp, player, password):
        field = Field(camp, setting, seed, done)

        def begin() -> None:
            player.start()
            field.start()

        try:
            yield camp, begin, field, password
        finally:
            field.stop()
