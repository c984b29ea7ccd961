"""The race as it stands now, read once and kept up with the log for everyone who asks."""

import threading
from collections.abc import Callable
from typing import TypeVar

from stagerace.core.names import DeviceId, NodeId, Number
from stagerace.core.records import Record
from stagerace.log import Log, open_log
from stagerace.log.store import read_meta
from stagerace.node.folder import RaceFolder, View
from stagerace.rules.authority import rights_of
from stagerace.rules.race import Race
from stagerace.rules.rights import Rights

T = TypeVar("T")


class Present:
    """A reader's own opening of a log; safe to ask from several threads."""

    def __init__(self, folder: RaceFolder) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._log: Log | None = None
        self._records: list[Record] = []
        self._view = View((), 0, 0)
        self._race: Race | None = None

    def view(self) -> View:
        """The race as the log tells it at this moment.

        Raises LogRefused when the log cannot be read.
        """
        with self._lock:
            return self._keep_up()

    def race(self) -> tuple[Race, int]:
        """The race worked out, and the log position it rests on; worked out again only when something came.

        Raises NotARace when no plan was adopted, LogRefused.
        """
        with self._lock:
            view = self._keep_up()
            self._race = self._race or view.race
            return self._race, view.position

    def ask(self, question: Callable[[Log], T]) -> T:
        """What a question to the log comes to; one at a time."""
        with self._lock:
            return question(self._opened())

    def vector(self) -> dict[NodeId, Number]:
        """For each node the number up to which every record is here."""
        return self.ask(lambda log: log.vector())

    def root(self) -> DeviceId:
        """The first device enrolled, as the log file remembers it; empty where it does not yet."""
        return self.ask(lambda log: read_meta(log.connection, log.path).root)

    def rights(self) -> Rights:
        """What every device may do, by what is in the log at this moment."""
        root = self.root()
        return self.ask(lambda log: rights_of(log.judging(), root))

    def close(self) -> None:
        """Let go of the log; a later question opens it again."""
        with self._lock:
            self._forget()

    def _keep_up(self) -> View:
        log = self._opened()
        if (position := log.position) == self._view.position and not log.damaged:
            return self._view
        if log.damaged:
            # What was damaged may have been healed where it stood: begin again.
            self._forget()
            log = self._opened()
        self._records = [*self._records, *log.read(len(self._records) and self._view.position, upto=position)]
        self._view = View(tuple(self._records), position, len(log.damaged), read_meta(log.connection, log.path).root)
        self._race = None
        return self._view

    def _opened(self) -> Log:
        if self._log is None:
            self._log = open_log(self._folder.log_path)
        return self._log

    def _forget(self) -> None:
        if self._log is not None:
            self._log.close()
        self._log, self._records, self._view, self._race = None, [], View((), 0, 0), None
