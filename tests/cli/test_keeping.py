"""Backup, restore, sync, export, forget: nothing lost, nobody kept against their will."""

import json
import sqlite3
from pathlib import Path

from calling import RUNNERS, must, stagerace, write


def files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_backup_restored_tells_the_same_race(folder: Path, tmp_path: Path) -> None:
    must("backup", folder, "--out", tmp_path / "b.zip")
    must("restore", tmp_path / "b.zip", tmp_path / "again")
    first, second = (must("standings", f, "--format", "json").out for f in (folder, tmp_path / "again"))
    assert first == second
    assert "Björn Åker" in must("standings", tmp_path / "again").out


def test_a_race_that_lies_there_is_not_overwritten(folder: Path, tmp_path: Path) -> None:
    must("backup", folder, "--out", tmp_path / "b.zip")
    before = (folder / "race.log").read_bytes()
    assert stagerace("restore", tmp_path / "b.zip", folder).status == 1
    assert (folder / "race.log").read_bytes() == before


def test_two_folders_that_wrote_apart_agree_after_a_sync(folder: Path, tmp_path: Path) -> None:
    must("backup", folder, "--out", tmp_path / "b.zip")
    must("restore", tmp_path / "b.zip", tmp_path / "other")
    here = write(tmp_path, "here.csv", "stage,bib,status,elapsed\n2,1,finished,5:00:00\n")
    there = write(tmp_path, "there.csv", "stage,bib,status,elapsed\n2,2,finished,5:01:00\n")
    must("import", folder, here, "--as", "stage-times")
    must("import", tmp_path / "other", there, "--as", "stage-times")
    must("sync", folder, tmp_path / "other")
    tables = [json.loads(must("standings", f, "--format", "json").out)["rows"] for f in (folder, tmp_path / "other")]
    assert tables[0] == tables[1]
    assert "0 records came, 0 went" in must("sync", folder, tmp_path / "other").out


def test_an_empty_stick_becomes_a_copy_without_names(folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    must("sync", folder, stick)
    assert "Ana Duarte" not in must("standings", stick).out
    assert b"Duarte" not in files(stick)


def test_names_travel_into_a_folder_of_ones_own_where_that_is_asked_for(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    assert "4 went" in must("sync", folder, tmp_path / "second", "--with-people").out.splitlines()[-1]
    assert "Ana Duarte" in must("standings", tmp_path / "second").out
    must("forget", tmp_path / "second", "1", "--yes")
    must("sync", folder, tmp_path / "second", "--with-people")
    assert b"Duarte" not in (folder / "vault.db").read_bytes() + files(tmp_path / "second")
    assert "Ana Duarte" not in must("standings", folder).out


def test_a_copy_without_names_is_told_of_once(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    must("sync", folder, tmp_path / "stick")
    said = stagerace("check", tmp_path / "stick")
    assert "4 runners are shown by their bibs" in said.out
    assert "1 thing to look at" in said.out


def test_someone_forgotten_is_in_no_byte_of_the_folder_and_every_time_is_there(folder: Path, tmp_path: Path) -> None:
    before = json.loads(must("standings", folder, "--format", "json").out)["rows"]
    (folder / "in" / "stage1.csv").unlink()
    said = must("forget", folder, "2", "--yes")
    assert "forgotten" in said.out
    assert "Björn".encode() not in files(folder)
    assert "Åker".encode() not in files(folder)
    assert json.loads(must("standings", folder, "--format", "json").out)["rows"] == before
    assert "Ana Duarte" in must("standings", folder).out


def test_a_name_left_in_another_file_is_pointed_out(folder: Path) -> None:
    write(folder, "notes.txt", "Call Björn Åker's wife")
    said = stagerace("forget", folder, "2", "--yes")
    assert said.status == 1
    assert "notes.txt" in said.err


def test_forgetting_travels(folder: Path, tmp_path: Path) -> None:
    must("backup", folder, "--out", tmp_path / "b.zip")
    must("restore", tmp_path / "b.zip", tmp_path / "other")
    must("forget", folder, "2", "--yes")
    must("sync", folder, tmp_path / "other")
    assert "Björn".encode() not in files(tmp_path / "other")


def test_forget_asks_first(folder: Path) -> None:
    assert stagerace("forget", folder, "2").status != 0
    assert "Björn Åker" in must("standings", folder).out


def test_an_export_holds_records_and_standings_and_nobodys_name(folder: Path, tmp_path: Path) -> None:
    must("export", folder, "--out", tmp_path / "out")
    assert b"Duarte" not in files(tmp_path / "out")
    connection = sqlite3.connect(tmp_path / "out" / "race.sqlite")
    try:
        ranks = connection.execute(
            "SELECT bib, rank FROM standing WHERE after = 1 AND class = 'overall' AND rank"
        ).fetchall()
    finally:
        connection.close()
    assert ranks == [("1", 1), ("3", 2), ("2", 3)]
    assert stagerace("export", folder, "--out", tmp_path / "out").status == 1


def test_start_list_names_are_not_in_the_log(folder: Path) -> None:
    raw = (folder / "race.log").read_bytes() + (folder / "vault.db").read_bytes()
    for name in ("Ana", "Duarte", "Björn", "Chen Wei", "Okafor"):
        assert name in RUNNERS
        assert name.encode() not in raw
