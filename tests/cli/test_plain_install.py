import subprocess
import sys
from pathlib import Path

import pytest
from calling import RACE_TOML

from stagerace.cli.failing import MODELS, PICTURES

BLOCKED = "import sys; sys.modules.update(dict.fromkeys({models!r})); from stagerace.cli import main; main()"


def without_models(*arguments: str, at: Path) -> subprocess.CompletedProcess[str]:
    program = BLOCKED.format(models=sorted(MODELS | PICTURES))
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, cwd=at, capture_output=True, text=True, timeout=60, env={"STAGERACE_HOME": str(at)})


@pytest.fixture
def race(tmp_path: Path) -> Path:
    (tmp_path / "race").mkdir()
    (tmp_path / "race" / "race.toml").write_text(RACE_TOML)
    (tmp_path / "race" / "runners.csv").write_text("bib,name,gender,age,country\n1,Ana Sorel,F,43,FRA\n")
    return tmp_path


def test_a_plain_install_says_what_the_demo_needs_and_leaves_nothing_behind(tmp_path: Path) -> None:
    refused = without_models("demo", "--headless", "--folder", "demo", at=tmp_path)
    assert refused.returncode == 1
    assert "pip install 'stagerace[sim]'" in refused.stderr
    assert not (tmp_path / "demo").exists()


def test_a_plain_install_scores_a_race(race: Path) -> None:
    assert without_models("import", "race", "race/runners.csv", "--as", "entries", at=race).returncode == 0
    shown = without_models("standings", "race", at=race)
    assert shown.returncode == 0, shown.stderr
    assert "Ana Sorel" in shown.stdout


def test_a_plain_install_publishes_and_says_what_cards_need(race: Path) -> None:
    assert without_models("import", "race", "race/runners.csv", "--as", "entries", at=race).returncode == 0
    written = without_models("publish", "race", "--out", "site", at=race)
    assert written.returncode == 0, written.stderr
    assert "Runner 1" in (race / "site" / "sahara-2031" / "runner-1.html").read_text(encoding="utf-8")
    refused = without_models("publish", "race", "--out", "site", "--cards", at=race)
    assert refused.returncode == 1
    assert "pip install 'stagerace[site]'" in refused.stderr
