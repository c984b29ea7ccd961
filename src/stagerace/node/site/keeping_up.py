"""The site kept up while a race is served: written soon after every record, and now and then though nothing came."""

import gc
from collections.abc import Callable
from typing import Final

from stagerace.core.clock import MINUTE, SECOND, Instant
from stagerace.core.errors import StageraceError
from stagerace.node.folder import View
from stagerace.node.journal import journal
from stagerace.node.site.folder_out import Wrote
from stagerace.node.site.publishing import Publishing
from stagerace.node.threaded import Woken

EVERY: Final = MINUTE
"""How often the site is written although nothing came, so that its head tells that camp still speaks [ms]."""
REST: Final = 0.2
"""What comes so close together is written at once [s]."""

_PAST: Final = 0.05
"""How long after a whole minute that is [s]."""


class SiteKeeper(Woken):
    """Writes a site in a thread of its own; it never raises, it tells."""

    def __init__(
        self, publishing: Publishing, views: Callable[[], list[View]], clock: Callable[[], Instant], every: int = EVERY
    ) -> None:
        """`views` reads the races of the site, in their order."""
        super().__init__("the site", patience=5.0)
        self._publishing = publishing
        self._views = views
        self._clock = clock
        self._every = every
        self._trouble = ""

    def start(self) -> None:
        """Begin, and write at once."""
        self.wake()
        super().start()

    def alarm(self) -> str:
        """What somebody should look at; empty where all is well."""
        return f"the site is not written: {self._trouble}; what stands there ages" if self._trouble else ""

    def write(self) -> Wrote | None:
        """Write what is new, now; None where it cannot be."""
        try:
            views = self._views()
            wrote = self._publishing.write(views, self._clock())
        except StageraceError as error:
            self._trouble = str(error)
            return None
        self._trouble = ""
        return wrote

    def _draw(self) -> None:
        """Draw cards for as long as nothing new comes: pages go first."""
        try:
            self._publishing.draw(lambda: not self._woken.is_set() and not self._end.is_set())
        except (StageraceError, ModuleNotFoundError) as error:
            self._trouble = f"no cards are drawn: {error}"

    def _until_the_minute(self) -> float:
        """How long until it is written though nothing came [s]: at whole minutes, whatever was written in between."""
        return (self._every - self._clock() % self._every) / SECOND + _PAST

    def _run(self) -> None:
        is_settled = False
        while not self._end.is_set():
            self._woken.wait(self._until_the_minute())
            self._woken.clear()
            if self._end.is_set():
                return
            try:
                if self.write() is not None and not is_settled:
                    is_settled = settle()
                self._draw()
            except Exception:  # noqa: BLE001 a thread that ended in silence would be missed too late; the next may go well.
                self._trouble = "a mistake in the program; the journal says more"
                journal.exception("the site was not written")
            self._end.wait(REST)


def settle() -> bool:
    """Spare the collector of garbage what the first writing left: walking it again and again costs a third of each."""
    gc.collect()
    gc.freeze()
    return True
