"""`stagerace drill`: what was planted, what found it, and how it ended."""

import json
from pathlib import Path

from calling import RACE_TOML, stagerace

SMALL = ("--runners", "10", "--km", "10", "--every", "5", "--forecast-every", "60", "--seed", "3")


def test_a_drill_tells_of_every_fault_and_how_the_stage_ended() -> None:
    answer = stagerace("drill", *SMALL)
    assert answer.status == 0, answer.out + answer.err
    assert "lost the way" in answer.out
    assert "unaccounted" in answer.out
    assert answer.out.strip().endswith("passed")
    assert "INTERNAL" in answer.err


def test_a_drill_of_a_race_folder_takes_its_plan_and_leaves_it_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "race"
    folder.mkdir()
    (folder / "race.toml").write_text(RACE_TOML)
    answer = stagerace("drill", "--race", str(folder), *SMALL, "--format", "json")
    told = json.loads(answer.out)
    assert told["stages"][0]["runners"] == 10
    assert [path.name for path in folder.iterdir()] == ["race.toml"]


def test_a_folder_that_is_no_race_is_refused(tmp_path: Path) -> None:
    answer = stagerace("drill", "--race", str(tmp_path / "nothing"))
    assert answer.status == 1
    assert "nothing" in answer.err
