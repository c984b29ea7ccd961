"""Consents come in by hand and as a file, and the latest word counts."""

from pathlib import Path

import pytest
from calling import must, stagerace, write
from hypothesis import given
from hypothesis import strategies as st

from stagerace.feeds import consents
from stagerace.feeds.cells import Unreadable
from stagerace.node.clock import now
from stagerace.node.consenting import consents_of
from stagerace.node.folder import RaceFolder

SHEET = "bib,name,chance,position,family,crew\n1,yes,no,,yes,\n2,no,,,,\n"


def words(folder: Path, bib: str) -> dict[str, bool | None]:
    return dict(consents_of(RaceFolder(folder).view(), now()).of(bib))  # type: ignore[arg-type]


def test_a_word_is_written_and_what_stands_is_shown(folder: Path) -> None:
    assert set(words(folder, "1").values()) == {None}
    said = must("consent", folder, "1", "--name", "yes", "--crew", "no")
    shown = {line.split()[0]: line.split()[1] for line in said.out.splitlines()}
    assert (shown["name"], shown["chance"], shown["crew"]) == ("yes", "–", "no")
    assert words(folder, "1")["name"] is True
    must("consent", folder, "1", "--name", "no")
    assert words(folder, "1")["name"] is False


def test_the_same_word_again_writes_nothing(folder: Path) -> None:
    must("consent", folder, "1", "--name", "yes")
    before = RaceFolder(folder).view().position
    must("consent", folder, "1", "--name", "yes")
    must("consent", folder, "1")
    assert RaceFolder(folder).view().position == before


def test_nobody_speaks_for_a_bib_that_nobody_wears_or_whose_runner_was_forgotten(folder: Path) -> None:
    assert "nobody entered wears 99" in stagerace("consent", folder, "99", "--name", "yes").err
    assert stagerace("consent", folder, "1", "--name", "perhaps").status == 2
    must("forget", folder, "1", "--yes")
    assert "forgotten" in stagerace("consent", folder, "1", "--name", "yes").err


def test_a_whole_check_in_comes_as_a_file_and_twice_changes_nothing(folder: Path) -> None:
    sheet = write(folder, "in/consents.csv", SHEET)
    assert "4 consents added" in must("import", folder, sheet, "--as", "consents").out
    position = RaceFolder(folder).view().position
    assert "0 consents added, 4 already known" in must("import", folder, sheet, "--as", "consents").out
    assert RaceFolder(folder).view().position == position
    assert (words(folder, "1")["chance"], words(folder, "1")["position"], words(folder, "2")["name"]) == (
        False, None, False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [("99,yes,,,,", "bib", "nobody entered wears 99"), ("3,maybe,,,,", "name", "neither yes nor no")],
)
def test_a_bad_row_is_named_by_its_line_and_nothing_of_the_file_is_kept(
    folder: Path, row: str, column: str, said: str
) -> None:
    before = RaceFolder(folder).view().position
    answer = stagerace("import", folder, write(folder, "in/consents.csv", SHEET + row), "--as", "consents")
    assert answer.status == 1
    assert f"consents.csv, line 4, column {column}" in answer.err
    assert said in answer.err
    assert RaceFolder(folder).view().position == before


def test_the_row_of_somebody_forgotten_is_named(folder: Path) -> None:
    must("forget", folder, "2", "--yes")
    answer = stagerace("import", folder, write(folder, "in/consents.csv", SHEET), "--as", "consents")
    assert "line 3, column bib: whoever wore 2 was forgotten" in answer.err


@given(st.text(max_size=8).filter(lambda text: text.strip().casefold() not in consents.WORDS))
def test_a_cell_says_yes_or_no_or_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="neither yes nor no"):
        consents.parse_word(text)
    assert {consents.parse_word(word) for word in consents.WORDS} == {True, False}


def test_a_sheet_without_a_column_of_consents_is_another_sheet(folder: Path) -> None:
    answer = stagerace("import", folder, write(folder, "in/consents.csv", "bib,tent\n101,4\n"), "--as", "consents")
    assert answer.status == 1
    assert "consents.csv, line 1: no column says what anybody agreed to. Name one of name, chance" in answer.err
