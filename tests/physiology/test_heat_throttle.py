"""People slow down in the heat, and that keeps them alive: the throttle by itself and in a closed loop."""

from typing import NamedTuple

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stagerace.kernels.model import Array, Numbers
from stagerace.physiology.clothing import clothing_in_motion, skin_exits
from stagerace.physiology.exchange import body_surface, radiant_temperature, saturation_pressure
from stagerace.physiology.heat_balance import HeatState, heat_capacity, heat_minute
from stagerace.physiology.heat_throttle import heat_throttle

cores, skins, dry = st.floats(35, 42), st.floats(5, 39), st.floats(0, 0.08)
little = st.floats(0, 1)


@given(cores, skins, dry, little, little)
def test_hotter_or_drier_never_keeps_more_power(c: float, s: float, d: float, more: float, drive: float) -> None:
    kept = heat_throttle.plain(c, s, d, drive)
    assert 0 < kept <= 1
    assert heat_throttle.plain(c + more, s, d, drive) <= kept + 1e-12
    assert heat_throttle.plain(c, s + more, d, drive) <= kept + 1e-12
    assert heat_throttle.plain(c, s, d + more / 20, drive) <= kept + 1e-12
    assert heat_throttle.plain(c, s, d, drive + more) >= kept - 1e-12


@given(cores, skins, dry)
def test_a_hair_of_a_degree_costs_a_hair_of_power(c: float, s: float, d: float) -> None:
    step = heat_throttle.plain(c, s, d) - heat_throttle.plain(c + 1e-6, s + 1e-6, d + 1e-8)
    assert abs(step) < 2e-6


class Effort(NamedTuple):
    """A person at a full power [W/m²], of a mass [kg], at a cost [J/m], in clothes [clo], with a drive [K]."""

    full: Numbers
    mass: float
    cost: float
    clothes: float
    drive: Numbers
    acclimatised: float


def by_feel(who: Effort, air: Array, humidity: Array, sun: float, minutes: int) -> tuple[Array, Array]:
    """Metres and highest core temperature when speed follows from what heat leaves."""
    area = body_surface.plain(who.mass, 1.73)
    vapour = humidity / 100 * saturation_pressure.plain(air)
    radiant = radiant_temperature.plain(air, sun)
    state, highest, metres = HeatState(), np.zeros(np.shape(air)), np.zeros(np.shape(air))
    for _ in range(minutes):
        power = who.full * heat_throttle.plain(state.core, state.skin, 0.02, who.drive)
        speed = power * area / who.cost
        worn = clothing_in_motion.plain(who.clothes, 0.38, 1.2 + speed, speed)
        exits = skin_exits.plain(air, vapour, radiant, 1.2 + speed, worn)
        state, _flows = heat_minute.plain(state, exits, power, 0.0, heat_capacity(who.mass, area), who.acclimatised)
        highest, metres = np.maximum(highest, state.core), metres + speed * 60
    return metres, highest


def test_marathon_runners_lose_three_to_four_thousandths_a_degree_up_to_25() -> None:
    """Ely 2007, Mantzios 2022: 0.3 to 0.4 % a °C WBGT; half as much again either way is allowed. The WBGT is the
    Australian Bureau of Meteorology's estimate in moderate sun."""
    air = np.array([6.0, 10.0, 14.0, 18.0, 22.0])
    humidity = np.full(5, 60.0)
    wbgt = 0.567 * air + 3.93 * humidity / 100 * saturation_pressure.plain(air) + 3.94
    runner = Effort(full=780.0, mass=58.0, cost=232.0, clothes=0.2, drive=1.6, acclimatised=0.5)
    metres, highest = by_feel(runner, air, humidity, 100.0, 130)
    slope = -np.polyfit(wbgt, metres / metres[0] * 100, 1)[0]
    assert wbgt.max() < 25
    assert np.all(np.diff(metres) < 0)
    assert 0.2 < slope < 0.6
    # Byrne 2006: 40.1 ± 0.7 °C at the end of a half-marathon at 26.5 °C WBGT.
    assert 39.4 < highest[-1] < 40.8


def test_in_the_desert_most_stay_below_39_and_the_driven_pass_40() -> None:
    """Nolte 2011: peak 39.0 ± 0.9 °C at 44 °C; Byrne 2022: 39.0 (38.2 to 40.1) over 89 km at 26 °C."""
    air = np.array([28.0, 32.0, 36.0, 40.0, 42.0])
    humidity = np.array([35.0, 28.0, 20.0, 17.0, 15.0])
    steady = Effort(full=360.0, mass=73.0, cost=400.0, clothes=0.35, drive=0.0, acclimatised=0.8)
    _metres, usual = by_feel(steady, air, humidity, 90.0, 480)
    assert np.all((usual > 38.3) & (usual < 39.2))
    _metres, driven = by_feel(steady._replace(full=520.0, drive=1.6), air, humidity, 90.0, 480)
    assert 40.0 < driven.max() < 41.0


def test_without_holding_back_the_core_would_run_away() -> None:
    """What the throttle is for: the same power kept up is beyond what the body can lose."""
    air, humidity = np.array([42.0]), np.array([30.0])
    person = Effort(full=420.0, mass=73.0, cost=400.0, clothes=0.35, drive=0.0, acclimatised=0.3)
    _metres, held = by_feel(person, air, humidity, 90.0, 480)
    _metres, forced = by_feel(person._replace(drive=30.0), air, humidity, 90.0, 480)
    assert held[0] < 39.6
    assert forced[0] > 41
