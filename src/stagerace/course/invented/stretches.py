"""The ground of an invented course: stretches of each kind, and how much each is felt at a distance."""

from collections.abc import Callable
from typing import Final

from stagerace.core.course import Ground
from stagerace.core.names import Metres
from stagerace.core.terrain import Terrain
from stagerace.course.invented.kind import Kind, Stuff
from stagerace.course.invented.luck import Luck

_SHORTEST: Final = 300
_DEEP_FROM: Final = 2_500


class Stretches:
    """The ground along a course, and how it passes over from one stretch into the next."""

    def __init__(self, kind: Kind, metres: int, luck: Luck) -> None:
        self.ground = _invent(kind, metres, luck)
        self._ends = [*(part.start for part in self.ground[1:]), metres]
        self._stuff = [kind.stuff(part.terrain) for part in self.ground]

    def relief(self, metres: float) -> float:
        """How steep the ground is here, against the desert's own."""
        return self._stuff[self._index(metres)].relief

    def dunes(self, metres: float) -> float:
        """How much of a dune's height is there: none at the rim of the dunes, all within."""
        return self._within(metres, lambda stuff: stuff.dunes[1] > 0)

    def dune_height(self, metres: float, share: float) -> float:
        """The height of dunes here, between the lowest and the highest of this ground [m]."""
        low, high = self._stuff[self._index(metres)].dunes
        return low + (high - low) * share

    def sunk(self, metres: float) -> float:
        """How deep the way lies below the land around [m]; a short canyon is no deep one."""
        index = self._index(metres)
        deep = self._stuff[index].sunk * min(1.0, (self._ends[index] - self.ground[index].start) / _DEEP_FROM)
        return self._within(metres, lambda stuff: stuff.sunk > 0) * deep

    def _index(self, metres: float) -> int:
        return next((index for index, end in enumerate(self._ends) if metres < end), len(self._ends) - 1)

    def _within(self, metres: float, has: Callable[[Stuff], bool]) -> float:
        """From 0 at the rim of a stretch that has something to 1 some way inside it."""
        index = self._index(metres)
        if not has(self._stuff[index]):
            return 0.0
        start, end = self.ground[index].start, self._ends[index]
        rim = min(500.0, (end - start) / 3)
        share = min(1.0, max(0.0, min(metres - start, end - metres) / rim))
        return share * share * (3 - 2 * share)


def _invent(kind: Kind, metres: int, luck: Luck) -> tuple[Ground, ...]:
    parts: list[Ground] = []
    reached = 0
    while reached < metres:
        terrain = _other(kind, parts[-1].terrain if parts else None, luck)
        length = round(kind.stuff(terrain).km * luck.uniform(0.5, 1.6) * 10) * 100
        parts.append(Ground(Metres(reached), terrain))
        reached += max(length, _SHORTEST)
        if metres - reached < _SHORTEST:
            break
    return tuple(parts)


def _other(kind: Kind, last: Terrain | None, luck: Luck) -> Terrain:
    """The next ground: another than the last, more often what is frequent."""
    others = [stuff for stuff in kind.ground if stuff.terrain != last]
    pick = luck.random() * sum(stuff.often for stuff in others)
    for stuff in others:
        pick -= stuff.often
        if pick < 0:
            return stuff.terrain
    return others[-1].terrain
