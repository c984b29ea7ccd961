"""`stagerace sync` with the address of a camp node, and `stagerace devices --invite`: what people see."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from calling import Said, must, stagerace
from camps import NOON, Site, open_site, served

from laptops import Laptop, invited
from races import seen

NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("STAGERACE_HOME", str(tmp_path / "camp-home"))
    site = open_site(tmp_path, people=(), own_home=tmp_path / "camp-home")
    with served(site):
        yield site
    site.camp.close()


def on(laptop: Laptop, *words: str | Path) -> Said:
    with laptop.at_work():
        return stagerace(*words)


def test_a_laptop_is_taken_in_gets_everything_and_brings_its_own(site: Site, tmp_path: Path) -> None:
    laptop = Laptop(tmp_path / "two")
    folder = laptop.folder.path
    said = on(laptop, "sync", folder, site.url, "--code", invited(site, "timekeeper", "1CP1"))
    assert said.status == 0, said
    assert said.out.startswith(f"This machine was taken in as timekeeper 1CP1, device {laptop.keys.device}.\n")
    assert re.search(rf"\d+ records came, \d went: {site.camp.label} \({site.camp.node}\)\.\n", said.out)
    laptop.append(seen("2", "1CP1", NOON))
    assert "0 records came, 2 went" in on(laptop, "sync", folder, f"{site.url}/").out, "a passing, a clock anchor"
    assert on(laptop, "standings", folder).out.count("on course, 1CP1") == 2


def test_an_auditor_is_told_what_stays_with_it(site: Site, tmp_path: Path) -> None:
    laptop = Laptop(tmp_path / "two")
    on(laptop, "sync", laptop.folder.path, site.url, "--code", invited(site, "auditor"))
    said = on(laptop, "sync", laptop.folder.path, site.url)
    assert said.status == 0
    assert re.search(r"^missing there: .* \(n\w+\): it holds nothing, we hold 1$", said.err, re.MULTILINE)


@pytest.mark.parametrize(("words", "what"), [
    (["--code", "guess"], "nobody was invited with this code"),
    ([], "there is no log here; a code from the camp node makes one"),
])  # fmt: skip
def test_a_wrong_code_and_none_at_all_are_said_and_make_no_folder(
    site: Site, tmp_path: Path, words: list[str], what: str
) -> None:
    laptop = Laptop(tmp_path / "two")
    said = on(laptop, "sync", laptop.folder.path, site.url, *words)
    assert said.status == 1
    assert what in said.err
    assert not laptop.folder.path.exists()


def test_a_code_used_by_another_machine_is_said(site: Site, tmp_path: Path) -> None:
    one, two = Laptop(tmp_path / "one"), Laptop(tmp_path / "two")
    code = invited(site, "auditor")
    on(one, "sync", one.folder.path, site.url, "--code", code)
    said = on(two, "sync", two.folder.path, site.url, "--code", code)
    assert (said.status, "used already, by another device" in said.err) == (1, True)


def test_where_nobody_answers_the_address_and_what_to_do_are_said(tmp_path: Path, folder: Path) -> None:
    for target in (NOWHERE, "https://127.0.0.1:9"):
        said = stagerace("sync", folder, target)
        assert said.status == 1
        assert f"{target}: no answer" in said.err
        assert "check the address and the network" in said.err
    assert stagerace("sync", tmp_path / "new", NOWHERE, "--code", "x").status == 1
    assert not (tmp_path / "new").exists()
    assert "this is no address" in stagerace("sync", folder, "http://hq:eighty").err


def test_options_that_do_not_go_together_are_refused(folder: Path, tmp_path: Path) -> None:
    assert stagerace("sync", folder, NOWHERE, "--with-people").status == 2
    for option in ("--code=x", "--any-certificate"):
        said = stagerace("sync", folder, tmp_path, option)
        assert said.status == 2
        assert option.partition("=")[0] in said.err
    for words in (["--code", "x"], ["--place", "1CP1"]):
        assert stagerace("serve", folder, "--port", "0", *words[:2]).status == 2
    assert stagerace("devices", folder, "--place", "1CP1").status == 2
    assert stagerace("devices", folder, "--label", "tablet B").status == 2


def test_devices_invites_while_nobody_serves(folder: Path) -> None:
    said = must("devices", folder, "--invite", "captain", "--place", "1CP1", "--label", "board")
    assert re.search(r"captain 1CP1 board, good for 15 minutes: \S{20,}\n", said.out)
    assert "the first" in must("devices", folder).out
    said = stagerace("devices", folder, "--invite", "captain")
    assert (said.status, "belongs to one checkpoint" in said.err) == (1, True)
    assert stagerace("devices", folder, "--invite", "king").status == 1


def test_a_replica_whose_camp_node_does_not_answer_is_not_made_of_nothing(tmp_path: Path) -> None:
    said = stagerace("serve", tmp_path / "new", "--port", "0", "--replica-of", NOWHERE, "--code", "x")
    assert said.status == 1
    assert f"{NOWHERE}: no answer" in said.err
    assert not (tmp_path / "new").exists()
    said = stagerace("serve", tmp_path / "new", "--port", "0", "--replica-of", NOWHERE)
    assert said.status == 1
