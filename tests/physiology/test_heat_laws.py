"""What heat does to a body, whatever the numbers: laws that hold for everyone."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stagerace.kernels.model import Array
from stagerace.physiology.clothing import clothing_in_motion, skin_exits
from stagerace.physiology.exchange import saturation_pressure
from stagerace.physiology.heat_balance import HeatState, body_heat, heat_minute, heat_strain
from stagerace.physiology.heat_numbers import HEAT

MINUTES = (1, 10, 30, 60, 120, 300)
seeds = st.integers(0, 10**6)
few = settings(max_examples=12)


def people(seed: int, coldest: float, hottest: float, sun: float = 25.0) -> dict[str, Any]:
    """Two hundred people at work in weather between two air temperatures [°C]."""
    luck = np.random.default_rng(seed)

    def between(low: float, high: float) -> Array:
        return luck.uniform(low, high, 200)

    air = between(coldest, hottest)
    return {
        "metabolic": between(100, 450), "air": air, "radiant": air + between(0, sun),
        "vapour": between(0.1, 1) * np.minimum(saturation_pressure.plain(air), 3.5), "air_speed": between(0.1, 5),
        "walking": between(0, 3), "insulation": between(0.1, 1.2), "mass": between(50, 90),
        "height": between(1.5, 1.9), "acclimatised": between(0, 1), "dehydration": between(0, 0.05),
        "pressure": between(680, 1013), "covered": between(0, 0.12),
    }  # fmt: skip


def cores(given_: dict[str, Any]) -> Array:
    """Core temperatures after each of MINUTES, one a row."""
    found, state, gone = [], HeatState(), 0
    for minutes in MINUTES:
        state = heat_strain.plain(minutes - gone, **given_, start=state)
        gone = minutes
        found.append(np.asarray(state.core))
    return np.array(found)


def warmer_by(given_: dict[str, Any], **changed: Any) -> float:
    """The least that the core is warmer with the change, over all people and times [K]."""
    return float((cores({**given_, **changed}) - cores(given_)).min())


@few
@given(seeds)
def test_hotter_air_never_cools_the_core(seed: int) -> None:
    here = people(seed, -10, 48)
    assert warmer_by(here, air=here["air"] + 2, radiant=here["radiant"] + 2) > -1e-9


@few
@given(seeds)
def test_more_sun_never_cools_the_core(seed: int) -> None:
    here = people(seed, -10, 48)
    assert warmer_by(here, radiant=here["radiant"] + 5) > -1e-9


@few
@given(seeds)
def test_more_humid_air_never_cools_the_core(seed: int) -> None:
    """A thousandth is allowed: moister air spares the breath."""
    here = people(seed, 15, 48)
    assert warmer_by(here, vapour=here["vapour"] + 0.3) > -0.001


@few
@given(seeds)
def test_more_work_in_the_heat_never_cools_the_core(seed: int) -> None:
    here = people(seed, 20, 48)
    assert warmer_by(here, metabolic=here["metabolic"] + 20) > 0


@few
@given(seeds)
def test_wind_in_cool_air_never_warms_the_core(seed: int) -> None:
    here = people(seed, 0, 20, sun=0)
    assert warmer_by({**here, "air_speed": here["air_speed"] + 1}, air_speed=here["air_speed"]) > -1e-9


@few
@given(seeds)
def test_getting_used_to_heat_never_warms_the_core(seed: int) -> None:
    here = people(seed, 0, 48)
    used = np.minimum(here["acclimatised"] + 0.2, 1)
    assert warmer_by({**here, "acclimatised": used}, acclimatised=here["acclimatised"]) > -1e-9


@few
@given(seeds)
def test_thirst_never_cools_the_core_after_an_hour(seed: int) -> None:
    """In the first minutes less blood also takes up less heat from the sun."""
    here = people(seed, 0, 48)
    drier = cores({**here, "dehydration": here["dehydration"] + 0.01})
    assert ((drier - cores(here))[3:]).min() > -0.01


@few
@given(seeds)
def test_without_sun_the_radiant_temperature_passes_smoothly_through_the_air_s(seed: int) -> None:
    here = people(seed, -10, 48, sun=0)
    step = cores({**here, "radiant": here["air"] + 1e-6}) - cores({**here, "radiant": here["air"] - 1e-6})
    assert np.abs(step).max() < 1e-5


@few
@given(seeds, st.floats(35, 41), st.floats(5, 39), st.floats(0, 600))
def test_stored_heat_is_what_was_made_less_what_was_lost(seed: int, core: float, skin: float, sweat: float) -> None:
    here = people(seed, -20, 48)
    worn = clothing_in_motion.plain(here["insulation"], 0.38, here["air_speed"], here["walking"])
    exits = skin_exits.plain(here["air"], here["vapour"], here["radiant"], here["air_speed"], worn, here["pressure"])
    before = HeatState(core, skin, sweat, film=sweat)
    after, flows = heat_minute.plain(before, exits, here["metabolic"], 20.0, 2_250.0, 0.5, 0.01)
    lost = flows.dry + flows.evaporation + flows.breath
    np.testing.assert_allclose(body_heat(after, 2_250.0) - body_heat(before, 2_250.0), flows.made - lost, atol=1e-7)


@few
@given(seeds, st.floats(0, 600), st.floats(0, 1415))
def test_no_more_water_evaporates_than_was_sweated(seed: int, sweat: float, film: float) -> None:
    here = people(seed, 10, 48)
    worn = clothing_in_motion.plain(here["insulation"], 0.38, here["air_speed"], here["walking"])
    exits = skin_exits.plain(here["air"], here["vapour"], here["radiant"], here["air_speed"], worn)
    after, flows = heat_minute.plain(HeatState(38.0, 35.0, sweat, film), exits, here["metabolic"], 0.0, 2_250.0)
    most = exits.evaporative * (saturation_pressure.plain(35.0) - exits.vapour)
    seeping = HEAT.dry_wetness * (1 - flows.wettedness) * most
    assert np.all(flows.evaporation - seeping + after.film <= after.sweat + film + 1e-9)


def test_a_break_dries_the_shirt() -> None:
    worn = clothing_in_motion.plain(0.35, 0.38, 2.0, 0.0)
    exits = skin_exits.plain(20.0, 1.0, 20.0, 2.0, worn)
    state = heat_strain.plain(90, 350.0, 35.0, 1.5, 50.0, 2.0, 1.3)
    assert state.film > 100
    for _ in range(60):
        state, _flows = heat_minute.plain(state, exits, 60.0, 0.0, 2_260.0)
    assert state.film < 20


def test_a_per_cent_of_water_lost_costs_a_tenth_to_a_quarter_of_a_degree() -> None:
    """Sawka, Montain & Latzka 2001: 0.1 to 0.25 °C for each per cent of body mass."""
    dry = [heat_strain.plain(240, 300.0, 35.0, 1.5, 50.0, 2.0, 1.3, dehydration=d).core for d in (0.0, 0.02, 0.04)]
    rises = np.diff(np.array(dry)) / 2
    assert np.all((rises > 0.1) & (rises < 0.25))


def test_at_rest_in_comfort_nothing_much_happens() -> None:
    state = heat_strain.plain(480, 58.0, 26.0, 1.3, 26.0, 0.2, insulation=0.5)
    assert state.core == pytest.approx(36.8, abs=0.25)
    assert state.skin == pytest.approx(33.7, abs=1.5)


def test_a_night_at_minus_twenty_in_the_wind_makes_sense() -> None:
    """Shivering and narrow vessels hold the core of those who hardly move; nothing swings or freezes solid."""
    cold = {"air": -20.0, "vapour": 0.08, "radiant": -22.0, "air_speed": 5.0, "walking": 0.5, "insulation": 2.0}
    resting = heat_strain.plain(480, 70.0, **cold)
    walking = heat_strain.plain(480, 250.0, **cold)
    assert 35 < resting.core < walking.core < 37.5
    assert -5 < resting.skin < walking.skin < 33
    earlier = heat_strain.plain(479, 70.0, **cold)
    assert resting.core == pytest.approx(earlier.core, abs=0.01)


@few
@given(seeds)
def test_any_weather_in_any_clothes_gives_a_number(seed: int) -> None:
    here = people(seed, -40, 55)
    here["air_speed"] = here["air_speed"] * 6
    state = heat_strain.plain(300, **here)
    assert all(np.all(np.isfinite(field)) for field in state)
    assert np.all(np.abs(np.asarray(heat_strain.plain(301, **here).skin) - state.skin) < 0.2)


def test_beyond_what_was_measured_says_so() -> None:
    assert heat_strain(60, 300.0, 48.0, 1.0, 70.0, 2.0).extrapolated
    assert not heat_strain(60, 200.0, 35.0, 1.0, 50.0, 2.0).extrapolated
