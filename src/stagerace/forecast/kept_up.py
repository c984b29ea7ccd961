"""One forecaster following one stage: told only what is new, and from shortly before where something came late."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from stagerace.core.clock import SECOND, Instant
from stagerace.core.zone import Zone
from stagerace.forecast.field import Field, Passed
from stagerace.forecast.forecaster import Forecaster, Watch

EVERY: Final = 50
"""After so many passings what a forecaster believes is put by, to go on from where one comes late."""
NEAR: Final = 4
"""So many of these are kept, the latest: most of what comes late is seconds late."""
SPARSE: Final = 200
"""And of those before them one in so many passings."""
MOST: Final = 12
"""So many of those at most, the latest."""


@dataclass
class KeptUp:
    """A forecaster's watch of a stage and what it was told so far."""

    forecaster: Forecaster
    watch: Watch
    key: tuple[bytes, ...]
    """Places and starts it was begun with."""
    told: list[Passed]
    put_by: list[tuple[int, Watch]] = field(default_factory=list)
    """What it believed after so many passings, the earliest first."""

    def tell(self, passings: list[Passed]) -> None:
        """Tell what is not told yet of all passings; they must begin with what was told."""
        for count, (_, runner, column, elapsed) in enumerate(passings[len(self.told) :], len(self.told) + 1):
            self.watch.see(runner, column, elapsed)
            if count % EVERY == 0:
                far = [each for each in self.put_by[:-NEAR] if each[0] % SPARSE == 0]
                self.put_by = [*far[-MOST:], *self.put_by[-NEAR:], (count, self.watch.copy())]
        self.told = passings

    def back_to(self, count: int) -> "KeptUp | None":
        """The same as it was after so many passings, or some fewer; None where nothing was put by then."""
        kept = [each for each in self.put_by if each[0] <= count]
        if not kept:
            return None
        told, believed = kept[-1]
        return KeptUp(self.forecaster, believed.copy(), self.key, self.told[:told], kept)


def follow(before: KeptUp | None, forecaster: Forecaster, field: Field, zone: Zone | None = None) -> KeptUp:
    """The forecaster told everything that is known of the field; `before` is taken up where it still holds."""
    places = field.columns.places
    key = (places.distance_m.tobytes(), places.climb_m.tobytes(), field.told_from.tobytes())
    passings = field.passings()
    found = _taken_up(before, forecaster, key, passings)
    if found is None:
        first = float(min(field.told_from, default=0.0))
        clock = _hour(field.instant(first), zone) if zone else None
        found = KeptUp(forecaster, forecaster.watch(places, field.told_from - first, (), clock), key, [])
    found.tell(passings)
    return found


def _taken_up(
    before: KeptUp | None, forecaster: Forecaster, key: tuple[bytes, ...], passings: Sequence[Passed]
) -> KeptUp | None:
    """What was followed before as far as it still holds; None where all of it must be told again."""
    if before is None or before.forecaster is not forecaster or before.key != key:
        return None
    same = _same(before.told, passings)
    return before if same == len(before.told) else before.back_to(same)


def _same(told: Sequence[Passed], passings: Sequence[Passed]) -> int:
    """How many passings from the first on are as they were told."""
    differ = (k for k, (one, other) in enumerate(zip(told, passings, strict=False)) if one != other)
    return next(differ, min(len(told), len(passings)))


def _hour(instant: Instant, zone: Zone) -> float:
    """The time of day by the race's clock [h]."""
    return (instant / SECOND + zone.offset(instant)) / 3600.0 % 24.0
