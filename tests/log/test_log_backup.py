import json
import shutil
import zipfile
from pathlib import Path

import pytest
from race_camp import Camp, Machine

from stagerace.core.clock import Instant
from stagerace.core.errors import LogRefused, NotARace
from stagerace.core.names import Subject
from stagerace.core.records import Forgotten
from stagerace.log import Person, Vault, backup, restore


@pytest.fixture
def race(hq: Machine) -> Machine:
    hq.append(1, 2)
    (hq.folder / "race.toml").write_text("[race]\n")
    (hq.folder / "runners.csv").write_text("bib,name\n1,Ada\n")
    (hq.folder / "course").mkdir()
    (hq.folder / "course" / "stage1.gpx").write_text("<gpx/>")
    with Vault.open(hq.folder / "vault.db", write=True) as vault:
        vault.seal_all({Subject("s1"): Person("Ada Sand"), Subject("s2"): Person("Bo Dune")})
    return hq


def test_a_restored_race_is_the_race(camp: Camp, race: Machine, tmp_path: Path) -> None:
    manifest = backup(race.folder, tmp_path / "b.zip", camp.NOON)
    assert manifest.position == 3
    restore(tmp_path / "b.zip", tmp_path / "again", camp.NOON)
    again = Machine(tmp_path / "again", race.home, "again")
    assert again.bibs() == ["1", "2"]
    assert (again.folder / "course" / "stage1.gpx").read_text() == "<gpx/>"
    with Vault.open(again.folder / "vault.db") as vault:
        assert vault.person(Subject("s1")) == Person("Ada Sand")
    names = {path.name for path in again.folder.iterdir()}
    assert {"race.log", "race.toml", "runners.csv", "course", "vault.db"} <= names
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_backup_is_whole_while_someone_writes(camp: Camp, race: Machine, tmp_path: Path) -> None:
    with race.write() as log:
        log.append([camp.passing(3)], camp.NOON)
        backup(race.folder, tmp_path / "b.zip", camp.NOON)
        log.append([camp.passing(4)], camp.NOON)
    restore(tmp_path / "b.zip", tmp_path / "again", camp.NOON)
    assert Machine(tmp_path / "again", race.home, "").bibs() == ["1", "2", "3"]


def test_a_restored_backup_goes_on_as_a_new_node(camp: Camp, race: Machine, tmp_path: Path) -> None:
    backup(race.folder, tmp_path / "b.zip", camp.NOON)
    race.append(3)
    restore(tmp_path / "b.zip", race.folder, camp.NOON, force=True)
    race.append(4)
    with race.read() as log:
        assert sorted(log.vector().values()) == [2, 3]
    aside = next(path for path in tmp_path.rglob("race.before-restore-*"))
    assert aside.name == "race.before-restore-20300317T174640Z"
    assert Machine(aside, race.home, "").bibs() == ["1", "2", "3"]


