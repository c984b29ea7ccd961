"""Backups while serving: tried out before they count, thinned out, and an alarm before the disk is full."""

import os
import shutil
import stat
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagerace.core.clock import HOUR, MINUTE, Instant
from stagerace.core.errors import LogRefused
from stagerace.log import Log, create_log, open_log, restore
from stagerace.node import keeping
from stagerace.node.keeping import NEWEST, Keeper, keep_one, low_disks, try_out, unwanted

NOON = Instant(1_930_219_200_000)


@pytest.fixture
def race(tmp_path: Path) -> Path:
    folder = tmp_path / "sahara"
    folder.mkdir()
    create_log(folder / "race.log", NOON, race="sahara-2031")
    open_log(folder / "race.log", write=True, home=tmp_path / "home", now=NOON, label="hq").close()
    return folder


def roomy(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    usage = SimpleNamespace(total=100, used=100 - free, free=free)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage)


def test_a_round_makes_a_backup_in_each_folder_that_can_be_restored(
    race: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roomy(monkeypatch, 50)
    stick = tmp_path / "stick"
    stick.mkdir()
    keeper = Keeper(race, lambda: NOON, second=stick)
    kept = keeper.round()
    assert (kept.at, kept.position, kept.alarms) == (NOON, 1, ())
    (own,), (other,) = (list(folder.iterdir()) for folder in keeper.folders)
    assert own.name == other.name == "backup-20310302T120000Z.zip"
    assert stat.S_IMODE(own.stat().st_mode) == 0o600
    assert stat.S_IMODE(own.parent.stat().st_mode) == 0o700
    restore(other, tmp_path / "back", NOON)
    with open_log(tmp_path / "back" / "race.log") as log:
        assert log.position == 1


def test_a_backup_that_cannot_be_restored_is_set_aside_with_an_alarm_and_the_older_ones_stay(
    race: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roomy(monkeypatch, 50)
    watch = [NOON]
    told: list[str] = []
    keeper = Keeper(race, lambda: watch[0], tell=told.append)
    keeper.round()
    whole = keeping.backup

    def spoil(folder: Path, file: Path, now: Instant) -> None:
        whole(folder, file, now)
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 0xFF
        file.write_bytes(data)

    monkeypatch.setattr(keeping, "backup", spoil)
    watch[0] = Instant(NOON + 10 * MINUTE)
    kept = keeper.round()
    assert kept.at == NOON, "the last good one"
    assert "cannot be trusted" in kept.alarms[0]
    assert told == list(kept.alarms)
    keeper.round()
    assert len(told) == 1, "an alarm is told once"
    names = sorted(path.name for path in keeper.folders[0].iterdir())
    assert names == ["backup-20310302T120000Z.zip", "backup-20310302T121000Z.damaged"]


def test_a_stick_that_was_pulled_out_is_an_alarm_and_the_other_folder_is_served(
    race: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roomy(monkeypatch, 50)
    kept = Keeper(race, lambda: NOON, second=tmp_path / "pulled" / "out").round()
    assert kept.position == 1
    assert len(kept.alarms) == 1


def test_under_a_fifth_free_is_an_alarm(race: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    roomy(monkeypatch, 20)
    assert low_disks([race]) == []
    roomy(monkeypatch, 19)
    (alarm,) = low_disks([race, race / "course"])
    assert "19%" in alarm
    assert "free some space" in alarm


def test_what_a_killed_round_left_is_swept_away(race: Path) -> None:
    folder = race.with_name("sahara-backups")
    for name in (".try-abc", ".backup-def", "mine"):
        (folder / name / "race").mkdir(parents=True)
    old = NOON / 1000 - 2 * 3600
    for name in (".try-abc", ".backup-def", "mine"):
        os.utime(folder / name, (old, old))
    assert keep_one(race, folder, NOON) == 1
    assert sorted(path.name for path in folder.iterdir()) == ["backup-20310302T120000Z.zip", "mine"]


def test_a_thread_makes_them_and_stops(race: Path) -> None:
    keeper = Keeper(race, lambda: NOON, every=1)
    keeper.start()
    for _ in range(200):
        if keeper.last.position:
            break
        keeper._end.wait(0.02)
    keeper.stop(10)
    assert keeper.last.position == 1
    assert try_out(next(keeper.folders[0].iterdir()), NOON) == 1


def test_a_backup_is_made_while_the_log_is_written(race: Path, tmp_path: Path) -> None:
    with open_log(race / "race.log", write=True, home=tmp_path / "home", now=NOON, label="hq") as log:
        assert isinstance(log, Log)
        assert keep_one(race, tmp_path / "b", NOON) == log.position
        with pytest.raises(LogRefused):
            open_log(race / "race.log", write=True, home=tmp_path / "home", now=NOON, label="x", patience=0)


def name_at(minute: int) -> str:
    return f"backup-{keeping._moment(Instant(NOON + minute * MINUTE)):%Y%m%dT%H%M%SZ}.zip"


@given(st.sets(st.integers(0, 10_000), max_size=60))
def test_the_newest_and_one_an_hour_are_kept_whatever_was_there(minutes: set[int]) -> None:
    names = {name_at(minute): minute for minute in minutes}
    gone = set(unwanted(names))
    kept = sorted(minute for name, minute in names.items() if name not in gone)
    assert sorted(minutes)[-NEWEST:] == kept[-NEWEST:]
    recent = {minute // 60 for minute in minutes if minutes and (max(minutes) - minute) * MINUTE < 71 * HOUR}
    assert recent <= {minute // 60 for minute in kept}
    assert unwanted(name_at(minute) for minute in kept) == [], "once thinned out, nothing more goes"


def test_a_race_backed_up_every_ten_minutes_for_days_leaves_77_files() -> None:
    here: list[str] = []
    for minute in range(0, 4 * 24 * 60, 10):
        here.append(name_at(minute))
        gone = set(unwanted(here))
        here = [name for name in here if name not in gone]
    assert len(here) == 72 + 5, "the first of 72 hours, and the last ones of the present hour"
