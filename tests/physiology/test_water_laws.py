"""What drinking, sweating and salt do to a body, whatever the numbers."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stagerace.kernels.model import Array
from stagerace.physiology.sodium import plasma_sodium, salts_for, sweat_sodium
from stagerace.physiology.water import (
    Hydration,
    WaterState,
    hydration,
    rested,
    thirst,
    usual_body,
    water_minute,
)
from stagerace.physiology.water_numbers import WATER

seeds = st.integers(0, 10**6)
few = settings(max_examples=15)
MINUTES = (1, 30, 120, 300, 600)


def marchers(seed: int) -> dict[str, Any]:
    """A hundred people on a hot day."""
    luck = np.random.default_rng(seed)

    def between(low: float, high: float) -> Array:
        return luck.uniform(low, high, 100)

    return {
        "sweat": between(0.002, 0.022), "wanted": between(0, 0.022), "breath": between(0.0003, 0.002),
        "salt": between(0, 0.8), "eaten": between(0, 0.001), "power": between(200, 700),
        "acclimatised": between(0, 1), "saltiness": between(0.5, 1.8), "retention": between(0, 1),
    }  # fmt: skip


MASS = np.linspace(48, 95, 100)
USUAL = usual_body(MASS, np.tile([0.52, 0.6], 50))


def day(given_: dict[str, Any]) -> tuple[list[Hydration], WaterState]:
    """How they stand after each of MINUTES, and the state at the end."""
    found, start = [], rested(USUAL)
    state = start
    for minute in range(1, MINUTES[-1] + 1):
        state, _flows = water_minute.plain(state, USUAL, **given_)
        if minute in MINUTES:
            found.append(hydration.plain(state, USUAL, MASS, start))
    return found, state


def least(one: list[Hydration], other: list[Hydration], name: str) -> float:
    """The least by which a figure of one day exceeds that of another."""
    return min(float(np.min(getattr(a, name) - getattr(b, name))) for a, b in zip(one, other, strict=True))


@few
@given(seeds)
def test_more_sweat_never_leaves_anyone_less_dehydrated(seed: int) -> None:
    here = marchers(seed)
    usual, more = day(here)[0], day({**here, "sweat": here["sweat"] * 1.2})[0]
    assert least(more, usual, "dehydration") > -1e-12
    assert least(usual, more, "mass_change") > -1e-12


@few
@given(seeds)
def test_drinking_more_never_raises_sodium(seed: int) -> None:
    here = marchers(seed)
    usual, more = day(here)[0], day({**here, "wanted": here["wanted"] + 0.002})[0]
    assert least(usual, more, "sodium") > -1e-9
    assert least(usual, more, "dehydration") > -1e-12


@few
@given(seeds)
def test_salt_never_lowers_sodium(seed: int) -> None:
    here = marchers(seed)
    usual, more = day(here)[0], day({**here, "salt": here["salt"] + 0.3})[0]
    assert least(more, usual, "sodium") > -1e-9


@few
@given(seeds)
def test_kidneys_that_hold_back_water_never_raise_sodium(seed: int) -> None:
    here = marchers(seed)
    free, held = day({**here, "retention": 0.0})[0], day({**here, "retention": 0.9})[0]
    assert least(free, held, "sodium") > -1e-9


@few
@given(seeds)
def test_what_comes_in_less_what_goes_out_is_what_the_scales_show(seed: int) -> None:
    here = marchers(seed)
    start = rested(USUAL)
    state, scales, salt = start, np.zeros(100), np.zeros(100)
    for _ in range(200):
        state, flows = water_minute.plain(state, USUAL, **here)
        out = here["sweat"] + here["breath"] + flows.urine + flows.gases
        scales = scales + flows.drunk + here["eaten"] - out
        salt = salt + here["salt"] - flows.salt_lost
    np.testing.assert_allclose(hydration.plain(state, USUAL, MASS, start).mass_change, scales, atol=1e-10)
    np.testing.assert_allclose(state.salts + state.brine - start.salts, salt, atol=1e-8)


@few
@given(seeds)
def test_nothing_a_body_holds_falls_below_zero(seed: int) -> None:
    _stands, state = day(marchers(seed))
    for held in (state.water, state.stomach, state.brine, state.glycogen):
        assert np.min(held) >= 0
    assert np.max(state.stomach) <= WATER.stomach + 1e-12


@given(st.floats(120, 165), st.floats(25, 60))
def test_salts_for_a_sodium_give_that_sodium(sodium: float, water: float) -> None:
    assert plasma_sodium.plain(salts_for(sodium, water), water) == pytest.approx(sodium, rel=1e-12)


def test_isotonic_loss_leaves_sodium_where_it_was() -> None:
    """Nguyen & Kurtz 2005: urine is isonatric where its salts are 0.97 of plasma sodium and 23.1 mmol/L."""
    salts = salts_for(140.0, 42.0)
    lost = 0.97 * 140 + 23.1
    assert plasma_sodium.plain(salts - 2 * lost, 40.0) == pytest.approx(140, abs=0.05)


@given(st.floats(0.2, 1.6), st.floats(0, 1), st.floats(0.4, 2))
def test_faster_sweat_is_saltier_and_the_used_to_heat_lose_less(rate: float, a: float, salty: float) -> None:
    here = sweat_sodium.plain(rate, a, salty)
    assert 5 < here <= WATER.sweat_most
    assert sweat_sodium.plain(rate + 0.1, a, salty) >= here
    assert sweat_sodium.plain(rate, a * 0.5, salty) >= here


def test_a_rested_body_is_not_thirsty_and_a_dry_one_is() -> None:
    state = rested(USUAL)
    assert np.all(thirst.plain(state, USUAL) < 1e-12)
    dry, drier = state._replace(water=USUAL.water - 1.5), state._replace(water=USUAL.water - 2.5)
    assert np.all(thirst.plain(drier, USUAL) > thirst.plain(dry, USUAL))
    assert np.all(thirst.plain(dry, USUAL) > 0)


def test_a_stomach_passes_on_no_more_than_a_litre_and_a_fifth_in_an_hour() -> None:
    usual = usual_body(70.0)
    state, drunk = rested(usual), 0.0
    for _ in range(240):
        state, flows = water_minute.plain(state, usual, 0.02, 0.05)
        drunk += float(flows.drunk)
    assert 5.5 < drunk <= 4 * 1.2 + WATER.stomach


def test_beyond_what_was_measured_water_is_marked() -> None:
    usual = usual_body(70.0)
    assert water_minute(rested(usual), usual, 0.05, 0.0).extrapolated
    assert not water_minute(rested(usual), usual, 0.015, 0.01).extrapolated
    assert sweat_sodium(2.5).extrapolated
