"""Fit the three free numbers of the heat balance to PHS (ISO 7933:2023) and JOS-3, on conditions drawn here.

`python benchmarks/fit_heat.py` prints them; they are then written into `physiology/heat_numbers.py` by hand. A second
draw is kept back and only looked at. It takes about a minute.
"""

from typing import NamedTuple

import numpy as np
from pythermalcomfort.models import JOS3, phs
from scipy.optimize import least_squares

from stagerace.kernels.model import Array, Flags
from stagerace.physiology.exchange import saturation_pressure
from stagerace.physiology.heat_balance import heat_strain
from stagerace.physiology.heat_numbers import HEAT, HeatNumbers

FREE = ("sweat_onset", "sweat_shift", "sweat_gain")
FIRST = np.array([36.9, 0.0015, 200.0])
STEPS = np.array([0.1, 0.001, 30.0])
LAGS = (2, 3, 5, 10)
EFFORT_LAGS = (1, 10, 20, 30)
"""Lags tried, of sweat and of its onset [min]; steady states do not depend on them."""
CONTRADICTION = 1.0
"""Where PHS and JOS-3 are further apart than this [°C], one of them has lost balance: nothing is fitted there."""


class Conditions(NamedTuple):
    """What people do, and where."""

    metabolic: Array
    air: Array
    vapour: Array
    radiant: Array
    air_speed: Array
    walking: Array
    insulation: Array
    mass: Array
    height: Array

    def rows(self, which: Flags) -> "Conditions":
        """These of them."""
        return Conditions(*(values[which] for values in self))


def drawn(count: int, seed: int) -> Conditions:
    """Conditions inside the range of both models, for four hours."""
    luck = np.random.default_rng(seed)
    air = luck.uniform(18, 46, count)
    mass = luck.uniform(58, 88, count)
    return Conditions(
        metabolic=luck.uniform(120, 250, count),
        air=air,
        vapour=luck.uniform(0.6, np.minimum(0.7 * saturation_pressure.plain(air), 3.4)),
        radiant=air + luck.uniform(0, 30, count),
        air_speed=luck.uniform(0.5, 3, count),
        walking=luck.uniform(0.8, 1.5, count),
        insulation=luck.uniform(0.2, 0.7, count),
        mass=mass,
        height=1.75 * (mass / 73) ** 0.33,
    )


def by_phs(c: Conditions, minutes: int) -> Array:
    """Core temperature by ISO 7933:2023, acclimatised [°C]."""
    found = []
    humidity = 100 * c.vapour / saturation_pressure.plain(c.air)
    for i in range(len(c.air)):
        answer = phs(
            tdb=c.air[i], tr=c.radiant[i], v=c.air_speed[i], rh=humidity[i], met=c.metabolic[i] / 58.15,
            clo=c.insulation[i], posture="standing", duration=minutes, weight=c.mass[i], height=c.height[i],
            acclimatized=100, walk_sp=c.walking[i], limit_inputs=False, round_output=False,
        )  # fmt: skip
        found.append(float(answer.t_re))
    return np.array(found)


def by_jos3(c: Conditions, minutes: int) -> Array:
    """Core temperature of the pelvis by JOS-3 [°C]."""
    found = []
    humidity = 100 * c.vapour / saturation_pressure.plain(c.air)
    for i in range(len(c.air)):
        body = JOS3(height=c.height[i], weight=c.mass[i])
        body.posture = "standing"
        body.tdb, body.tr, body.rh, body.v = c.air[i], c.radiant[i], humidity[i], c.air_speed[i]
        body.clo = c.insulation[i]
        body.par = c.metabolic[i] / body.bmr
        body.simulate(minutes)
        found.append(body.dict_results()["t_core_pelvis"][-1])
    return np.array(found)


def ours(c: Conditions, minutes: int, n: HeatNumbers = HEAT) -> Array:
    """Core temperature by the two-node balance [°C]."""
    return np.asarray(heat_strain.plain(minutes, **c._asdict(), n=n).core)


def rmse(difference: Array) -> float:
    """Root of the mean square [°C]."""
    return float(np.sqrt(np.mean(difference**2)))


def both(count: int, seed: int, minutes: int) -> tuple[Conditions, Array, Array]:
    """Conditions with the answers of PHS and JOS-3, where these do not contradict each other."""
    c = drawn(count, seed)
    a, b = by_phs(c, minutes), by_jos3(c, minutes)
    agree = np.abs(a - b) < CONTRADICTION
    print(f"seed {seed}: {agree.sum()} of {count} conditions; PHS against JOS-3 {rmse((a - b)[agree]):.3f} °C")
    return c.rows(agree), a[agree], b[agree]


def lags() -> None:
    """How far from the middle of both the first two hours are, for each pair of lags."""
    c, moments = drawn(16, 20260303), (10, 20, 30, 45, 60, 90, 120)
    middle = [(by_phs(c, m) + by_jos3(c, m)) / 2 for m in moments]
    for lag in LAGS:
        found = []
        for effort in EFFORT_LAGS:
            n = HEAT._replace(sweat_lag=1 - np.exp(-1 / lag), effort_lag=1 - np.exp(-1 / effort))
            far = [ours(c, m, n) - good for m, good in zip(moments, middle, strict=True)]
            found.append(f"{effort} min {rmse(np.concatenate(far)):.3f}")
        print(f"sweat lag {lag} min; onset lag {', '.join(found)} °C")


def main() -> None:
    """Fit on one draw, look at another."""
    minutes = 240
    c, a, b = both(96, 20260101, minutes)
    middle = (a + b) / 2

    def numbers(x: Array) -> HeatNumbers:
        return HEAT._replace(**dict(zip(FREE, FIRST + x * STEPS, strict=True)))

    fit = least_squares(lambda x: ours(c, minutes, numbers(x)) - middle, np.zeros(3))
    n = numbers(fit.x)
    lags()
    print({name: round(float(getattr(n, name)), 4) for name in FREE})
    for what, (cases, first, second) in {"fitted": (c, a, b), "kept back": both(64, 20260202, minutes)}.items():
        core = ours(cases, minutes, n)
        print(f"{what}: to PHS {rmse(core - first):.3f}, to JOS-3 {rmse(core - second):.3f} °C")


if __name__ == "__main__":
    main()
