"""A loop as the watch goes by it: everybody's passings of its places in the order of time, lap after lap."""

from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from stagerace.core.clock import HOUR, Elapsed, Instant, later
from stagerace.core.names import Bib, PlaceId, finish_of
from stagerace.core.plan import Loop, Stage
from stagerace.rules.limits import FASTEST
from stagerace.watch.known import Known
from stagerace.watch.sights import Sight, Sights


class Gone(Struct, frozen=True, gc=False):
    """From one passing to the next as one runner went it: the places in between went by unread."""

    since: Sight
    until: Sight
    metres: int
    """How far it is, by way of the places in between [m]."""
    between: tuple[int, ...]
    """These places, by position among those of the lap."""


class Lapping:
    """A loop stage at an instant: its places as a runner meets them in every lap, and who passed which when.

    Laps are those that are judged; times at the checkpoints of a lap, which nothing judges, are taken as told.
    """

    def __init__(self, known: Known) -> None:
        assert known.stage.loop is not None
        self.known, self.loop = known, known.stage.loop
        self.places = round_of(known.stage)
        self.at = {place: k for k, place in enumerate(self.places)}
        self.metres = tuple(_metres(known.stage, self.loop, place) for place in self.places)
        self.line = len(self.places) - 1
        """The position of the line, where laps end, among the places."""
        self.passed = {bib: self._passings(sights) for bib, sights in known.sights.items()}

    def place(self, sight: Sight) -> PlaceId:
        """Where somebody was."""
        return self.known.stage.points[sight.index][0]

    def last(self, bib: Bib) -> Sight:
        """Where a runner was last by what anybody told; at the start where nobody told of them yet."""
        mine = self.passed[bib]
        return mine[-1] if mine else Sight(0, self.known.sights[bib].start)

    def done(self, sight: Sight) -> int:
        """How much of a lap lies behind somebody who is there; nothing at the line [m]."""
        k = self.at.get(self.place(sight), self.line)
        return 0 if k == self.line else self.metres[k]

    def ahead(self, sight: Sight) -> Iterator[int]:
        """The places ahead of somebody, in the order in which they come, one lap round."""
        k = self.at.get(self.place(sight), self.line)
        return (each % len(self.places) for each in range(k + 1, k + 1 + len(self.places)))

    def gone(self, bib: Bib) -> Iterator[Gone]:
        """What a runner went from passing to passing, as far as anybody can have gone it so quickly."""
        start = Sight(0, self.known.sights[bib].start)
        for since, until in pairwise((start, *self.passed[bib])):
            if (gone := self._gone(since, until)) is not None:
                yield gone

    def closes(self, sights: Sights) -> Instant:
        """When the box closes for a runner: nobody is sent round after that."""
        return later(sights.start, self.loop.box)

    def _gone(self, since: Sight, until: Sight) -> Gone | None:
        if since.index == until.index - 1 and self.place(since) == self.place(until):
            return None
        to = self.at[self.place(until)]
        between = []
        for k in self.ahead(since):
            if k == to:
                break
            between.append(k)
        metres = self.metres[to] - self.done(since)
        metres += 0 if metres > 0 else self.loop.metres
        if (until.at - since.at) * FASTEST < metres * HOUR:
            return None
        return Gone(since, until, metres, tuple(between))

    def _passings(self, sights: Sights) -> tuple[Sight, ...]:
        now, points = self.known.now, self.known.stage.points
        finish = len(points) - 1
        found = [
            Sight(finish, reading.seen_at, reading.why if reading.verdict == "doubtful" else "")
            for reading in sights.draft.readings.others
            if reading.verdict != "bad" and reading.seen_at <= now
        ]
        found += [
            Sight(glimpse.index, glimpse.at)
            for glimpse in self.known.field.seen.get(sights.bib, ())
            if 0 < glimpse.index < finish and sights.start < glimpse.at <= now
        ]
        return tuple(sorted(found, key=lambda sight: (sight.at, sight.index)))


def round_of(stage: Stage) -> tuple[PlaceId, ...]:
    """The places of a loop that take times, in the order of a lap: its checkpoints, then the line."""
    return (*(place.id for place in stage.checkpoints if place.record), finish_of(stage.n))


def lap_times(sights: Sights) -> Iterator[tuple[int, Instant, Elapsed]]:
    """The laps of a runner that count: which it was, when it ended and how long it took."""
    for lap, (since, until) in enumerate(pairwise((sights.start, *sights.laps)), 1):
        yield lap, until, Elapsed(until - since)


def _metres(stage: Stage, loop: Loop, place: PlaceId) -> int:
    return loop.metres if place == finish_of(stage.n) else stage.by_place[place].metres
