"""Small invented races for the tests of forecasters: elapsed times by runner and place, made from a seed."""

from typing import Final

import numpy as np
from hypothesis import strategies as st

from stagerace.forecast.situation import Array, Edition, Places

PLACES: Final = Places(
    ("Well", "Dune", "Pass", "Pass out", "Wadi", "Camp"),
    np.array([9_000.0, 17_000.0, 26_000.0, 26_000.0, 33_000.0, 42_000.0]),
    np.array([150.0, 420.0, 1_100.0, 1_100.0, 1_150.0, 1_200.0]),
    np.array([50.0, 200.0, 300.0, 300.0, 900.0, 1_150.0]),
)


def field_of(runners: int, seed: int, places: Places = PLACES, missing: float = 0.0, leaving: float = 0.0) -> Edition:
    """A field that runs these places at paces of its own, some unseen here or there, some leaving on the way."""
    luck = np.random.default_rng(seed)
    steps = np.diff(np.stack([places.distance_m, places.climb_m]), prepend=0.0)
    dwell = steps[0] <= 0.0
    paces = 0.35 * np.exp(luck.normal(0.3, 0.2, runners))
    legs = (steps[0] + 11.0 * steps[1]) * paces[:, None] * np.exp(luck.normal(0.0, 0.08, (runners, len(places))))
    legs[:, dwell] = 300.0 * np.exp(luck.normal(0.0, 0.6, (runners, int(dwell.sum()))))
    elapsed = np.round(np.cumsum(legs, axis=1))
    elapsed[luck.random(elapsed.shape) < missing] = np.nan
    gone = luck.random(elapsed.shape) < leaving
    elapsed[np.cumsum(gone, axis=1) > 0] = np.nan
    return Edition(places, elapsed)


@st.composite
def fields(draw: st.DrawFn) -> Edition:
    """Fields of every size from nobody's company to a crowd, with holes."""
    runners = draw(st.integers(1, 40))
    seed = draw(st.integers(0, 10_000))
    missing = draw(st.sampled_from([0.0, 0.1, 0.5]))
    return field_of(runners, seed, missing=missing, leaving=draw(st.sampled_from([0.0, 0.05])))


def instant_in(race: Edition, share: float) -> float:
    """An instant when this share of the passings is known [s]."""
    known = np.sort(race.elapsed[np.isfinite(race.elapsed)])
    return float(known[min(int(share * len(known)), len(known) - 1)]) if len(known) else 0.0


def hidden_after(elapsed: Array, now: float) -> Array:
    """Only what was known by an instant."""
    return np.where(elapsed <= now, elapsed, np.nan)
