"""A race folder for the tests of the commands, and a home of its own for this machine's identity."""

from pathlib import Path

import pytest
from calling import RACE_TOML, RUNNERS, STAGE_1, must, write


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test is a machine of its own."""
    monkeypatch.setenv("STAGERACE_HOME", str(tmp_path / "home"))


@pytest.fixture
def drafted(tmp_path: Path) -> Path:
    """A race folder with a plan and a start list, nothing imported."""
    folder = tmp_path / "sahara-2031"
    write(folder, "race.toml", RACE_TOML)
    write(folder, "runners.csv", RUNNERS)
    return folder


@pytest.fixture
def folder(drafted: Path) -> Path:
    """A race folder with its entries and the times of stage 1."""
    must("import", drafted, drafted / "runners.csv", "--as", "entries")
    must("import", drafted, write(drafted, "in/stage1.csv", STAGE_1), "--as", "stage-times")
    return drafted
