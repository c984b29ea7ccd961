"""The baselines say what their definitions say."""

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from invented_fields import PLACES, field_of

from stagerace.forecast.forecaster import MEDIAN
from stagerace.forecast.kinds import FORECASTERS
from stagerace.forecast.opensplittime import nearest, projection
from stagerace.forecast.past import columns_of, pooled
from stagerace.forecast.situation import Edition, Places, Situation

HISTORY = field_of(80, 2)


def point(name: str, elapsed: list[float], column: int) -> float:
    row = np.full((1, len(PLACES)), np.nan)
    row[0, : len(elapsed)] = elapsed
    situation = Situation(PLACES, row, elapsed[-1], history=(HISTORY,))
    return float(FORECASTERS[name].forecast(situation, [0], [column])[0, 0, MEDIAN])


def test_constant_pace_goes_by_distance() -> None:
    assert point("constant_pace", [3_000.0, 6_000.0], 5) == pytest.approx(6_000.0 * 42.0 / 17.0)


def test_the_median_ratio_is_that_of_all_who_were_at_both() -> None:
    ratio = np.median(HISTORY.elapsed[:, 4] / HISTORY.elapsed[:, 1])
    assert point("median_ratio", [3_000.0, 6_000.0], 4) == pytest.approx(6_000.0 * ratio)


def test_the_projection_is_the_mean_within_the_fences() -> None:
    elapsed = float(np.median(HISTORY.elapsed[:, 4]))
    near = np.abs(HISTORY.elapsed[:, 4] - elapsed) <= 0.3 * elapsed
    ratios = HISTORY.elapsed[near, 5] / HISTORY.elapsed[near, 4] - 1.0
    low, high = np.percentile(ratios, [25, 75])
    kept = ratios[(ratios >= low - 1.5 * (high - low)) & (ratios <= high + 1.5 * (high - low))]
    assert point("opensplittime", [900.0, 1_000.0, 1_100.0, 1_200.0, elapsed], 5) == pytest.approx(
        elapsed * (1.0 + kept.mean())
    )


def test_the_projection_takes_the_hundred_nearest_and_refuses_below_four() -> None:
    efforts = np.column_stack([np.arange(1.0, 301.0), np.arange(1.0, 301.0) * 2])
    assert nearest(efforts, 0, 250.0)[:, 0].tolist() == pytest.approx(list(range(200, 300)), abs=1.0)
    assert len(nearest(efforts, 0, 10.0)) == 7
    assert np.isnan(projection(efforts[:3])[0][1])


def test_columns_of_an_earlier_edition_are_found_by_name_then_by_distance() -> None:
    past = Places(("PASS", "Other", "Camp"), *(np.array([26_500.0, 33_100.0, 42_000.0]) for _ in range(3)))
    assert columns_of(PLACES, past) == [-1, -1, 0, -1, 1, 2]
    table = pooled(PLACES, [Edition(past, np.array([[1.0, 2.0, 3.0]]))])
    assert np.array_equal(table, [[np.nan, np.nan, 1.0, np.nan, 2.0, 3.0]], equal_nan=True)


@pytest.mark.data
def test_the_projection_of_a_hardrock_runner_is_reproduced(data_dir: Path) -> None:
    """OpenSplitTime's own test: at Sherman, to Cunningham out, low, mean and high within 100 s."""
    efforts: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
    with (data_dir / "opensplittime" / "split_times.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["event"] in ("hardrock_2014", "hardrock_2016") and row["elapsed_seconds"]:
                efforts[row["effort"]][row["split"], row["sub_split"]] = float(row["elapsed_seconds"])
    here, there = ("hardrock_cw_sherman", "in"), ("hardrock_cw_cunningham", "out")
    mine = efforts.pop("hardrock_2016_rene_mclaughlin")[here]
    table = np.array([[each[here], each.get(there, np.nan)] for each in efforts.values() if here in each])
    means, spreads = projection(nearest(table[np.argsort(table[:, 0])], 0, mine))
    found = [mine * (means[1] + k * spreads[1]) for k in (-2, 0, 2)]
    assert found == pytest.approx([35_300.0, 39_700.0, 44_200.0], abs=100.0)
