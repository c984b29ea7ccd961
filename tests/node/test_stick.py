"""A stick is whole or as it was, loses no record, and holds nobody's name unless asked for."""

import json
import shutil
from collections import namedtuple
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from calling import RACE_TOML, RUNNERS, must, write
from invented_wheels import anything
from packaging.requirements import Requirement

from stagerace.core.errors import NotARace, StageraceError
from stagerace.log import Contact, Medical, Person, Vault
from stagerace.node import bundling
from stagerace.node.bundling import Order, bundle, machine
from stagerace.node.folder import RaceFolder
from stagerace.node.stick import placing, start
from stagerace.node.stick.refused import StickRefused

HERE = Order(offline=True)
NOTE = "asthma, carries an inhaler"


@pytest.fixture
def race(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RaceFolder:
    monkeypatch.setenv("STAGERACE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(bundling, "from_here", anything)
    monkeypatch.setattr(bundling, "repack_own", own_wheel)
    folder = tmp_path / "sahara-2031"
    write(folder, "race.toml", RACE_TOML)
    write(folder, "runners.csv", RUNNERS)
    must("import", folder, folder / "runners.csv", "--as", "entries")
    with Vault.open(folder / "vault.db", write=True) as vault:
        subject = min(vault.subjects())
        vault.seal(subject, Contact("+46 555 0100"))
        vault.seal(subject, Medical(NOTE))
    return RaceFolder(folder)


def own_wheel(into: Path) -> Path:
    anything([Requirement("stagerace")], into)
    return next(into.glob("stagerace-*"))


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def held(stick: Path) -> dict[str, bytes]:
    files = [
        path for path in stick.rglob("*") if path.is_file() and not path.name.endswith(("-shm", "-wal", "-writer"))
    ]
    return {path.relative_to(stick).as_posix(): path.read_bytes() for path in files}


def said(stick: Path) -> dict[str, Any]:
    return json.loads((stick / "stagerace" / "bundle.json").read_text())


def test_a_stick_holds_script_readme_wheels_and_the_log_and_a_digest_of_each(race: RaceFolder, stick: Path) -> None:
    about = bundle(race, stick, HERE).about
    files = {name.removeprefix("stagerace/") for name in held(stick)}
    assert {"start.py", "README.txt", "bundle.json", "race/race.log", "race/race.toml"} <= files
    assert files == {*about.files, "bundle.json"}
    assert len((stick / "stagerace" / "README.txt").read_text().splitlines()) == 5
    assert sorted(path.name for path in stick.iterdir()) == ["stagerace"]


def test_no_name_is_in_any_byte_of_a_stick_unless_asked_for(race: RaceFolder, stick: Path) -> None:
    bundle(race, stick, HERE)
    content = b"".join(held(stick).values())
    assert not [name for name in ("Duarte", "Björn", "Chen Wei", "Okafor", "555 0100") if name.encode() in content]
    assert not (stick / "stagerace" / "race" / "vault.db").exists()


def test_with_people_the_names_are_on_it_and_no_medical_note_nor_its_key(race: RaceFolder, stick: Path) -> None:
    assert bundle(race, stick, Order(offline=True, with_people=True)).about.people == 4
    with Vault.open(stick / "stagerace" / "race" / "vault.db") as vault:
        assert Person("Ana Duarte") in vault.people().values()
        assert vault.read_all(Medical) == {}
        assert list(vault.read_all(Contact).values()) == [Contact("+46 555 0100")]
    with race.vault() as vault:
        keys = [line[0] for line in vault._connection.execute("SELECT value FROM medical_secret")]
    content = b"".join(held(stick).values())
    assert keys
    assert not [key for key in keys if key in content]
    assert NOTE.encode() not in content


def test_a_second_time_updates_what_is_there(race: RaceFolder, stick: Path, tmp_path: Path) -> None:
    before = bundle(race, stick, HERE).about.position
    times = write(tmp_path, "t.csv", "stage,bib,status,elapsed\n1,1,finished,5:00:00\n")
    must("import", race.path, times, "--as", "stage-times")
    assert bundle(race, stick, HERE).about.position == before + 1
    assert sorted(path.name for path in stick.iterdir()) == ["stagerace"]


def test_records_that_only_the_stick_has_are_never_lost(race: RaceFolder, stick: Path, tmp_path: Path) -> None:
    bundle(race, stick, HERE)
    times = write(tmp_path, "t.csv", "stage,bib,status,elapsed\n1,1,finished,5:00:00\n")
    must("import", stick / "stagerace" / "race", times, "--as", "stage-times")
    before = held(stick)
    with pytest.raises(StickRefused, match="stagerace sync"):
        bundle(race, stick, HERE)
    assert held(stick) == before
    must("sync", race.path, stick / "stagerace" / "race")
    bundle(race, stick, HERE)


def test_another_races_bundle_and_what_is_no_bundle_stay(race: RaceFolder, stick: Path, tmp_path: Path) -> None:
    write(tmp_path / "other", "race.toml", RACE_TOML)
    must("adopt", tmp_path / "other")
    bundle(RaceFolder(tmp_path / "other"), stick, HERE)
    with pytest.raises(StickRefused, match="another folder"):
        bundle(race, stick, HERE)
    shutil.rmtree(stick / "stagerace")
    write(stick, "stagerace/holiday.txt", "sand")
    with pytest.raises(StickRefused, match="something else"):
        bundle(race, stick, HERE)
    assert held(stick) == {"stagerace/holiday.txt": b"sand"}


@pytest.mark.parametrize("at", range(15))
def test_cut_off_anywhere_the_stick_is_as_it_was_or_whole(
    race: RaceFolder, stick: Path, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle(race, stick, HERE)
    before = held(stick)
    steps = iter(range(at, -1, -1))

    def pulled(done: object) -> None:
        if next(steps, 0) == 0:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(placing.os, "fsync", pulled)
    with pytest.raises(StageraceError):
        bundle(race, stick, Order(offline=True, with_people=True))
    monkeypatch.undo()
    # The last of all steps makes the rename safe: then the new one is there.
    is_whole = held(stick).keys() == {f"stagerace/{name}" for name in (*said(stick)["files"], "bundle.json")}
    assert held(stick) == before if at < 14 else is_whole and said(stick)["people"] == 4


def test_what_a_power_cut_left_is_cleared_and_the_older_bundle_comes_back(race: RaceFolder, stick: Path) -> None:
    bundle(race, stick, HERE)
    before = held(stick)
    (stick / "stagerace").rename(stick / ".stagerace-before")
    write(stick, ".stagerace-half/race/race.log", "half")
    placing.tidy(stick)
    assert held(stick) == before


def test_a_stick_too_small_is_told_before_anything_is_written(
    race: RaceFolder, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(placing.shutil, "disk_usage", lambda path: usage(10_000, 9_000, 1_000))
    with pytest.raises(StickRefused, match="are free"):
        bundle(race, stick, HERE)
    assert held(stick) == {}


def test_a_wheel_that_is_nowhere_leaves_the_stick_as_it_was(
    race: RaceFolder, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(needs: Sequence[Requirement], into: Path) -> None: ...

    monkeypatch.setattr(bundling, "from_here", nothing)
    with pytest.raises(StickRefused, match="no wheel of"):
        bundle(race, stick, HERE)
    assert held(stick) == {}


def test_what_is_installed_here_does_not_run_on_another_kind_of_machine(race: RaceFolder, stick: Path) -> None:
    with pytest.raises(StickRefused, match="another kind"):
        bundle(race, stick, Order(offline=True, machines=(machine("windows-amd64"),)))
    with pytest.raises(StickRefused, match="no kind of machine"):
        machine("amiga")


def test_a_stick_that_is_not_there_and_a_race_without_a_log_are_told(race: RaceFolder, tmp_path: Path) -> None:
    with pytest.raises(NotARace, match="mount"):
        bundle(race, tmp_path / "nowhere", HERE)
    with pytest.raises(StickRefused, match="in the race folder"):
        bundle(race, race.path, HERE)
    write(tmp_path / "draft", "race.toml", RACE_TOML)
    with pytest.raises(NotARace, match="nothing was imported"):
        bundle(RaceFolder(tmp_path / "draft"), tmp_path, HERE)


@pytest.fixture
def script(race: RaceFolder, stick: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    bundle(race, stick, HERE)
    monkeypatch.setattr(start, "HERE", stick / "stagerace")
    return stick / "stagerace"


def about(script: Path, **otherwise: object) -> dict[str, Any]:
    return said(script.parent) | otherwise


def test_the_script_takes_a_whole_stick_on_the_right_laptop(script: Path) -> None:
    assert start.check_stick(about(script)).is_file()


def test_the_script_says_which_python_and_which_laptop_it_needs(script: Path) -> None:
    with pytest.raises(SystemExit, match=r"Python .* needs 2\.7"):
        start.check_stick(about(script, python="2.7"))
    with pytest.raises(SystemExit, match="the stick is for amiga"):
        start.check_stick(about(script, machines=["amiga"]))


@pytest.mark.parametrize("name", ["race/race.log", "README.txt"])
def test_the_script_notices_a_damaged_or_missing_file(script: Path, name: str) -> None:
    listed = about(script)
    (script / name).write_bytes((script / name).read_bytes()[:-1] + b"?")
    with pytest.raises(SystemExit, match="damaged"):
        start.check_stick(listed)
    (script / name).unlink()
    with pytest.raises(SystemExit, match="missing"):
        start.check_stick(listed)


def test_the_script_leaves_a_race_that_is_there_as_it_is(script: Path, tmp_path: Path) -> None:
    made = start.copy_race(tmp_path, "copied")
    assert (made / "race.log").read_bytes() == (script / "race" / "race.log").read_bytes()
    (made / "race.log").write_bytes(b"grown")
    start.copy_race(tmp_path, "copied")
    assert (made / "race.log").read_bytes() == b"grown"


def test_the_script_asks_for_room_first(script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(start.shutil, "disk_usage", lambda path: usage(10_000, 9_000, 1_000))
    with pytest.raises(SystemExit, match="needed"):
        start.check_room(tmp_path / "not" / "yet")
