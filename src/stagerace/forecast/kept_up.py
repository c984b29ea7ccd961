"""One forecaster following one stage: told only what is new, begun again when the past was corrected."""

from dataclasses import dataclass

from stagerace.core.clock import SECOND, Instant
from stagerace.core.zone import Zone
from stagerace.forecast.field import Field, Passed
from stagerace.forecast.forecaster import Forecaster, Watch


@dataclass
class KeptUp:
    """A forecaster's watch of a stage and what it was told so far."""

    forecaster: Forecaster
    watch: Watch
    key: tuple[bytes, ...]
    """Places and starts it was begun with."""
    told: list[Passed]

    def takes(self, key: tuple[bytes, ...], passings: list[Passed]) -> bool:
        """Whether what is known now only adds to what it was told."""
        return self.key == key and self.told == passings[: len(self.told)]


def follow(before: KeptUp | None, forecaster: Forecaster, field: Field, zone: Zone | None = None) -> KeptUp:
    """The forecaster told everything that is known of the field; `before` is taken up where it still holds."""
    places = field.columns.places
    key = (places.distance_m.tobytes(), places.climb_m.tobytes(), field.told_from.tobytes())
    passings = field.passings()
    if before is None or before.forecaster is not forecaster or not before.takes(key, passings):
        first = float(min(field.told_from, default=0.0))
        clock = _hour(field.instant(first), zone) if zone else None
        before = KeptUp(forecaster, forecaster.watch(places, field.told_from - first, (), clock), key, [])
    for _, runner, column, elapsed in passings[len(before.told) :]:
        before.watch.see(runner, column, elapsed)
    before.told = passings
    return before


def _hour(instant: Instant, zone: Zone) -> float:
    """The time of day by the race's clock [h]."""
    return (instant / SECOND + zone.offset(instant)) / 3600.0 % 24.0
