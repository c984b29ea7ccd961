"""What an alert is: something found with its evidence, under a name that is the same on every node."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from msgspec import Struct

from stagerace.core.clock import MINUTE, Elapsed, Instant, say_length
from stagerace.core.names import Bib, PlaceId
from stagerace.watch.course_silence import silences
from stagerace.watch.due import Due, dues_of
from stagerace.watch.known import Known
from stagerace.watch.lap_dues import dues_of_laps
from stagerace.watch.lap_silence import lap_silences
from stagerace.watch.laps import Lapping
from stagerace.watch.positions import Stretch, positions
from stagerace.watch.silence import Silence
from stagerace.watch.zones import Zoned, zones


class Found(Struct, frozen=True):
    """Something somebody must look at."""

    alert: str
    """Its name: what it is and what caused it; a worse case of the same cause ends in `+1`, `+2` ..."""
    what: str
    """The name of its kind."""
    since: Instant
    """When its cause came true."""
    bibs: tuple[Bib, ...]
    place: PlaceId
    evidence: tuple[str, ...]
    """Sentences with the numbers; never empty."""
    weight: int
    """How soon it should be looked at; more is sooner."""


@dataclass(frozen=True, eq=False)
class Watched(Known):
    """A stage at an instant as alerts see it: with who is due, what is silent, who may be where."""

    @cached_property
    def laps(self) -> Lapping:
        """The laps of a loop: who passed which of its places when."""
        return Lapping(self)

    @cached_property
    def silences(self) -> dict[PlaceId, Silence]:
        """The stations that are silent."""
        return lap_silences(self.laps) if self.stage.loop else silences(self)

    @cached_property
    def denied(self) -> dict[PlaceId, Silence]:
        """The stations that would be silent had nobody said that they work."""
        if not self.said_to_work:
            return {}
        found = lap_silences(self.laps, {}) if self.stage.loop else silences(self, {})
        return {
            place: each for place, each in found.items() if place in self.said_to_work.keys() - self.silences.keys()
        }

    @cached_property
    def dues(self) -> dict[Bib, Due]:
        """When everybody is due."""
        dues = dues_of(self, self.silences)
        return dues_of_laps(self.laps, dues, self.silences) if self.stage.loop else dues

    @cached_property
    def positions(self) -> dict[Bib, Stretch]:
        """Where everybody out there may be along the stage [m]."""
        return positions(self, self.dues, self.silences)

    @cached_property
    def zones(self) -> tuple[Zoned, ...]:
        """The dangers on the stage with whom they concern."""
        return zones(self, self.positions)


class AlertKind(ABC):
    """A kind of alert: what people call it, what it asks of them, and how it is found."""

    name: ClassVar[str]
    heading: ClassVar[str]
    asks: ClassVar[str]
    """What the person on duty is to do."""

    @abstractmethod
    def find(self, watched: Watched) -> Iterator[Found]:
        """Every alert of this kind as things stand, whatever anybody answered."""

    def turns(self, watched: Watched) -> Iterator[Instant]:
        """Instants at which another may be found though nobody writes anything, so that it is looked for then."""
        del watched
        yield from ()

    def named(self, watched: Watched, *cause: object, worse: int = 0) -> str:
        """The name of an alert of this kind on a stage, by its cause and how much worse it became.

        >>> from stagerace.watch.alerts.overdue import Overdue
        >>> cause_of("overdue 2 17 2CP1 +1"), cause_of("overdue 2 17 2CP1")
        (('overdue 2 17 2CP1', 1), ('overdue 2 17 2CP1', 0))
        """
        words = " ".join(str(each) for each in (self.name, watched.stage.n, *cause) if str(each))
        return f"{words} +{worse}" if worse else words


def cause_of(alert: str) -> tuple[str, int]:
    """The cause that an alert's name says, and how much worse it became."""
    words, plus, worse = alert.rpartition(" +")
    return (words, int(worse)) if plus and worse.isdigit() else (alert, 0)


def say_time(time: int) -> str:
    """A length of time to the minute.

    >>> say_time(65 * 60_000 + 59_000)
    '1 h 5 min'
    """
    return say_length(Elapsed(abs(time) // MINUTE * MINUTE))


def say_bibs(bibs: tuple[Bib, ...] | list[Bib], most: int = 12) -> str:
    """Bibs as people read them out, the rest counted.

    >>> say_bibs([Bib("7"), Bib("12"), Bib("30")], most=2)
    '7, 12 and 1 more'
    """
    more = len(bibs) - most
    return ", ".join(bibs[:most]) + (f" and {more} more" if more > 0 else "")


def doublings(count: int, first: int = 1) -> int:
    """How often something doubled since it was first so much; 0 below twice that.

    >>> [doublings(n, 3) for n in (0, 3, 5, 6, 12)]
    [0, 0, 0, 1, 2]
    """
    return max(0, (count // max(1, first)).bit_length() - 1)
