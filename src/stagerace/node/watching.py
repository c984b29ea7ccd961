"""The watch over a race being served: after every record, and as soon as a due time goes by."""

import threading
import time
from collections.abc import Callable
from typing import Final, TypeVar

from stagerace.core.clock import SECOND, Instant
from stagerace.core.errors import NotARace
from stagerace.node.camp import Camp
from stagerace.node.following import Follower
from stagerace.node.forecast_watched import ForecastWatched
from stagerace.node.journal import journal
from stagerace.node.live import Live, News
from stagerace.node.look import Look
from stagerace.node.raising import Raiser
from stagerace.node.threaded import Woken
from stagerace.watch.watching import stage_watched, watch

T = TypeVar("T")

EVERY: Final = 15 * SECOND
"""It looks again after so long at most, although nothing came [ms of the race's clock]."""
GLANCE: Final = 0.25
"""How often it looks at the clock of the race, which may be set [s]."""
SILENT: Final = 30.0
"""After how long without a look somebody should be told [s]."""
_AGAIN: Final = 5.0
"""How long after a mistake it looks again [s]."""


class Watcher(Woken):
    """Watches in a thread of its own, raises what is new and tells the screens; it never raises, it tells."""

    def __init__(self, camp: Camp) -> None:
        super().__init__("the watch", patience=2.0)
        self.live = Live(0)
        """Tells of every look that was taken."""
        self._camp = camp
        self._every = max(EVERY, int(camp.rate * SECOND))
        self._follower = Follower()
        self._forecasts = ForecastWatched()
        self._raiser = Raiser(camp)
        self._lock = threading.Lock()
        self._look: Look | None = None
        self._raised: Look | None = None
        """The look of which what was new was raised and told."""
        self._trouble = ""
        self._since = time.monotonic()

    def start(self) -> None:
        """Begin; from here on it counts as silent where it does not look."""
        self._since = time.monotonic()
        super().start()

    def stop(self, patience: float | None = None) -> None:
        """End, and send the screens away that wait for news."""
        self.live.close()
        super().stop(patience)

    def alarm(self) -> str:
        """What somebody should look at; empty where all is well."""
        if self._trouble:
            return f"the watch stopped: {self._trouble}; nobody overdue is found until it goes on"
        silent = time.monotonic() - self._since
        if self._thread is not None and not self._end.is_set() and silent > SILENT:
            return f"the watch stopped: it has not looked for {silent:.0f} s; restart `stagerace serve`"
        return self._forecasts.trouble

    def ask(self, question: Callable[[Look], T]) -> T:
        """What a question to the race as it stands comes to; it is held still meanwhile.

        Raises NotARace when no plan was adopted, LogRefused, and whatever the watch does.
        """
        with self._lock:
            return question(self._fresh())

    def _fresh(self) -> Look:
        """The last look, taken anew where the log or the clock went on."""
        view, now, look = self._camp.present.view(), self._camp.clock(), self._look
        if look is None or look.position != view.position or self._is_time(look, now):
            # Where anything goes wrong on the way, what was known before is not shown as if it still were.
            self._look = None
            race = self._follower.race(view)
            self._forecasts.begin(race, stage_watched(race, now).n, now)
            forecast = self._forecasts.last
            look = Look(race, view.position, now, watch(race, now, forecast), forecast)
            self._look = look
        return look

    def _is_time(self, look: Look, now: Instant) -> bool:
        return not look.at <= now < look.next(self._every)

    def _run(self) -> None:
        while not self._end.is_set():
            self._trouble = self._tried()
            if self._trouble:
                self._end.wait(_AGAIN)
            else:
                self._wait()

    def _tried(self) -> str:
        """Take a round; what went wrong in it, empty where nothing did."""
        try:
            self._round()
        except NotARace:
            # Before a plan is adopted there is nobody to watch over.
            return ""
        except Exception as error:  # noqa: BLE001 whatever it is, people are told, and the race goes on being served.
            journal.error("the watch made a mistake", exc_info=error)
            self._tell()
            return f"{type(error).__name__}: {error}"
        finally:
            self._since = time.monotonic()
        return ""

    def _round(self) -> None:
        """Look and raise what is new; only then forecast anew where it is time to, and look at that."""
        with self._lock:
            look = self._told_of()
            if self._forecasts.renew(look.race, look.watch.stage.n, look.at):
                self._look = None
                self._told_of()

    def _told_of(self) -> Look:
        """A look of which what is new was raised, and every screen told."""
        self._look = self._raised = look = self._raiser.raise_new(self._fresh())
        self._tell()
        return look

    def _tell(self) -> None:
        self.live.tell(News(self.live.position + 1, {}))

    def _wait(self) -> None:
        """Until something comes, or the clock of the race says that it is time."""
        while not self._woken.wait(GLANCE):
            self._since = time.monotonic()
            # A look may also have been taken because a screen asked, and then nothing of it was raised yet.
            look = self._look
            if look is not self._raised or (look and self._is_time(look, self._camp.clock())):
                break
        self._woken.clear()
