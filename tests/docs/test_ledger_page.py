"""The page of the ledger names every state and every disagreement as they are."""

from pathlib import Path
from typing import get_args

from stagerace.watch.whereabouts import WHERE, Kind

PAGE = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text(encoding="utf-8")


def _rows(heading: str) -> list[str]:
    """The first cells of the table below a heading."""
    part = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    return [line.split("|")[1].strip(" `") for line in part.splitlines() if line.startswith("| `")]


def test_every_state_is_on_it_and_no_other() -> None:
    assert _rows("The states") == list(WHERE)


def test_every_disagreement_is_on_it_and_no_other() -> None:
    assert sorted(_rows("What does not agree")) == sorted(get_args(Kind))
