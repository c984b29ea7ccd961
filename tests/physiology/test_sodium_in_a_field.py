"""Five hot days of a made-up field: both tails of plasma sodium come out of drinking, salt and kidneys that differ.

The field is drawn from what is plausible and from Costa 2013 (Nutr. J. 12:13: 732 ± 183 mL/h drunk under way). It is
held against what Krabak 2017 (10.1016/j.wem.2017.05.008) found in 128 runners. Which way shares move over the days was
in view when it was drawn: how much people drink, how many by thirst alone, how many hold water back, and that all drink
8 % more each day were varied beside it. It shows that the model can move as measured, not that it must.
"""

import csv
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from stagerace.kernels.model import Array
from stagerace.kernels.packing import packed, unpacked
from stagerace.kernels.water import STATE, WaterInputs, water_lanes
from stagerace.physiology.water import Hydration, WaterState, hydration, rested, usual_body, water_minute
from stagerace.physiology.water_numbers import WATER

RUNNERS = 4_000
NIGHT = 14 * 60


class Share(NamedTuple):
    """Shares of a field at a finish [%]."""

    three_per_cent_lighter: float
    hyponatraemic: float
    hypernatraemic: float


def five_days(seed: int) -> list[Share]:
    """Shares of the field at the end of five stages, nine hours each, one after the other."""
    luck = np.random.default_rng(seed)

    def spread(mean: float, sd: float, low: float, high: float) -> Array:
        return np.clip(luck.normal(mean, sd, RUNNERS), low, high)

    mass = spread(73, 10, 48, 105)
    usual = usual_body(mass, np.where(luck.random(RUNNERS) < 0.2, 0.53, 0.6))
    sweat = spread(0.85, 0.2, 0.35, 1.5) / 60
    saltiness = np.exp(luck.normal(0, 0.4, RUNNERS))
    salt = spread(0.30, 0.15, 0.02, 0.9)
    retention = np.where(luck.random(RUNNERS) < 0.4, luck.uniform(0.5, 1, RUNNERS), 0.1)
    drinking = spread(0.55, 0.183, 0.1, 1.4) / 60
    state = packed(rested(usual), RUNNERS)
    found = []
    for stage in range(5):
        hot = sweat * np.exp(luck.normal(0, 0.1, RUNNERS))
        used = min(0.3 + 0.14 * stage, 1.0)
        under_way = WaterInputs(
            hot,
            drinking * (1 + 0.08 * stage),
            0.3,
            0.0012,
            salt,
            0.0007,
            480.0,
            used,
            saltiness,
            retention,
            usual.water,
            usual.salts,
        )
        water_lanes(state, packed(under_way, RUNNERS), 9 * 60, WATER)
        now = WaterState(*unpacked(state, STATE, RUNNERS))
        found.append(shares(hydration.plain(now, usual, mass, rested(usual)), mass))
        at_camp = WaterInputs(
            0.0003, 0.0005, 1.0, 0.0004, 0.12, 0.00035, 90.0, used, 1.0, retention * 0.5, usual.water, usual.salts
        )
        water_lanes(state, packed(at_camp, RUNNERS), NIGHT, WATER)
    return found


def shares(stands: Hydration, mass: Array) -> Share:
    lighter = np.mean(np.asarray(stands.mass_change) < -0.03 * mass)
    return Share(*(round(100 * float(x), 1) for x in (
        lighter, np.mean(stands.hyponatraemic), np.mean(stands.hypernatraemic))))  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_both_tails_come_out_of_a_field_and_move_as_they_did_in_races(seed: int) -> None:
    """Krabak 2017 at stages 1, 3, 5: lighter by 3 % 22, 51, 54 %; below 135 mmol/L 1.6, 4.8, 10.1 %; above 145 mmol/L
    35, 20, 19 %. Here, near 44, 55, 56; 0.9, 2.5, 4.5; 39, 29, 23: lighter too early, hyponatraemia half."""
    days = five_days(seed)
    first, third, fifth = days[0], days[2], days[4]
    assert 0 < first.hyponatraemic < third.hyponatraemic < fifth.hyponatraemic < 15
    assert 50 > first.hypernatraemic > third.hypernatraemic > fifth.hypernatraemic > 10
    assert first.three_per_cent_lighter < fifth.three_per_cent_lighter
    assert 40 < fifth.three_per_cent_lighter < 70


def test_a_march_in_the_heat_costs_more_mass_than_water() -> None:
    """Nolte 2011: 25 km at up to 44 °C, 1.789 L/h of sweat, 1.264 drunk; 2.73 ± 0.98 kg lighter, 1.47 of it water.

    Here 2.9 kg lighter, 2.5 of it water: fuel is 0.35 of the 1.26 kg that was not water, the rest stays unexplained.
    """
    usual = usual_body(75.0)
    start = rested(usual)
    state = start
    for _ in range(int(4.3 * 60)):
        state, _flows = water_minute.plain(state, usual, 1.789 / 60, 1.264 / 60, 0.0017, 0.1, 0.0, 550.0)
    stands = hydration.plain(state, usual, 75.0, start)
    water = float(state.water + state.stomach - usual.water)
    assert -3.7 < float(stands.mass_change) < -1.75
    assert 0.15 < water - float(stands.mass_change) < 1.26


@pytest.mark.slow
@pytest.mark.data
def test_a_field_s_shares_lie_near_those_of_the_targets(data_dir: Path) -> None:
    """Of nine shares, none is further off than 25 of a hundred; the mean is off by less than 10."""
    with (data_dir / "physiology" / "field_validation_targets.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row["value"] for row in csv.DictReader(file)}
    wanted = [[float(x) for x in rows[name].split(" ")[0].split("/")] for name in ("V05", "V06", "V07")]
    found = np.array(five_days(3))[[0, 2, 4]]
    off = np.abs(found - np.array(wanted).T)
    assert np.max(off) < 25
    assert np.mean(off) < 10
