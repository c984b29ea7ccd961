"""When something could have turned on a stage of the past: the moments at which the watch is worth running again."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from stagerace.core.clock import HOUR, MINUTE, Elapsed, Instant, later
from stagerace.core.names import Bib
from stagerace.core.records import HoldOrdered, IncidentOpened, MedicSaid, Swept, ZoneDrawn
from stagerace.rules.race import Race
from stagerace.rules.reports import moment_of
from stagerace.watch.alerts.all import KINDS
from stagerace.watch.alerts.base import Watched

WORK: Final = 43_200
"""So much is looked at again in a whole race: runners times looks, some 5 s of one core."""
_OFTEN: Final = Elapsed(15 * MINUTE)
"""So long at least is between two looks."""
_SELDOM: Final = Elapsed(HOUR)
"""After so long there is another look, though nothing turned."""
_RAISED: Final = Elapsed(MINUTE)
"""Within so long headquarters has raised what turned."""
_SAID: Final = (IncidentOpened, HoldOrdered, MedicSaid, Swept, ZoneDrawn)
"""What asks for somebody at once, or not long after."""


class Turning:
    """What is known of a race now, to say when something turned in its past."""

    def __init__(self, race: Race) -> None:
        facts = race.facts
        self._said = sorted(moment_of(body) for body in facts.reports.values() if isinstance(body, _SAID))
        self._seen: dict[Bib, list[Instant]] = defaultdict(list)
        for bib, places in facts.seen.items():
            for sightings in places.values():
                self._seen[bib] += [facts.by_race_clock(each).seen_at for each in sightings]
            self._seen[bib].sort()
        begun = [stage for stage in race.plan.stages if stage.n in race.begun]
        self._looks = max(1, WORK // max(1, len(race.bibs)) // max(1, len(begun)))

    def apart(self, since: Instant, until: Instant) -> Elapsed:
        """How long it is between two looks at a stage at least, so that all of them are done in time."""
        return max(_OFTEN, Elapsed(-(-(until - since) // self._looks)))

    def said(self, since: Instant, until: Instant) -> Iterator[Instant]:
        """The moments after something was said that should bring somebody up."""
        begin, end = bisect_right(self._said, since), bisect_right(self._said, until)
        return (later(at, _RAISED) for at in self._said[begin:end])

    def turns(self, watched: Watched) -> Iterator[Instant]:
        """The moments after something turns that is known of in a look: a due that went by without a word, a wait."""
        for bib, due in watched.dues.items():
            if due.at > watched.now and not self._is_seen(bib, watched.now, due.at):
                yield later(due.at, _RAISED)
        for kind in KINDS.values():
            if kind.name != "overdue":
                yield from (later(at, _RAISED) for at in kind.turns(watched) if at > watched.now)

    def next(self, at: Instant, turns: list[Instant], apart: Elapsed) -> Instant:
        """The look after one: when something turns, but not too soon, nor too late."""
        soonest, latest = later(at, apart), later(at, max(apart, _SELDOM))
        known = [turn for turn in turns if turn > at]
        return min(max(soonest, min(known, default=latest)), latest)

    def _is_seen(self, bib: Bib, since: Instant, until: Instant) -> bool:
        seen = self._seen.get(bib, [])
        return bisect_right(seen, since) < bisect_right(seen, until)
