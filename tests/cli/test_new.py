"""A race folder to start from."""

import sys
from pathlib import Path
from shlex import split

import pytest
from calling import must, stagerace

from stagerace.cli import main


@pytest.mark.parametrize("template", ["six-stage", "time-boxed", "single-stage"])
def test_a_new_race_has_nothing_inconsistent(tmp_path: Path, template: str) -> None:
    must("new", tmp_path / "race", "--template", template)
    assert "Nothing inconsistent" in must("check", tmp_path / "race").out


def test_every_line_of_a_new_plan_is_explained(tmp_path: Path) -> None:
    must("new", tmp_path / "race")
    lines = (tmp_path / "race" / "race.toml").read_text().splitlines()
    assert all("#" in line for line in lines if "=" in line)


def test_the_number_of_stages_is_ours_to_choose(tmp_path: Path) -> None:
    must("new", tmp_path / "race", "--stages", "4")
    assert (tmp_path / "race" / "race.toml").read_text().count("[[stage]]") == 4


def test_an_example_has_a_course_and_a_new_race_says_what_goes_there(tmp_path: Path) -> None:
    must("new", tmp_path / "race", "--template", "single-stage", "--example")
    must("new", tmp_path / "bare")
    assert sorted(path.name for path in (tmp_path / "race" / "course").iterdir()) == [
        "1.gpx",
        "README.txt",
        "terrain.csv",
    ]
    assert [path.name for path in (tmp_path / "bare" / "course").iterdir()] == ["README.txt"]


def test_an_example_can_be_imported_and_scored_as_it_says(tmp_path: Path) -> None:
    folder = tmp_path / "race"
    said = must("new", folder, "--example")
    for line in said.out.splitlines():
        words = line.split()
        if words[:2] == ["stagerace", "import"]:
            must(*words[1:])
    standings = must("standings", folder, "--stage", "1", "--format", "csv").out
    assert standings.count("\n") == 201
    assert stagerace("check", folder).status == 1


def test_nothing_is_written_over(tmp_path: Path) -> None:
    must("new", tmp_path / "race")
    (tmp_path / "race" / "race.toml").write_text("mine")
    assert stagerace("new", tmp_path / "race").status == 1
    assert (tmp_path / "race" / "race.toml").read_text() == "mine"


def test_a_folder_that_cannot_be_made_is_told_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(sys, "argv", ["stagerace", "new", str(tmp_path / "file" / "race")])
    with pytest.raises(SystemExit) as left:
        main()
    said = capsys.readouterr().err
    assert left.value.code == 1
    assert said.count("\n") == 1
    assert "not a directory. Check that there is room" in said


def test_the_next_calls_can_be_copied_where_the_folder_has_a_space_in_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "oasis run"
    calls = [split(line) for line in must("new", folder).out.splitlines() if line.startswith("  stagerace")]
    assert all(call[2] == str(folder) for call in calls)
