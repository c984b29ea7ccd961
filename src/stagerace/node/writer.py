"""The one thread that writes in the log while serving: callers hand in their work and wait until it is on the disk."""

import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final, TypeVar

from stagerace.core.clock import Instant
from stagerace.core.errors import LogRefused
from stagerace.core.records import Body, Record
from stagerace.log import Log, Received, Row, receive
from stagerace.node.live import News

T = TypeVar("T")

TOGETHER: Final = 256
"""How many pieces of waiting work are looked at together, and so share a commit where they only append."""


@dataclass(frozen=True)
class _Work:
    """Bodies to append, or where there are none something else to do with the log; and who waits for it."""

    bodies: Sequence[Body]
    do: Callable[[Log, Instant], Any] | None = None
    answer: "Future[Any]" = field(default_factory=Future)


class Writer:
    """The writer of an open log, which it closes when it stops; work may be handed in before it starts."""

    def __init__(self, log: Log, clock: Callable[[], Instant]) -> None:
        self._log = log
        self._clock = clock
        self._tell: Callable[[News], None] = lambda news: None
        self._told = log.position
        self._waiting: queue.SimpleQueue[_Work | None] = queue.SimpleQueue()
        self._door = threading.Lock()
        self._is_open = True
        self.path = log.path
        self.commits = 0
        """How many times a group of appends was written in one piece."""
        self._thread = threading.Thread(target=self._run, name="writer of the log")

    def start(self, tell: Callable[[News], None]) -> None:
        """Begin; `tell` hears of every change once it is on the disk, in the writer's thread."""
        self._tell = tell
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether work is still taken and done."""
        return self._is_open and self._thread.is_alive()

    def append(self, bodies: Sequence[Body]) -> "Future[list[Record]]":
        """Hand in records; the answer is there when they are safe on the disk, LogRefused when they are not."""
        return self._hand_in(_Work(tuple(bodies)))

    def receive(self, rows: Iterable[Row]) -> "Future[Received]":
        """Hand in what another node sent; the answer says what became of it."""
        batch = list(rows)
        return self.do(lambda log, now: receive(log, batch, now))

    def do(self, work: Callable[[Log, Instant], T]) -> "Future[T]":
        """Hand in anything else that needs the log; the answer is what it returns or raises."""
        return self._hand_in(_Work((), work))

    def stop(self) -> None:
        """Finish what was handed in, close the log and end; a second time does nothing."""
        with self._door:
            if self._is_open:
                self._is_open = False
                self._waiting.put(None)
        self._thread.join()

    def _hand_in(self, work: _Work) -> "Future[Any]":
        with self._door:
            if not self._is_open:
                raise LogRefused(f"{self.path}: the server is stopping; send it again when it is back")
            self._waiting.put(work)
        return work.answer

    def _run(self) -> None:
        try:
            while self._turn(self._gather()):
                pass
        finally:
            self._leave()

    def _gather(self) -> list[_Work | None]:
        """The next piece of work, and whatever else waits already."""
        found = [self._waiting.get()]
        while len(found) < TOGETHER and found[-1] is not None and not self._waiting.empty():
            found.append(self._waiting.get())
        return found

    def _turn(self, found: Sequence[_Work | None]) -> bool:
        """Do what was gathered; whether to go on."""
        wanted = [work for work in found if work is not None and work.answer.set_running_or_notify_cancel()]
        for is_append, group in groupby(wanted, key=lambda work: work.do is None):
            if is_append:
                self._append(list(group))
            else:
                for work in group:
                    self._answer(work, work.do)
        return found[-1] is not None

    def _append(self, group: list[_Work]) -> None:
        """Append for several callers in one transaction.

        What the disk refuses is refused to all of them; where a record cannot be written down each is tried alone, so
        that none pays for another.
        """
        if len(group) == 1:
            self._answer(group[0], lambda log, now: log.append(group[0].bodies, now))
            return
        try:
            records = self._log.append([body for work in group for body in work.bodies], self._clock())
        except LogRefused as refused:
            for work in group:
                work.answer.set_exception(refused)
            return
        except Exception:  # noqa: BLE001 whatever it is, each caller gets their own answer.
            for work in group:
                self._append([work])
            return
        self.commits += 1
        rest = iter(records)
        self._spread()
        for work in group:
            work.answer.set_result([next(rest) for _ in work.bodies])

    def _answer(self, work: _Work, do: Callable[[Log, Instant], Any] | None) -> None:
        try:
            result = do(self._log, self._clock()) if do else None
        except BaseException as error:  # noqa: BLE001 it belongs to whoever waits; the thread goes on for the others.
            work.answer.set_exception(error)
        else:
            self.commits += 1
            self._spread()
            work.answer.set_result(result)

    def _spread(self) -> None:
        """Tell what came; a log that cannot be read right now is told of with the next change."""
        last = self._log.pen.last
        if last == self._told:
            return
        try:
            news = News(last, self._log.kinds_after(self._told))
        except LogRefused:
            return
        self._told = last
        self._tell(news)

    def _leave(self) -> None:
        """Close the log, and send away whoever still waits."""
        with self._door:
            self._is_open = False
        try:
            self._log.close()
        finally:
            while not self._waiting.empty():
                if (work := self._waiting.get()) is not None and work.answer.set_running_or_notify_cancel():
                    work.answer.set_exception(LogRefused(f"{self.path}: the server stopped before this was written"))
