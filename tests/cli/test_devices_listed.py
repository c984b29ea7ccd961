"""`stagerace devices`, as the person at headquarters calls it."""

import json
from pathlib import Path

import pytest
from calling import RACE_TOML, RUNNERS, stagerace

from stagerace.core.clock import Instant
from stagerace.log.keys import new_keys
from stagerace.node.clock import now
from stagerace.node.enrolling import Enrolling
from stagerace.node.folder import RaceFolder
from stagerace.node.home import home

PASSINGS = "bib,checkpoint,time\n1,1CP1,2031-03-02T09:30:00\n"


@pytest.fixture
def race(tmp_path: Path) -> Path:
    folder = tmp_path / "sahara-2031"
    folder.mkdir()
    (folder / "race.toml").write_text(RACE_TOML, encoding="utf-8")
    (folder / "runners.csv").write_text(RUNNERS, encoding="utf-8")
    assert stagerace("import", folder, folder / "runners.csv", "--as", "entries").status == 0
    return folder


def take_in(race: Path, label: str) -> str:
    """A timekeeper's tablet invited and enrolled here; its name."""
    keys = new_keys()
    with RaceFolder(race).write(now()) as log:
        enrolling = Enrolling(home(), log.meta.log_id, "hq")
        invitation = enrolling.invite(log, "timekeeper", "1CP1", label, now())
        enrolling.enrol(log, invitation.token, keys.sign_key, keys.box_key, "", Instant(now() + 1))
    return keys.device


def test_a_laptop_alone_is_told_that_everything_counts(race: Path) -> None:
    said = stagerace("devices", race)
    assert said.status == 0
    assert "No device was enrolled yet: everything that is written counts." in said.out


def test_devices_are_listed_and_one_is_revoked_by_its_first_letters(race: Path) -> None:
    tablet = take_in(race, "tablet B")
    said = stagerace("devices", race)
    assert f"{tablet}  tablet B  timekeeper 1CP1" in said.out
    assert "the first" in said.out
    said = stagerace(
        "devices", race, "--revoke", tablet[:8], "--from", "2031-03-02T14:00", "--reason", "left in a taxi"
    )
    assert said.status == 0
    assert "revoked from 14:00 on 2 Mar (left in a taxi)" in said.out
    told = json.loads(stagerace("devices", race, "--format", "json").out)
    (line,) = [device for device in told["devices"] if device["device"] == tablet]
    assert [cut["reason"] for cut in line["revoked"]] == ["left in a taxi"]
    assert told["root"] == told["devices"][0]["device"]


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("--revoke", "dxyz"), 1, "no device is called 'dxyz'"),
        (("--from", "2031-03-02T14:00"), 2, "--revoke"),
        (("--reason", "lost"), 2, "--revoke"),
    ],
)
def test_a_call_that_names_no_device_changes_nothing(
    race: Path, words: tuple[str, ...], status: int, told: str
) -> None:
    take_in(race, "tablet B")
    before = RaceFolder(race).view().records
    said = stagerace("devices", race, *words)
    assert said.status == status
    assert told in said.err + said.out
    assert RaceFolder(race).view().records == before


def test_what_a_machine_that_is_not_enrolled_writes_reaches_no_result_and_check_names_it(
    race: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(race, "tablet B")
    (tmp_path / "late.csv").write_text(PASSINGS, encoding="utf-8")
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("STAGERACE_HOME", str(tmp_path / "another machine"))
        stagerace("import", race, tmp_path / "late.csv", "--as", "passings")
    assert RaceFolder(race).view().facts.passings == {}
    said = stagerace("check", race)
    assert said.status == 1
    assert "2 records count for nothing" in said.out
    assert "was never enrolled" in said.out
    assert "not enrolled" in stagerace("devices", race).out
