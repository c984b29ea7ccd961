"""Something done again and again in a thread of its own, until told to stop."""

from abc import abstractmethod

from stagerace.node.journal import journal
from stagerace.node.threaded import Threaded


class Rounds(Threaded):
    """Makes a round every so often while a race is served; what a round is, each kind says itself."""

    def __init__(self, name: str, every: int, *, at_once: bool) -> None:
        """Rounds in a thread of that name, one every so often [ms], the first of them at once or after that while."""
        super().__init__(name)
        self._every = every
        self._at_once = at_once

    @abstractmethod
    def round(self) -> object:
        """Make one round; what is known to go wrong is told, not raised."""

    def _run(self) -> None:
        if self._at_once:
            self._guarded()
        while not self._end.wait(self._every / 1000):
            self._guarded()

    def _guarded(self) -> None:
        try:
            self.round()
        except Exception:  # noqa: BLE001 a thread that ended in silence would be missed too late; the next may go well.
            journal.exception("a round of %s failed", self._name)
