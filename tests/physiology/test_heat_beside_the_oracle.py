"""Core temperature beside pythermalcomfort's PHS and JOS-3 as they compute it here, on conditions nobody chose."""

import numpy as np
import pytest

from stagerace.kernels.model import Array
from stagerace.physiology.exchange import saturation_pressure
from stagerace.physiology.heat_balance import heat_strain

MINUTES, WALKING, CLOTHES, MASS, HEIGHT = 240, 1.3, 0.35, 73.0, 1.75


def drawn(count: int) -> Array:
    """Air, radiant temperature [°C], air speed [m/s], humidity [%], metabolic power [W/m²]: not those of the fit."""
    luck = np.random.default_rng(20261121)
    air = luck.uniform(18, 42, count)
    speed, humidity = luck.uniform(0.8, 3, count), luck.uniform(8, 45, count)
    return np.stack([air, air + luck.uniform(0, 25, count), speed, humidity, luck.uniform(120, 250, count)])


def by_phs(air: float, radiant: float, speed: float, humidity: float, metabolic: float) -> float:
    from pythermalcomfort.models import phs  # It takes over a second to load.

    answer = phs(
        tdb=air, tr=radiant, v=speed, rh=humidity, met=metabolic / 58.15, clo=CLOTHES, posture="standing",
        duration=MINUTES, weight=MASS, height=HEIGHT, acclimatized=100, walk_sp=WALKING, limit_inputs=False,
        round_output=False,
    )  # fmt: skip
    return float(answer.t_re)


def by_jos3(air: float, radiant: float, speed: float, humidity: float, metabolic: float) -> float:
    from pythermalcomfort.models import JOS3

    body = JOS3(height=HEIGHT, weight=MASS)
    body.posture, body.clo = "standing", CLOTHES
    body.tdb, body.tr, body.rh, body.v = air, radiant, humidity, speed
    body.par = metabolic / body.bmr
    body.simulate(MINUTES)
    return float(body.dict_results()["t_core_pelvis"][-1])


@pytest.mark.slow
@pytest.mark.parametrize("oracle", [by_phs, by_jos3])
def test_the_core_is_within_four_tenths_of_the_oracle(oracle: object) -> None:
    rows = drawn(16)
    air, radiant, speed, humidity, metabolic = rows
    vapour = humidity / 100 * saturation_pressure.plain(air)
    core = heat_strain.plain(MINUTES, metabolic, air, vapour, radiant, speed, WALKING, CLOTHES, MASS, HEIGHT).core
    theirs = np.array([oracle(*row) for row in rows.T.tolist()])  # type: ignore[operator]
    assert float(np.sqrt(np.mean((core - theirs) ** 2))) < 0.4
