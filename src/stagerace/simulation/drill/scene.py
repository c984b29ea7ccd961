"""A stage of a drill as it really is, everything planted in it, and what will be written of it."""

from dataclasses import dataclass, field

import numpy as np
from msgspec import Struct

from stagerace.core.clock import MINUTE, SECOND, Elapsed, Instant, later
from stagerace.core.names import Bib, PlaceId, bib_order, finish_of
from stagerace.core.records import Body
from stagerace.simulation.drill.going import Dice, Going


class Told(Struct, frozen=True):
    """Something written somewhere, and when headquarters has it."""

    arrives: Instant
    written: Instant
    node: str
    body: Body

    @property
    def order(self) -> tuple[Instant, Instant, str]:
        """The key that puts what is told in the order of arrival."""
        return (self.arrives, self.written, self.node)


class Plant(Struct, frozen=True):
    """Something planted, and its truth: what, whom it is about, where, since when."""

    fault: str
    what: str
    """One sentence for the crew afterwards."""
    since: Instant
    bibs: tuple[Bib, ...] = ()
    place: PlaceId = PlaceId("")
    alerts: tuple[str, ...] = ()
    """The kinds of alert that find it; none where it only disturbs."""
    named: str = ""
    """A word that such an alert has in its name, where neither bibs nor the place tell it."""

    @property
    def must_be_found(self) -> bool:
        """Whether an alert must come of it."""
        return bool(self.alerts)


class Silence(Struct, frozen=True):
    """A station of which nothing is heard from an instant on; what it wrote comes late, or never."""

    since: Instant
    until: Instant | None


class Skew(Struct, frozen=True):
    """A station's clock: how far it is ahead at the start [s], and how much that grows an hour [s]."""

    ahead: float
    an_hour: float = 0.0


class Outage(Struct, frozen=True):
    """The laptop of headquarters is dead: a replica takes over, and what was on the way comes when phones find it."""

    since: Instant
    taken_over: Instant
    until: Instant


@dataclass(eq=False)
class Scene:
    """A stage of a drill while it is made; runners are positions in the field."""

    going: Going
    dice: Dice
    plants: list[Plant] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    """Runners something was planted on already."""
    trouble: dict[int, Instant] = field(default_factory=dict)
    """Who needs help, or is not where anybody thinks, since when."""
    unseen: set[tuple[int, int]] = field(default_factory=set)
    """Passings that nobody wrote down, by runner and column."""
    written: dict[tuple[int, int], Bib] = field(default_factory=dict)
    """Passings written under another bib."""
    silent: dict[PlaceId, Silence] = field(default_factory=dict)
    skewed: dict[PlaceId, Skew] = field(default_factory=dict)
    said: list[Told] = field(default_factory=list)
    """What crews say besides passings."""
    stranded: set[int] = field(default_factory=set)
    """Withdrawn runners whose vehicle does not come."""
    unheard: set[PlaceId] = field(default_factory=set)
    """Held checkpoints whose crew did not hear of it."""
    outage: Outage | None = None
    away: tuple[Bib, ...] = ()
    """Who left the race on a stage before, and so does not stand at the start."""

    @property
    def places(self) -> list[PlaceId]:
        """The checkpoints, by name."""
        return [place.id for place in self.going.stage.checkpoints]

    @property
    def finish(self) -> PlaceId:
        """Where the stage ends, and the camp lies."""
        return finish_of(self.going.stage.n)

    def say(self, written: Instant, node: str, body: Body, after: float = 0.0) -> None:
        """Let somebody write something, and headquarters have it so much later [s]."""
        self.said.append(Told(later(written, Elapsed(round(after * SECOND))), written, node, body))

    def free(self) -> list[int]:
        """Runners nothing was planted on who come to the end, in the order of bibs."""
        ends = np.isfinite(self.going.at[:, -1])
        these = [k for k in np.flatnonzero(ends).tolist() if k not in self.used]
        return sorted(these, key=lambda k: bib_order(self.going.bibs[k]))

    def take(self, runner: int) -> Bib:
        """Plant something on a runner."""
        self.used.add(runner)
        return self.going.bibs[runner]

    def pick(self, these: list[int]) -> int:
        """One of several, by luck."""
        return these[int(self.dice.integers(len(these)))]

    def minutes(self, low: float, high: float) -> Elapsed:
        """A length of time between two [ms]."""
        return Elapsed(round(float(self.dice.uniform(low, high)) * MINUTE))
