"""The watch run again over the past: what it finds of a moment by everything that had happened by then.

Without forecasts, which nobody kept: dues rest on distance, climb and cut-offs, and so come later than on the day.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from stagerace.core.clock import DAY, HOUR, MINUTE, Elapsed, Instant, later
from stagerace.core.names import StageNo
from stagerace.core.plan import Stage
from stagerace.core.records import Record, StageClosed
from stagerace.node.folder import View
from stagerace.node.following import Follower
from stagerace.rules.as_of import moments
from stagerace.rules.race import Race
from stagerace.watch.alerts.answered import Alert
from stagerace.watch.night import head_count
from stagerace.watch.watching import first_start, watch
from stagerace.watch.whereabouts import HeadCount

LOOKS: Final = 8
"""So often at most a stage is looked at again."""
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
    alerts: tuple[Alert, ...]


class Past(Struct, frozen=True):
    """A race looked at again: what was to be found when, and who was where in each night."""

    looks: tuple[Looked, ...]
    nights: tuple[HeadCount, ...]


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
    """The past of a race up to an instant."""
    race = view.race
    wanted = [*_looks(race, until), *_nights(race, until)]
    known = sorted(moments(view.records, view.root), key=lambda each: each[0])
    follower, records, done = Follower(), [record for _, record in known], 0
    looks: list[Looked] = []
    nights: list[HeadCount] = []
    for at, stage, is_night in sorted(wanted, key=lambda each: (each[0], each[2])):
        while done < len(known) and known[done][0] <= at:
            done += 1
        then = follower.race(View(records[:done], view.position, 0, view.root))
        if is_night:
            nights.append(head_count(then, stage, at))
        elif not _is_closed(then, stage):
            looks.append(Looked(at, stage, watch(then, at).alerts))
    return Past(tuple(looks), tuple(nights))


_Wanted = tuple[Instant, StageNo, bool]


def _looks(race: Race, until: Instant) -> Iterator[_Wanted]:
    """The moments at which each stage is looked at: evenly, once an hour at most."""
    for index, stage in enumerate(race.plan.stages):
        if stage.n not in race.begun:
            continue
        since, end = first_start(stage), min(later(ends_of(stage), _AFTER), _next(race, index), until)
        every = max(HOUR, -(-(end - since) // (LOOKS * 5 * MINUTE)) * 5 * MINUTE)
        yield from ((Instant(at), stage.n, False) for at in range(since + every, end + 1, every))


def _nights(race: Race, until: Instant) -> Iterator[_Wanted]:
    """For each stage the last moment before the next one begins."""
    for index, stage in enumerate(race.plan.stages):
        if stage.n in race.begun and stage.start <= until:
            yield Instant(min(until, _next(race, index))), stage.n, True


def _next(race: Race, index: int) -> Instant:
    """The last moment before the first start of the next stage; after the last one there is no end."""
    following = race.plan.stages[index + 1 : index + 2]
    return Instant(min((first_start(each) - 1 for each in following), default=2**62))


def _is_closed(race: Race, stage: StageNo) -> bool:
    return any(isinstance(body, StageClosed) and body.stage == stage for body in race.facts.reports.values())
