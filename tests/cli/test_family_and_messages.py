"""The race office at the command line: family links and their cards, messages and their sheets."""

import re
from pathlib import Path

import pytest
from calling import must, stagerace, write

from stagerace.core.clock import DAY, Instant
from stagerace.core.names import Bib
from stagerace.node import clock
from stagerace.node.consenting import consents_of
from stagerace.node.folder import RaceFolder
from stagerace.node.messages.box import drop_in, letters, note

SITE = '[site]\nurl = "https://race.example"\nphone = "+20 555 0100"\n[[tent]]\nname = "Tent 4"\nbibs = "1-2"\n'


@pytest.fixture
def office(folder: Path) -> Path:
    """A race whose organiser said where the site lies and who sleeps where."""
    write(folder, "site.toml", SITE)
    return folder


def test_a_link_is_opened_with_a_card_and_taken_back(office: Path, tmp_path: Path) -> None:
    said = must("family", office, "2", "--language", "es", "--print", tmp_path / "cards")
    address = re.search(r"https://race\.example/es/f/[\w-]{22}\.html", said.out)
    assert address
    card = (tmp_path / "cards" / "family-2.html").read_text(encoding="utf-8")
    assert address[0] in card
    assert "+20 555 0100" in card
    assert "taken back" in must("family", office, "2", "--revoke").out
    assert "was not open" in must("family", office, "2", "--revoke").out


def test_everyone_who_agreed_gets_a_card(office: Path, tmp_path: Path) -> None:
    assert "Nobody agreed" in must("family", office, "--all").out
    for bib in ("1", "3"):
        must("consent", office, bib, "--family", "yes")
    assert "2 cards to print" in must("family", office, "--all", "--print", tmp_path / "cards").out
    cards = (tmp_path / "cards" / "family-links.html").read_text(encoding="utf-8")
    assert cards.count("<article>") == 2
    assert consents_of(RaceFolder(office).view(), clock.now()).who_agreed("family") == ["1", "3"]


def test_a_call_that_names_nobody_or_both_is_refused(office: Path) -> None:
    assert stagerace("family", office).status == 2
    assert stagerace("family", office, "1", "--all").status == 2


def test_messages_are_counted_and_printed_once_a_sheet_a_tent(office: Path, tmp_path: Path) -> None:
    folder = RaceFolder(office)
    view = folder.view()
    assert view.facts.plan
    before = Instant(view.facts.plan.stages[0].start - DAY)
    letter = drop_in(folder, view.facts.entries[Bib("1")].subject, "Mum", "Walk on", before)
    assert letter
    assert "1  to be read" in must("messages", office).out
    note(folder, [(letter, "passed_on")], before, "hq")
    assert "1 sheet to print" in must("messages", office, "--print", tmp_path / "out").out
    sheet = (tmp_path / "out" / "messages.html").read_text(encoding="utf-8")
    assert "Tent 4" in sheet
    assert "Walk on" in sheet
    assert [each.state for each in letters(folder)] == ["printed"]
    assert "Nothing is to be printed" in must("messages", office, "--print", tmp_path / "out").out


def test_nothing_is_printed_while_the_long_stage_is_on(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = RaceFolder(office).view().facts.plan
    assert plan
    monkeypatch.setattr("stagerace.cli.messages.now", lambda: Instant(plan.by_number[2].start + 1))  # type: ignore[index]
    refused = stagerace("messages", office, "--print", tmp_path / "out")
    assert refused.status == 1
    assert "long stage is on" in refused.err
    assert "long stage is on" in must("messages", office).err


def test_no_link_is_opened_whose_card_cannot_be_written(office: Path, tmp_path: Path) -> None:
    (tmp_path / "cards").write_text("a file")
    assert "cannot be written" in stagerace("family", office, "2", "--print", tmp_path / "cards").err
    assert consents_of(RaceFolder(office).view(), clock.now()).who_agreed("family") == []
