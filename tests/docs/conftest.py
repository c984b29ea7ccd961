"""A folder to follow the documentation in."""

from pathlib import Path

import pytest
from doc_pages import COLUMNS, camp_clock

from stagerace.cli.showing import console
from stagerace.node import clock


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, worked in, on a machine that has never run a race and prints 100 columns."""
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("STAGERACE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(clock, "time", camp_clock())
    monkeypatch.setattr(console, "width", COLUMNS)
    monkeypatch.setenv("NO_COLOR", "1")
    return folder
