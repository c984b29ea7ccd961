"""UTMB 2008 and 2009, on which nothing was fitted: each forecast cold, and with the other as history."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from stagerace.feeds.splits import read_checkpoints, read_splits
from stagerace.forecast.backtest import Walked, walk
from stagerace.forecast.cells import cells
from stagerace.forecast.kinds import FORECASTERS
from stagerace.forecast.report import Method, report
from stagerace.forecast.situation import Edition

pytestmark = [pytest.mark.data, pytest.mark.slow]
START = 18.5
"""Both started at half past six in the evening."""
YEARS = (2008, 2009)
ENOUGH = 300
COLD, KNOWN = 0.92, 0.88
"""What is asked, as a share of the OpenSplitTime projection."""


def race(folder: Path, year: int, of: int) -> Edition:
    course = read_checkpoints((folder / f"utmb_{of}_checkpoints.csv").read_bytes(), "checkpoints.csv")
    read = read_splits((folder / f"utmb_{year}_splits.csv").read_bytes(), "splits.csv", course)
    return replace(read.race, clock=START)


@pytest.fixture(scope="module")
def walked(data_dir: Path) -> dict[int, Walked]:
    folder = data_dir / "utmb" / "splits"
    found = {}
    for year, other in zip(YEARS, reversed(YEARS), strict=True):
        found[year] = walk(race(folder, year, year), list(FORECASTERS.values()), [race(folder, other, year)])
    return found


def methods(walked: Walked) -> dict[str, Method]:
    return {name: each for name, each in report(walked, list(FORECASTERS)).methods.items() if each is not None}


def share(method: Method, peer: Method, part: str, figure: str) -> float:
    return float(getattr(getattr(method, part), figure) / getattr(getattr(peer, part), figure))


def test_cold_the_next_checkpoint_is_forecast_better_than_by_a_projection_that_knows_the_other_year(
    walked: dict[int, Walked],
) -> None:
    for year in YEARS:
        found = methods(walked[year])
        ours, theirs = found["stagerace"], found["opensplittime"]
        for figure in ("mae_s", "mape"):
            assert share(ours, theirs, "next_after20", figure) <= COLD, (year, figure)
            assert share(ours, theirs, "next_first20", figure) <= 1.6, (year, figure)


def test_with_the_other_year_known_it_is_better_still(walked: dict[int, Walked]) -> None:
    for year in YEARS:
        found = methods(walked[year])
        ours, theirs = found["stagerace_history"], found["opensplittime"]
        assert share(ours, theirs, "next_after20", "mae_s") <= KNOWN, year
        assert share(ours, found["stagerace"], "next", "mae_s") < 1.0, year
        assert share(ours, found["stagerace"], "finish", "mae_s") < 1.0, year


def test_the_score_of_the_next_checkpoint_is_below_every_baseline(walked: dict[int, Walked]) -> None:
    for year in YEARS:
        found = methods(walked[year])
        for peer in ("constant_pace", "median_ratio", "opensplittime"):
            assert share(found["stagerace"], found[peer], "next", "crps_s") < 1.0, (year, peer)
            assert share(found["stagerace_history"], found[peer], "next", "crps_s") < 1.0, (year, peer)


def test_the_score_of_the_finish_is_below_every_baseline_with_the_other_year_known_and_cold_below_those_of_a_point(
    walked: dict[int, Walked],
) -> None:
    for year in YEARS:
        found = methods(walked[year])
        for peer in ("constant_pace", "median_ratio"):
            assert share(found["stagerace"], found[peer], "finish", "crps_s") < 1.0, (year, peer)
        for peer in ("constant_pace", "median_ratio", "opensplittime"):
            assert share(found["stagerace_history"], found[peer], "finish", "crps_s") < 1.0, (year, peer)


def test_ranges_hold_what_they_say_overall_and_by_quarter_and_light(walked: dict[int, Walked]) -> None:
    for year in YEARS:
        for name in ("stagerace", "stagerace_history"):
            whole = methods(walked[year])[name].next
            assert whole.cover90 == pytest.approx(0.90, abs=0.03), (year, name)
            assert whole.cover50 == pytest.approx(0.50, abs=0.04), (year, name)
            for cell in cells(walked[year], name, START):
                if cell.scores.n >= ENOUGH:
                    assert cell.scores.cover90 == pytest.approx(0.89, abs=0.07), (year, name, cell)
                    assert cell.scores.cover50 == pytest.approx(0.50, abs=0.10), (year, name, cell)


def test_all_are_scored_on_the_same_arrivals(walked: dict[int, Walked]) -> None:
    for year in YEARS:
        counts = {(each.next.n, each.finish.n) for each in methods(walked[year]).values()}
        assert len(counts) == 1
        assert np.isfinite(walked[year].said["stagerace"]).all()
