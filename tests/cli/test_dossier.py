"""`stagerace dossier` as a person calls it: in short, as a page, as JSON, and held against a log."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from calling import must, stagerace, write
from dossier_scenes import HQ_NOW, afternoon

from hq_scene import hq_people
from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import Passing
from stagerace.node.board import Board
from stagerace.node.folder import RaceFolder
from stagerace.node.present import Present
from stagerace.rules.classes import Scope


@pytest.fixture
def played(tmp_path: Path) -> Path:
    """The afternoon at headquarters."""
    return afternoon(tmp_path / "played").path


def standings_of(folder: Path, *more: str) -> list[dict[str, object]]:
    """What `stagerace standings` has."""
    rows = json.loads(must("standings", folder, "--format", "json", *more).out)["rows"]
    return [{key: value for key, value in row.items() if key != "members"} for row in rows]


def dossier_rows(folder: Path, *more: str) -> list[dict[str, object]]:
    """The same of a dossier."""
    return json.loads(must("dossier", folder, "--format", "json", *more).out)["standings"]["rows"]


def board_rows(folder: Path) -> list[dict[str, object]]:
    """The same of the board, as it is now."""
    with closing(Present(RaceFolder(folder))) as present:
        table = Board(present, RaceFolder(folder)).standings(Scope(), "overall")
    return msgspec.json.decode(msgspec.json.encode(table))["rows"]


def test_its_standings_are_those_of_standings_and_the_board_at_the_same_position(played: Path) -> None:
    before = json.loads(must("dossier", played, "--format", "json").out)["proof"]["position"]
    board = board_rows(played)
    walking = next(str(row["bib"]) for row in board if row["status"] == "active")
    came = Passing(Bib(walking), PlaceId("1FINISH"), Instant(HQ_NOW + 60_000), "in")
    with RaceFolder(played).write(HQ_NOW) as log:
        log.append([came], HQ_NOW)
    for known_at, shown in ((str(before), board), (str(before + 2), board_rows(played))):
        named = dossier_rows(played, "--known-at", known_at, "--with-names")
        assert named == standings_of(played, "--known-at", known_at) == shown
        plain = dossier_rows(played, "--known-at", known_at)
        assert plain == [{key: value for key, value in row.items() if key != "bib"} for row in named]
    assert board != board_rows(played)


def test_in_short_it_says_what_matters_and_names_nobody(played: Path) -> None:
    said = must("dossier", played)
    assert "alerts: 2 raised, half within 9 min" in said.out
    assert "stage 1: start 2 Mar 08:00, 60 started, 25 finished, left: 1 withdrawn at 1CP2; not closed" in said.out
    assert "INTERNAL" in said.err
    assert not any(person.name in said.out for person in hq_people().values())
    assert hq_people()[Bib("2")].name in must("dossier", played, "--with-names").out


def test_a_page_is_written_and_held_against_the_log(played: Path, tmp_path: Path) -> None:
    page = tmp_path / "dossier.html"
    must("dossier", played, "--out", page)
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "unaltered" in must("dossier", played, "--verify", page).out
    copy = tmp_path / "copy"
    shutil.copytree(played, copy)
    with sqlite3.connect(copy / "race.log") as connection:
        connection.execute("UPDATE record SET wall = wall + 1 WHERE position = 77")
    connection.close()
    told = stagerace("dossier", copy, "--verify", page)
    assert told.status == 1
    assert "record 77 of node" in told.out
    assert "do not belong together" in told.out


def test_a_dossier_of_a_past_moment_is_verified_too(played: Path, tmp_path: Path) -> None:
    for name, more in (("a", ("--as-of", "2031-03-02T12:50")), ("b", ("--known-at", "300"))):
        must("dossier", played, *more, "--format", "json", "--out", tmp_path / name)
        assert "unaltered" in must("dossier", played, "--verify", tmp_path / name).out


def test_what_is_no_dossier_is_refused_in_words(played: Path, tmp_path: Path) -> None:
    told = stagerace("dossier", played, "--verify", write(tmp_path, "letter.html", "Dear all"))
    assert told.status == 1
    assert "no dossier" in told.err
    assert stagerace("dossier", played, "--verify", tmp_path / "nowhere").status == 1
    assert stagerace("dossier", played, "--verify", tmp_path / "letter.html", "--with-names").status == 2


def test_of_a_race_of_sheets_it_has_the_standings_and_no_person(folder: Path) -> None:
    text = must("dossier", folder, "--format", "html").out + must("dossier", folder, "--format", "json").out
    for word in ("Ana Duarte", "Björn Åker", "Chen Wei", "Dara Okafor", "BRA", "SWE", "CHN", "NGA", "Dunes"):
        assert word not in text
    assert "5:12:30" in text


def test_a_folder_without_a_log_is_refused_in_words(drafted: Path) -> None:
    told = stagerace("dossier", drafted)
    assert told.status == 1
    assert "nothing was imported yet" in told.err
