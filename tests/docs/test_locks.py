"""What pins the packages names no address: they come from wherever the machine that installs them is told to look."""

import re
from pathlib import Path

import pytest
from doc_pages import ROOT

LOCKS = sorted(
    path
    for pattern in ("package-lock.json", "*.lock", "requirements*.txt", "requirements/*.txt", "requirements/*.in")
    for path in ROOT.glob(pattern)
)
ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def test_there_are_locks_to_look_at() -> None:
    assert {path.name for path in LOCKS} >= {"package-lock.json", "dev.txt", "uv.txt"}


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_no_address(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if ADDRESS.search(line)] == []
