"""From a stick to headquarters, and from there to the next stick, with no index and no network to ask."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from calling import RACE_TOML, RUNNERS, STAGE_1, must, write


def offline(home: Path) -> dict[str, str]:
    """Surroundings in which nothing names an index, and whatever would be asked is not there."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_"))}
    nowhere = dict.fromkeys(
        ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9"
    )
    return kept | nowhere | {"STAGERACE_HOME": str(home), "PIP_CONFIG_FILE": os.devnull, "HOME": str(home)}


@pytest.mark.slow
def test_a_laptop_becomes_headquarters_from_a_stick_and_makes_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAGERACE_HOME", str(tmp_path / "home"))
    folder, stick, laptop, next_stick = (tmp_path / name for name in ("sahara", "stick", "laptop", "next"))
    write(folder, "race.toml", RACE_TOML)
    write(folder, "runners.csv", RUNNERS)
    must("import", folder, folder / "runners.csv", "--as", "entries")
    must("import", folder, write(tmp_path, "s1.csv", STAGE_1), "--as", "stage-times")
    stick.mkdir()
    next_stick.mkdir()
    must("bundle", folder, stick, "--offline", "--with-people")
    surroundings = offline(tmp_path / "other")

    def there(*words: str | Path) -> str:
        done = subprocess.run(list(map(str, words)), env=surroundings, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        return done.stdout

    said = there(sys.executable, stick / "stagerace" / "start.py", "--into", laptop)
    command = laptop / "stagerace.sh"
    assert f"{command} serve {laptop / 'sahara'}" in said
    ours = must("standings", folder, "--format", "json").out
    assert json.loads(there(command, "standings", laptop / "sahara", "--format", "json")) == json.loads(ours)
    assert "Björn Åker" in there(command, "standings", laptop / "sahara")
    there(command, "bundle", laptop / "sahara", next_stick, "--offline")
    there(sys.executable, next_stick / "stagerace" / "start.py", "--into", tmp_path / "third")
    third = there(tmp_path / "third" / "stagerace.sh", "standings", tmp_path / "third" / "sahara", "--format", "json")
    assert json.loads(third) == json.loads(ours)
