"""The watch run again over the past: what it finds of a moment by everything that had happened by then.

Without forecasts, which nobody kept: dues rest on distance, climb and cut-offs, and so come later than on the day.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Final

from msgspec import Struct

from stagerace.core.clock import DAY, HOUR, Elapsed, Instant, later
from stagerace.core.errors import NotARace
from stagerace.core.names import StageNo
from stagerace.core.plan import Stage
from stagerace.core.records import IncidentOpened, Record
from stagerace.node.dossier.turning import Turning
from stagerace.node.folder import View
from stagerace.node.following import Follower
from stagerace.rules.as_of import moments
from stagerace.rules.race import Race
from stagerace.watch.alerts.base import Found
from stagerace.watch.closing import stage_closed
from stagerace.watch.night import head_count
from stagerace.watch.watching import Watch, begins, found_on, watch, watched_on
from stagerace.watch.whereabouts import HeadCount

_AFTER: Final = Elapsed(2 * HOUR)
"""So long after its end a stage is still looked at."""
_UNKNOWN: Final = Elapsed(DAY)
"""How long a stage without a limit is taken to last at most."""
_BEYOND: Final = Elapsed(2 * DAY)
"""So long after the last stage's end what is written may still be about the race."""


class Looked(Struct, frozen=True):
    """What the watch finds of a moment."""

    at: Instant
    stage: StageNo
    found: tuple[Found, ...]


class Past(Struct, frozen=True):
    """A race looked at again: what was to be found when, and who was where in each night."""

    looks: tuple[Looked, ...]
    nights: tuple[HeadCount, ...]
    opened: dict[Instant, Watch]
    """The watch at each moment at which an incident was opened."""


def ends_of(stage: Stage) -> Instant:
    """When a stage is over by its plan."""
    last = max((stage.start, *(wave.start for wave in stage.waves)))
    return later(last, stage.loop.box if stage.loop else stage.limit or _UNKNOWN)


def latest(records: Sequence[tuple[Instant, Record]], race: Race) -> Instant:
    """The last thing that was written of a race; what a clock out of its mind says counts for nothing."""
    bound = later(ends_of(race.plan.stages[-1]), _BEYOND)
    first = race.plan.stages[0].start
    return max((moment for moment, _ in records if moment <= bound), default=first) or first


def past(view: View, until: Instant) -> Past:
    """The past of a race up to an instant: each stage looked at while it was on, then the night after it."""
    race, walk = view.race, _Walk(view)
    walk.stops = sorted({b.opened_at for b in race.facts.reports.values() if isinstance(b, IncidentOpened)})
    turning = Turning(race)
    looks: list[Looked] = []
    nights: list[HeadCount] = []
    for index, stage in enumerate(race.plan.stages):
        if stage.n not in race.begun:
            continue
        end = Instant(min(later(ends_of(stage), _AFTER), _next(race, index, until), until))
        looks += _looks(walk, turning, stage, end)
        if stage.start <= until:
            night = Instant(min(until, _next(race, index, until)))
            nights.append(head_count(walk.race(night), stage.n, night))
    walk.race(until)
    return Past(tuple(looks), tuple(nights), walk.opened)


class _Walk:
    """The race as it was, from one moment of its past to the next."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.known = view.race
        self._known = sorted(moments(view.records, view.root), key=lambda each: each[0])
        self._moments = [moment for moment, _ in self._known]
        self._records = [record for _, record in self._known]
        self._follower, self._done = Follower(), 0
        self.stops: list[Instant] = []
        """The moments on the way at which the watch is to be kept, in order."""
        self.opened: dict[Instant, Watch] = {}

    def race(self, at: Instant) -> Race:
        """The race by all that had happened by a moment; the next call may change it."""
        while self.stops and self.stops[0] <= at:
            moment = self.stops.pop(0)
            with suppress(NotARace):  # What was written before a plan was there is about nobody yet.
                self.opened[moment] = watch(self._race(moment), moment)
        return self._race(at)

    def _race(self, at: Instant) -> Race:
        done = bisect_right(self._moments, at)
        if done < self._done:
            self._follower = Follower()
        self._done = done
        return self._follower.race(View(self._records[:done], self._view.position, 0, self._view.root))


def _looks(walk: _Walk, turning: Turning, stage: Stage, end: Instant) -> Iterator[Looked]:
    """The looks at a stage: when something could have turned, as often as there is time for; the last at its end."""
    at = begins(walk.known, stage, end)
    apart, turns = turning.apart(at, end), [*turning.said(at, end)]
    while at < end:
        at = min(turning.next(at, turns, apart), end)
        then = walk.race(at)
        if _is_over(then, stage.n, at):
            continue
        watched = watched_on(then, stage, at)
        turns = [turn for turn in turns if turn > at]
        turns += turning.turns(watched)
        # Who is still out on an earlier stage was looked for to its end; who still is at the end of this one, again.
        found = [alert.found for alert in watch(then, at).alerts] if at == end else [*found_on(watched)]
        yield Looked(at, stage.n, tuple(found))


def _next(race: Race, index: int, until: Instant) -> Instant:
    """The last moment before the first start of the next stage; after the last one there is no end."""
    following = race.plan.stages[index + 1 : index + 2]
    return Instant(min((begins(race, each, until) - 1 for each in following), default=2**62))


def _is_over(race: Race, stage: StageNo, at: Instant) -> bool:
    """Whether somebody closed a stage and nothing speaks against it."""
    closing = stage_closed(race, stage, at)
    return closing is not None and closing.holds
