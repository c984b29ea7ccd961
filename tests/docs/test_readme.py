"""What README.md and the pages of docs/ show is what is printed."""

from pathlib import Path

import pytest
from doc_pages import DOCS, PAGES, README, agrees, blocks, play


def test_every_command_in_the_readme_prints_what_the_readme_shows(desk: Path) -> None:
    _compare(README, desk)


def test_the_readme_race_is_ten_lines() -> None:
    plan = next(block for block in blocks(README) if block.file.endswith("race.toml"))
    assert len(plan.text.splitlines()) == 10


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_every_command_on_a_page_prints_what_the_page_shows(page: Path, desk: Path) -> None:
    if any(block.kind == "console" for block in blocks(page)):
        play(README, desk)
        _compare(page, desk)


def _compare(page: Path, desk: Path) -> None:
    played = play(page, desk)
    assert played
    for call, printed in played:
        assert agrees(call.shown, printed), f"{page.name}: `{call.line}` printed\n{printed}\nand not\n{call.shown}"