def test_a_backup_is_never_written_over(camp: Camp, race: Machine, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_text("yesterday's")
    with pytest.raises(LogRefused, match="never written over"):
        backup(race.folder, tmp_path / "b.zip", camp.NOON)
    with pytest.raises(NotARace):
        backup(tmp_path / "nothing", tmp_path / "c.zip", camp.NOON)
    with pytest.raises(LogRefused, match="no such folder"):
        backup(race.folder, tmp_path / "nowhere" / "c.zip", camp.NOON)


def test_a_full_folder_is_not_restored_into(camp: Camp, race: Machine, tmp_path: Path) -> None:
    backup(race.folder, tmp_path / "b.zip", camp.NOON)
    with pytest.raises(LogRefused, match="not empty"):
        restore(tmp_path / "b.zip", race.folder, camp.NOON)
    assert race.bibs() == ["1", "2"]
    (tmp_path / "empty").mkdir()
    restore(tmp_path / "b.zip", tmp_path / "empty", camp.NOON)


def test_a_race_in_use_is_not_replaced(camp: Camp, race: Machine, tmp_path: Path) -> None:
    backup(race.folder, tmp_path / "b.zip", camp.NOON)
    with race.write(), pytest.raises(LogRefused, match="is writing"):
        restore(tmp_path / "b.zip", race.folder, camp.NOON, force=True)
    assert race.bibs() == ["1", "2"]


def rewrite(source: Path, target: Path, change: dict[str, bytes], drop: str = "") -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if name != drop:
                new.writestr(name, change.pop(name, old.read(name)))
        for name, content in change.items():
            new.writestr(name, content)


OUTSIDE = ["../evil", "/etc/evil", "course/../../evil", "course\\evil", "course/..", "C:evil", "notes.txt"]


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_backup_that_climbs_out_is_refused(camp: Camp, race: Machine, tmp_path: Path, name: str) -> None:
    backup(race.folder, tmp_path / "b.zip", camp.NOON)
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        manifest = json.loads(archive.read("manifest.json"))
    manifest["parts"].append({"name": name, "size": 4, "digest": "0"})
    rewrite(tmp_path / "b.zip", tmp_path / "evil.zip", {"manifest.json": json.dumps(manifest).encode(), name: b"evil"})
    with pytest.raises(LogRefused, match="no place in a race folder"):
        restore(tmp_path / "evil.zip", tmp_path / "again", camp.NOON)
    assert not (tmp_path / "again").exists()
    assert not list(tmp_path.rglob("*evil"))


CHANGES: list[tuple[dict[str, bytes], str]] = [
    ({"race.toml": b"[face]\n"}, ""),
    ({"race.toml": b""}, ""),
    ({"more": b""}, ""),
    ({"manifest.json": b"{}"}, ""),
    ({}, "manifest.json"),
    ({}, "runners.csv"),
    ({}, "race.log"),
]


@pytest.mark.parametrize(("change", "drop"), CHANGES)
def test_a_changed_backup_is_refused_and_nothing_is_placed(
    camp: Camp, race: Machine, tmp_path: Path, change: dict[str, bytes], drop: str
) -> None:
    backup(race.folder, tmp_path / "b.zip", camp.NOON)
    rewrite(tmp_path / "b.zip", tmp_path / "c.zip", dict(change), drop)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(LogRefused):
        restore(tmp_path / "c.zip", tmp_path / "again", camp.NOON)
    assert sorted(tmp_path.iterdir()) == before


def test_a_cut_or_rotten_backup_is_refused(camp: Camp, race: Machine, tmp_path: Path) -> None:
    backup(race.folder, tmp_path / "b.zip", camp.NOON)
    whole = (tmp_path / "b.zip").read_bytes()
    for cut in range(0, len(whole), len(whole) // 20):
        (tmp_path / "cut.zip").write_bytes(whole[:cut])
        with pytest.raises(LogRefused):
            restore(tmp_path / "cut.zip", tmp_path / "again", camp.NOON)
        (tmp_path / "cut.zip").write_bytes(whole[:cut] + bytes([whole[cut] ^ 255]) + whole[cut + 1 :])
        try:
            restore(tmp_path / "cut.zip", tmp_path / "again", camp.NOON)
        except LogRefused:
            assert not (tmp_path / "again").exists()
        else:
            assert Machine(tmp_path / "again", race.home, "").bibs() == ["1", "2"]
            shutil.rmtree(tmp_path / "again")
    with pytest.raises(NotARace, match="no such backup"):
        restore(tmp_path / "none.zip", tmp_path / "again", camp.NOON)


def test_who_was_forgotten_after_the_backup_stays_forgotten_after_the_restore(
    camp: Camp, race: Machine, tmp_path: Path
) -> None:
    backup(race.folder, tmp_path / "b.zip", camp.NOON)
    with race.write() as log:
        log.append([Forgotten(Subject("s1"), Instant(camp.NOON))], camp.NOON)
    restore(tmp_path / "b.zip", race.folder, camp.NOON, force=True)
    with Vault.open(race.folder / "vault.db") as vault:
        assert vault.people() == {Subject("s2"): Person("Bo Dune")}


def test_a_second_restore_within_a_second_keeps_the_first_folder_too(camp: Camp, race: Machine, tmp_path: Path) -> None:
    backup(race.folder, tmp_path / "b.zip", camp.NOON)
    for _ in range(3):
        restore(tmp_path / "b.zip", race.folder, camp.NOON, force=True)
    assert len(list(race.folder.parent.glob("race.before-restore-*"))) == 3
