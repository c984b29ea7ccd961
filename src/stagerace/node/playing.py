"""A race that is over, played again as it came, by a clock that runs faster and skips the quiet."""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Final

from msgspec import Struct

from stagerace.core.clock import MINUTE, SECOND, Elapsed, Instant, later
from stagerace.core.records import (
    Body,
    DeviceEnrolled,
    DeviceRevoked,
    Entered,
    NodeAnnounced,
    PlanAdopted,
    Record,
)
from stagerace.node.writer import Writer
from stagerace.rules.as_of import happened, moves_of
from stagerace.rules.facts import fold

QUIET: Final = Elapsed(30 * MINUTE)
"""Where nothing happens for longer, the clock skips ahead [ms]."""
BEFORE: Final = Elapsed(5 * MINUTE)
"""How long before the next thing it then goes on [ms]."""
_TURN: Final = 0.25
"""How often what has happened meanwhile is written [s]."""


class Scene(Struct, frozen=True):
    """What was written down at one moment."""

    at: Instant
    bodies: tuple[Body, ...]


class Script(Struct, frozen=True):
    """A race as it came: the plan and the start list, then scene by scene."""

    before: tuple[Body, ...]
    scenes: tuple[Scene, ...]

    def split(self, start: Instant) -> tuple[tuple[Body, ...], tuple[Scene, ...]]:
        """What is written at once when it is played from an instant on, and the scenes still to come."""
        past = [body for scene in self.scenes if scene.at < start for body in scene.bodies]
        return (*self.before, *past), tuple(scene for scene in self.scenes if scene.at >= start)


def script_of(records: Iterable[Record]) -> Script:
    """The script of a race that is over; a sheet's row comes when it came true, an answer after what it answers."""
    known = sorted(records, key=lambda record: record.order)
    facts = fold(known)
    moves = moves_of(facts)
    before = [record.body for record in known if isinstance(record.body, PlanAdopted | Entered)]
    timed: list[tuple[Instant, Body]] = []
    latest = Instant(0)
    for record in known:
        if isinstance(record.body, PlanAdopted | Entered | NodeAnnounced | DeviceEnrolled | DeviceRevoked):
            continue
        latest = happened(record, facts, moves) or latest
        timed.append((latest, record.body))
    timed.sort(key=lambda each: each[0])
    scenes = (Scene(at, tuple(body for _, body in group)) for at, group in groupby(timed, key=lambda each: each[0]))
    return Script(tuple(before), tuple(scenes))


class PlayClock:
    """A clock of the race that runs `rate` times as fast as the machine's, and can be set ahead."""

    def __init__(self, start: Instant, rate: float, machine: Callable[[], float]) -> None:
        self.rate = rate
        self._machine = machine
        self._start, self._since = start, machine()
        self._lock = threading.Lock()

    def __call__(self) -> Instant:
        """The instant in the race."""
        with self._lock:
            return Instant(self._start + int((self._machine() - self._since) * self.rate * SECOND))

    def skip_to(self, moment: Instant) -> None:
        """Go on from a later moment; never back."""
        now = self()
        with self._lock:
            self._start, self._since = max(now, moment), self._machine()


class Player:
    """Plays scenes into a log as their time comes, in a thread of its own."""

    def __init__(self, scenes: Sequence[Scene], clock: PlayClock, writer: Writer, done: Callable[[], None]) -> None:
        self._scenes = deque(scenes)
        self._clock = clock
        self._writer = writer
        self._done = done
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="the race, played")

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the present scene, if it ever began."""
        self._stop.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        while self._scenes and not self._stop.is_set():
            self._turn()
            self._stop.wait(_TURN)
        if not self._stop.is_set():
            self._done()

    def _turn(self) -> None:
        """Write what has happened by now; where nothing comes for long, skip ahead."""
        now = self._clock()
        due: list[Body] = []
        while self._scenes and self._scenes[0].at <= now:
            due += self._scenes.popleft().bodies
        if due:
            self._writer.append(due).result()
        elif self._scenes[0].at - now > QUIET:
            self._clock.skip_to(later(self._scenes[0].at, Elapsed(-BEFORE)))


def player_of(script: Script, start: Instant, clock: PlayClock, writer: Writer, done: Callable[[], None]) -> Player:
    """What plays a script from an instant on, everything before it written at once."""
    past, scenes = script.split(start)
    writer.append(past).result()
    return Player(scenes, clock, writer, done)
