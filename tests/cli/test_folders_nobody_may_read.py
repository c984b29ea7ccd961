"""A folder nobody may read is no empty one: courses are never taken out of a plan because they could not be seen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from calling import RACE_TOML, must, stagerace
from courses_drawn import gpx


@pytest.fixture
def closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A race with an adopted course whose folder may be seen and not read; whoever runs this may be allowed all."""
    race = tmp_path / "race"
    (race / "course").mkdir(parents=True)
    (race / "race.toml").write_text(RACE_TOML)
    (race / "course" / "1.gpx").write_text(gpx())
    must("adopt", str(race))
    look = Path.iterdir

    def refused(folder: Path) -> Iterator[Path]:
        if folder.name == "course":
            raise PermissionError(13, "Permission denied", str(folder))
        return look(folder)

    monkeypatch.setattr(Path, "iterdir", refused)
    return race


@pytest.mark.parametrize("command", ["adopt", "course", "check"])
def test_a_course_folder_nobody_may_read_stops_the_command(closed: Path, command: str) -> None:
    with pytest.raises(PermissionError, match="course"):
        stagerace(command, str(closed))


def test_the_adopted_course_stays(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PermissionError):
        stagerace("adopt", str(closed))
    monkeypatch.undo()
    assert must("adopt", str(closed)).out.startswith("Nothing to adopt")
