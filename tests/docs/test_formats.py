"""docs/formats.md names every column and every key that is read."""

import re
from typing import Any

import pytest
from doc_pages import DOCS

from stagerace.feeds import (
    consents,
    entries,
    horizon_sheet,
    passings,
    race_toml,
    rulings,
    season_titles,
    stage_times,
    stage_toml,
    terrain_sheet,
)
from stagerace.feeds.weather import normals_files
from stagerace.rules.published import kinds as published
from stagerace.rules.season.titles import KINDS as TITLES

PAGE = (DOCS / "formats.md").read_text(encoding="utf-8")


def _keys(heading: str) -> set[str]:
    """What the first column of the table under a heading names."""
    section = re.split(r"^#{2,3} ", PAGE.partition(f"# {heading}\n")[2], flags=re.MULTILINE)[0]
    firsts = re.findall(r"^\| ([^|]*`[^|]*) \|", section, re.MULTILINE)
    return {key for first in firsts for key in re.findall(r"`(\w+)`", first)}


@pytest.mark.parametrize(
    ("heading", "feed"),
    [
        ("Entries", entries),
        ("Passings", passings),
        ("Stage times", stage_times),
        ("Rulings", rulings),
        ("Consents", consents),
        ("Terrain", terrain_sheet),
        ("Horizon", horizon_sheet),
    ],
)
def test_every_column_is_described(heading: str, feed: Any) -> None:
    assert _keys(heading) == {column.name for column in feed.COLUMNS}


def test_every_column_of_normals_is_described() -> None:
    assert _keys("Normals") == {column.name for column in normals_files.COLUMNS}


def test_every_key_of_race_toml_is_described() -> None:
    assert _keys("[race]") == set(race_toml._RACE_KEYS)
    assert _keys("[[stage]]") == set(stage_toml._STAGE_KEYS) - {"wave", "checkpoint"}
    assert _keys("[[stage.checkpoint]]") == set(stage_toml._CHECKPOINT_KEYS)


def test_every_kind_of_title_and_each_of_its_keys_is_described() -> None:
    page = (DOCS / "commands" / "season.md").read_text(encoding="utf-8")
    for key in (*TITLES, *season_titles._KEYS, *(key for kind in TITLES.values() for key in kind.takes)):
        assert re.search(rf"`{key}[` ]", page), key


def test_every_check_of_published_results_is_described() -> None:
    page = (DOCS / "guide" / "published-results.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| ([a-z ]+) \|", page.partition("## What is looked at")[2], re.MULTILINE)
    assert set(told) - {"kind"} == {kind.name for kind in (*published.FIRST, *published.KINDS)}
