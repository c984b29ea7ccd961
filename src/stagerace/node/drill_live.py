"""A drill played on the screens of a camp node for a real crew: the field answers only those who act on an alert."""

import heapq
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Final

from stagerace.core.clock import MINUTE, Elapsed, Instant, later
from stagerace.core.records import AlertAnswered, AlertRaised, Record, StageClosed
from stagerace.log import create_log
from stagerace.node.camp import Camp
from stagerace.node.drill_score import StageScore, score_of
from stagerace.node.drilling import ROLL_CALLS, Setting, entries_of, stage_ends
from stagerace.node.folder import RaceFolder
from stagerace.node.playing import Scene as Moment
from stagerace.node.playing import Script
from stagerace.node.staging import LIVE, Staged, playing
from stagerace.simulation.drill.crew import Crew, Heard
from stagerace.simulation.drill.inventing import invent_scene
from stagerace.simulation.drill.scene import Scene, Told
from stagerace.simulation.drill.seen import NEVER, everything_told

AHEAD: Final = Elapsed(10 * MINUTE)
"""How long before the start the play begins [ms]."""
_TURN: Final = 0.5
"""How often the field looks at what headquarters did [s]."""


class Field:
    """The people out on the course in a drill: they act on what headquarters does about an alert, in a thread."""

    def __init__(self, camp: Camp, scene: Scene, done: Callable[[], None]) -> None:
        self.crew = Crew(scene)
        self.heard: dict[str, Heard] = {}
        """The alerts raised, by name."""
        self.closed: Instant | None = None
        self.records = 0
        self._camp, self._scene, self._done = camp, scene, done
        self._answered: set[str] = set()
        self._coming: list[tuple[Instant, int, Told]] = []
        self._count = 0
        self._roll = later(stage_ends(scene), ROLL_CALLS)
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="the field of a drill", daemon=True)

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
            if self.closed is not None:
                self._done()
                return

    def turn(self, now: Instant) -> None:
        """Take in what headquarters wrote, and write what the field has to say by now."""
        view = self._camp.present.view()
        for record in view.records[self.records :]:
            self._take(record)
        self.records = len(view.records)
        said = []
        while self._coming and self._coming[0][0] <= now:
            said.append(heapq.heappop(self._coming)[2].body)
        if now >= self._roll:
            said.append(self.crew.roll_call(now).body)
            self._roll = later(now, ROLL_CALLS)
        if said:
            self._camp.writer.append(said).result()

    def _take(self, record: Record) -> None:
        match record.body:
            case AlertRaised() as body:
                heard = Heard(body.alert, body.what, body.raised_at, body.bibs, body.place)
                self.heard.setdefault(body.alert, heard)
            case AlertAnswered(alert=name, answer=answer) if answer != "dismissed" and name in self.heard:
                self._act(self.heard[name])
            case StageClosed(stage=stage, closed_at=closed) if stage == self._scene.going.stage.n:
                self.closed = closed

    def _act(self, heard: Heard) -> None:
        """Let the field act on an alert that somebody took on; once."""
        if heard.alert in self._answered:
            return
        self._answered.add(heard.alert)
        at = Heard(heard.alert, heard.what, self._camp.clock(), heard.bibs, heard.place)
        for told in self.crew.answer(at):
            if told.node != "hq" and told.arrives < NEVER:
                self._count += 1
                heapq.heappush(self._coming, (told.arrives, self._count, told))


def staged(folder: Path, setting: Setting, seed: int) -> tuple[Staged, Scene]:
    """A drill's first stage laid out to be played, in a folder of its own that an earlier play may lie in.

    Raises LogRefused when it cannot be written.
    """
    stage = setting.plan.by_number[setting.stages[0]]
    scene = invent_scene(stage, setting.bibs, seed, setting.faults)
    place, home = folder / LIVE / setting.plan.race, folder / LIVE / "home"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    home.mkdir(exist_ok=True)
    there = RaceFolder(place)
    start = later(stage.start, Elapsed(-AHEAD))
    create_log(there.log_path, start, race=setting.plan.race)
    script = Script(tuple(entries_of(setting)), tuple(_moments(everything_told(scene))))
    return Staged(there, script, start, home), scene


def _moments(told: Iterable[Told]) -> Iterator[Moment]:
    """What is told as it arrives, moment by moment; headquarters gives its own orders in a drill of people."""
    arriving = [each for each in told if each.arrives < NEVER]
    for at, group in groupby(arriving, key=lambda each: each.arrives):
        yield Moment(at, tuple(each.body for each in group))


@contextmanager
def rehearsing(
    laid: Staged, scene: Scene, rate: float, machine: Callable[[], float], done: Callable[[], None]
) -> Iterator[tuple[Camp, Callable[[], None], Field, str]]:
    """The camp of a drill: how to begin, the field that answers, the password of everybody who may log in."""
    with playing(laid, rate, machine, lambda: None) as (camp, player, password):
        field = Field(camp, scene, done)

        def begin() -> None:
            player.start()
            field.start()

        try:
            yield camp, begin, field, password
        finally:
            field.stop()


def scored(scene: Scene, field: Field, now: Instant, setting: Setting) -> StageScore:
    """What a play came to, from what was raised on its screens."""
    heard: Sequence[Heard] = sorted(field.heard.values(), key=lambda each: each.at)
    why = () if field.closed else ("stopped before it was closed",)
    return score_of(scene, field.crew, heard, setting.plan.zone, now, field.closed, why, field.records)
