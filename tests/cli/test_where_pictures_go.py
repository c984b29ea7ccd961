"""Pictures go into folders and .svg files; anything else is refused in one line, and no file is written over."""

from pathlib import Path

import pytest
from calling import RACE_TOML, must, stagerace
from courses_drawn import gpx


@pytest.fixture
def race(tmp_path: Path) -> Path:
    folder = tmp_path / "race"
    (folder / "course").mkdir(parents=True)
    (folder / "race.toml").write_text(RACE_TOML)
    (folder / "course" / "1.gpx").write_text(gpx())
    return folder


@pytest.mark.parametrize("command", [("course",), ("climate", "--stage", "1")], ids=["course", "climate"])
@pytest.mark.parametrize(("name", "said"), [("notes.txt", "this is a file"), ("out.png", "pictures are SVG, not .png")])
def test_what_is_no_folder_for_pictures_is_said(
    race: Path, tmp_path: Path, command: tuple[str, ...], name: str, said: str
) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    told = stagerace(command[0], str(race), *command[1:], "--picture", str(tmp_path / name))
    assert told.status == 1
    assert said in told.err
    assert "Traceback" not in told.err
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_folder_in_a_folder_that_is_not_there_yet_is_made(race: Path, tmp_path: Path) -> None:
    must("course", str(race), "--picture", str(tmp_path / "new" / "pictures"))
    assert (tmp_path / "new" / "pictures" / "stage-1.svg").read_text().startswith("<svg")


def test_a_folder_in_place_of_a_weather_file_is_said(race: Path, tmp_path: Path) -> None:
    told = stagerace("climate", str(race), "--stage", "1", "--weather", str(tmp_path))
    assert told.status == 1
    assert "this is a folder. Name one weather file in it" in told.err
