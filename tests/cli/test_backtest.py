"""`stagerace backtest` as somebody calls it with two sheets of their own."""

import json
from pathlib import Path

import pytest
from calling import must

PLACES = "checkpoint,distance_m,climb_m,descent_m\nWell,9000,150,50\nDune,17000,420,200\nCamp,30000,600,500\n"
DAY = "bib,status,Well,Dune,Camp\n7,finished,1:00:00,2:10:05,4:00:00\n12,dnf,1:30:00,,\n"
DAY_AND_NIGHT = DAY.replace("4:00:00", "14:00:00")


@pytest.fixture
def places(tmp_path: Path) -> str:
    (tmp_path / "places.csv").write_text(PLACES)
    return str(tmp_path / "places.csv")


def sheet(tmp_path: Path, text: str) -> str:
    (tmp_path / "splits.csv").write_text(text)
    return str(tmp_path / "splits.csv")


def test_a_race_that_reaches_into_a_night_asks_for_its_start_and_scores_all_the_same(
    tmp_path: Path, places: str
) -> None:
    call = ("backtest", sheet(tmp_path, DAY_AND_NIGHT), "--checkpoints", places, "--format", "json")
    said = must(*call)
    assert "--start" in said.err
    assert json.loads(said.out)["methods"]["stagerace"]["next"]["n"] == 2
    assert "--start" not in must(*call, "--start", "2031-03-02T08:00+02:00").err


def test_a_race_over_by_day_asks_for_nothing(tmp_path: Path, places: str) -> None:
    assert must("backtest", sheet(tmp_path, DAY), "--checkpoints", places).err == ""
