"""The day over a stage for its plan: longer than the stage, hotter, from another hour on; its heat and its nights."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from msgspec import structs

from stagerace.climate.conditions import Conditions
from stagerace.climate.ground import SURFACES
from stagerace.climate.moisture import vapour_pressure
from stagerace.climate.sun import sun_position
from stagerace.climate.wbgt import wbgt
from stagerace.core.clock import MINUTE, Elapsed, Instant
from stagerace.core.errors import BadInput
from stagerace.core.findings import Finding
from stagerace.core.plan import Plan, Stage
from stagerace.kernels.chain_fields import Sky
from stagerace.kernels.model import Array
from stagerace.node.climates import StageClimate, stage_climate
from stagerace.node.folder import RaceFolder
from stagerace.node.readying import Wanted
from stagerace.simulation.ready import OPEN_END, ReadyStage
from stagerace.simulation.sky import SLOT, sky_of

_MORE: Final = 12 * 60
"""How much longer than its limit a stage is looked at as if nothing closed [min]."""
_UP: Final = -0.27
"""The sun is up while its centre stands above this height [deg]: its upper edge is then on the horizon."""


@dataclass(frozen=True)
class LongDay:
    """The hours over a stage until nobody can be out any more."""

    stage: Stage
    climate: StageClimate
    minutes: int
    """After so many minutes from its start nobody is on the course, even if nothing closes."""
    findings: tuple[Finding, ...]

    @property
    def felt(self) -> list[Conditions]:
        """What is met at start, checkpoints and finish in order; one place stands for all where it alone is known."""
        found = [self.climate.felt[spot.id] for spot in self.climate.spots]
        return found if len(found) > 1 else found * len(self.stage.places)

    def sky(self, moved: int, minutes: int) -> Sky:
        """What lies over the legs for so many minutes from a start moved [min]."""
        return sky_of(self.felt, Instant(self.stage.start + moved * MINUTE), minutes)


def long_day(folder: RaceFolder, plan: Plan, stage: Stage, wanted: Wanted, ready: ReadyStage) -> LongDay:
    """The day of a stage as it would be if nothing closed; where weather files end earlier their last hour stays."""
    if ready.boxed:
        return LongDay(stage, stage_climate(folder, plan, stage, wanted.weather, wanted.like), ready.longest, ())
    minutes = max(OPEN_END, ready.longest + _MORE)
    longer = structs.replace(stage, limit=Elapsed(minutes * MINUTE), waves=())
    try:
        return LongDay(stage, stage_climate(folder, plan, longer, wanted.weather, wanted.like), minutes, ())
    except BadInput:
        short = stage_climate(folder, plan, stage, wanted.weather, wanted.like)
        what = "the weather ends before a stage without closings would"
        return LongDay(
            stage, short, minutes, (Finding("short-weather", what, "its last hour stays", f"stage {stage.n}"),)
        )


def heat(day: LongDay, legs: int, minutes: int, moved: int = 0, warmer: float = 0.0) -> Array:
    """The WBGT by leg and quarter of an hour from a start moved [min] on a day so much warmer [°C]."""
    slots = -(-minutes // SLOT) + 2
    at = day.stage.start + moved * MINUTE + (np.arange(slots) + 0.5) * SLOT * MINUTE
    places = [np.interp(at, felt.time, _warmed(felt, day, number, warmer)) for number, felt in enumerate(day.felt)]
    found = np.array([(one + other) / 2 for one, other in pairwise(places)])
    return found if len(found) == legs else np.tile(found.mean(axis=0), (legs, 1))


def _warmed(felt: Conditions, day: LongDay, number: int, warmer: float) -> Array:
    """The WBGT at a place of a day so much warmer, with the vapour, wind and sun that it has."""
    if not warmer:
        return felt.wbgt
    spots = day.climate.spots
    ground = SURFACES[spots[min(number, len(spots) - 1)].terrain]
    sine = np.sin(np.radians(np.maximum(felt.elevation, 0.0)))
    share = np.where(felt.whole > 0, felt.direct * sine / np.maximum(felt.whole, 1e-9), 0.0)
    air = felt.air + warmer
    damp = np.clip(1000.0 * felt.vapour / np.asarray(vapour_pressure.plain(air)), 1.0, 100.0)
    return wbgt.plain(air, damp, felt.wind, felt.whole, share, felt.elevation, felt.pressure, ground.albedo)


def night_minutes(day: LongDay, moved: int = 0) -> Array:
    """How many minutes of night there were from a start moved [min] up to each minute after it."""
    at = day.stage.start + (moved + np.arange(day.minutes + 1, dtype=np.int64)) * MINUTE
    down = sun_position(at, day.climate.spots[0].site).elevation <= _UP
    return np.concatenate(([0.0], np.cumsum(down[:-1].astype(np.float64))))


def nights(dark: Array) -> list[tuple[float, float]]:
    """From sunset to sunrise, in minutes since the start."""
    down = np.concatenate(([False], np.diff(dark) > 0.5, [False]))
    turns = np.flatnonzero(down[1:] != down[:-1])
    return [(float(begin), float(end)) for begin, end in zip(turns[::2], turns[1::2], strict=True)]
