"""Who watches a race: mats, tablets whose clocks drift, paper; each true passing as it was written down."""

from collections.abc import Callable, Iterator
from typing import Final

from msgspec import Struct

from stagerace.core.clock import DAY, MINUTE, SECOND, ZERO, Elapsed, Instant
from stagerace.core.names import FINISH, START, Bib, Direction, PlaceId, StageNo
from stagerace.core.plan import Stage
from stagerace.simulation.luck import Luck
from stagerace.simulation.truth import Passed

MAT, KEYPAD, PAPER = "mat", "keypad", "paper"
"""The sheets of a day, by who writes them."""

ERROR: Final = {MAT: ZERO, KEYPAD: Elapsed(MINUTE), PAPER: Elapsed(6 * SECOND)}
"""How far a sheet may be from the truth at most [ms]: a mat is exact, a tablet drifts, paper has a good watch."""
TYPED_AGAIN: Final = Elapsed(40 * SECOND)
"""How long after the first a tablet's double may be [ms]."""


class Sighting(Struct, frozen=True):
    """A passing as it was written: the bib, the clock's reading, and who wrote it."""

    stage: StageNo
    at: Instant
    bib: str
    place: PlaceId
    way: Direction
    sheet: str
    source: str
    of: Bib
    """Whose passing it really was."""
    nth: int
    """Which of the runner's passings of the stage it was."""


class Faults(Struct, frozen=True):
    """How often what is seen is not what was [share of passings]."""

    missed: float = 0.01
    misread: float = 0.006
    unread: float = 0.004
    twice: float = 0.04
    drift: float = 1.0
    finishes: bool = True
    """Whether finishes go missing too."""


CLEAN: Final = Faults(0.0, 0.0, 0.0, 0.0, 0.0, finishes=False)
"""A race seen as it was."""


class Tablet(Struct, frozen=True):
    """A tablet's clock on one day: how far off in the morning [ms], and how it drifts [ms per day]."""

    off: float
    drift: float

    def reads(self, at: Instant, morning: Instant) -> Instant:
        """What the tablet shows when it is `at`, to the second below."""
        shown = at + self.off + self.drift * (at - morning) / DAY
        return Instant(round(shown) // SECOND * SECOND)


def invent_tablet(luck: Luck, faults: Faults) -> Tablet:
    """A tablet, set to within three seconds in the morning."""
    return Tablet(luck.uniform(-3_000, 3_000) * faults.drift, luck.uniform(-38_000, 38_000) * faults.drift)


class Watch(Struct, frozen=True):
    """Who watches a stage: the tablet of each place, and whether the finish mat has power."""

    stage: Stage
    tablets: dict[PlaceId, Tablet]
    finish_mat: bool
    faults: Faults


def invent_watch(stage: Stage, luck: Luck, faults: Faults, *, finish_mat: bool) -> Watch:
    """The tablets of a stage's places."""
    return Watch(stage, {place.id: invent_tablet(luck, faults) for place in stage.places}, finish_mat, faults)


_See = Callable[[int, str, str], Sighting]
"""Makes a sighting of an instant, a sheet and a source."""


def sightings(watch: Watch, bib: Bib, nth: int, passed: Passed, luck: Luck) -> Iterator[Sighting]:
    """How one passing is seen when nothing goes wrong but clocks and double reads."""

    def seen(at: int, sheet: str, source: str) -> Sighting:
        place, way = passed.place, passed.way
        return Sighting(watch.stage.n, Instant(at), bib, place, way, sheet, source, bib, nth)

    if passed.place.endswith(START):
        yield from (seen(at, MAT, "start mat") for at in _mat(passed.at, luck, watch))
    elif passed.place.endswith(FINISH):
        yield from _finish(watch, passed, luck, seen)
    else:
        yield from _checkpoint(watch, passed, luck, seen)


def _finish(watch: Watch, passed: Passed, luck: Luck, seen: _See) -> Iterator[Sighting]:
    if watch.finish_mat:
        yield from (seen(at, MAT, "finish mat") for at in _mat(passed.at, luck, watch))
    else:
        yield seen(_typed(watch, passed, luck), KEYPAD, "keypad finish")
    yield seen(_noted(passed, luck, watch), PAPER, "paper finish")


def _checkpoint(watch: Watch, passed: Passed, luck: Luck, seen: _See) -> Iterator[Sighting]:
    typed = _typed(watch, passed, luck)
    yield seen(typed, KEYPAD, f"keypad {passed.place}")
    if luck.random() < watch.faults.twice:
        yield seen(typed + luck.randrange(5, TYPED_AGAIN // SECOND) * SECOND, KEYPAD, f"keypad {passed.place}")
    number = int(passed.place[-1])
    if number % 3 == 0 and passed.way == "in":
        yield from (seen(at, MAT, f"mat {passed.place}") for at in _mat(passed.at, luck, watch))
    elif number == 4:
        yield seen(_noted(passed, luck, watch), PAPER, f"paper {passed.place}")


def _mat(at: Instant, luck: Luck, watch: Watch) -> list[int]:
    """When a mat reads a chip: as it passes, and now and then again while its wearer stands near."""
    if luck.random() >= watch.faults.twice * 4:
        return [at]
    return [at, at + luck.randrange(900, 25 * SECOND)]


def _typed(watch: Watch, passed: Passed, luck: Luck) -> int:
    slow = luck.randrange(500, 4 * SECOND) if watch.faults.drift else 0
    return watch.tablets[passed.place].reads(Instant(passed.at + slow), watch.stage.start)


def _noted(passed: Passed, luck: Luck, watch: Watch) -> int:
    off = luck.randrange(-4 * SECOND, 4 * SECOND) if watch.faults.drift else 0
    return (passed.at + off) // SECOND * SECOND
