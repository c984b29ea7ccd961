"""A family link is opened, stands still, is taken back: its secret is in the vault and its page alone."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from races import at, plan, seen
from stagerace.core.clock import HOUR, Instant
from stagerace.core.errors import BadInput
from stagerace.core.names import Bib, Subject
from stagerace.core.records import Body, ConsentGiven, Entered, GateFrozen, PlanAdopted
from stagerace.log import Link, Person, create_log, find_traces, open_log
from stagerace.node.family.linking import FamilyDoor, append_to, link_of, open_link, revoke_link
from stagerace.node.family.sheet import family_sheet
from stagerace.node.folder import RaceFolder
from stagerace.node.forgetting import forget
from stagerace.node.site.publishing import LoneRace, publish

NOON = at(1, "4:00:00")
SITE = '[site]\nurl = "https://race.example"\nphone = "+20 555 0100"\n'
NAME = "Zora Quill"


@pytest.fixture
def race(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RaceFolder:
    """A race of two on their way, published nowhere yet."""
    monkeypatch.setenv("STAGERACE_HOME", str(tmp_path / "home"))
    folder = RaceFolder(tmp_path / "race")
    folder.path.mkdir()
    (folder.path / "site.toml").write_text(SITE, encoding="utf-8")
    create_log(folder.log_path, NOON, race="sahara-2031")
    write(folder, PlanAdopted(plan()), *(Entered(Bib(bib), who(bib)) for bib in ("12", "7")))
    write(folder, seen("12", "1CP1", at(1, "2:00:00"), "in"))
    with folder.vault(write=True) as vault:
        vault.seal(who("12"), Person(NAME))
    return folder


def who(bib: str) -> Subject:
    return Subject(f"subject{bib}")


def write(folder: RaceFolder, *bodies: Body, when: Instant = NOON) -> None:
    append_to(folder, when)(bodies)


def opened(folder: RaceFolder, bib: str = "12", language: str = "", when: Instant = NOON) -> FamilyDoor:
    return open_link(folder, folder.view(), Bib(bib), when, append_to(folder, when), language)


def taken_back(folder: RaceFolder, bib: str = "12") -> bool:
    return revoke_link(folder, folder.view(), Bib(bib), NOON, append_to(folder, NOON))


def site(folder: RaceFolder, when: Instant = NOON) -> Mapping[str, bytes]:
    out = folder.path.parent / "site"
    publish(LoneRace.of(folder), out, when)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def token_of(door: FamilyDoor) -> str:
    return door.address.rpartition("/")[2].removesuffix(".html")


def test_an_open_link_is_a_page_by_name_with_the_number_to_ring_that_nothing_leads_to(race: RaceFolder) -> None:
    token = token_of(opened(race))
    files = site(race)
    page = files[f"f/{token}.html"].decode()
    assert NAME in page
    assert 'href="tel:+205550100"' in page
    assert '<meta name="robots" content="noindex' in page
    assert f"es/f/{token}.html" in files
    assert not any(NAME.encode() in data or token.encode() in data for path, data in files.items() if "f/" not in path)


def test_a_link_taken_back_is_gone_at_the_next_publication_and_a_later_one_is_another(race: RaceFolder) -> None:
    first = opened(race)
    assert f"f/{token_of(first)}.html" in site(race)
    assert opened(race) == first
    assert taken_back(race)
    assert not taken_back(race)
    assert link_of(race, race.view(), Bib("12"), NOON) is None
    assert not any(path.startswith(("f/", "es/f/")) for path in site(race))
    again = opened(race)
    assert token_of(again) != token_of(first)
    assert f"f/{token_of(first)}.html" not in site(race)


def test_a_word_taken_back_by_hand_closes_the_page_and_the_old_address_never_comes_back(race: RaceFolder) -> None:
    first = opened(race)
    write(race, ConsentGiven(who("12"), "family", NOON, False))
    assert f"f/{token_of(first)}.html" not in site(race)
    assert token_of(opened(race)) != token_of(first)


def test_the_secret_stands_in_no_record_and_nowhere_in_the_clear(race: RaceFolder) -> None:
    token = token_of(opened(race))
    with open_log(race.log_path) as log:
        assert token not in repr(log.read())
    assert find_traces(race.path, [token]) == []


def test_who_is_forgotten_takes_the_link_along(race: RaceFolder) -> None:
    token = token_of(opened(race))
    assert f"f/{token}.html" in site(race)
    forget(race, Bib("12"), NOON)
    with race.vault() as vault:
        assert vault.read_all(Link) == {}
    files = site(race)
    assert not any(token in path or token.encode() in data for path, data in files.items())


def test_the_familys_page_stands_still_with_the_public_one(race: RaceFolder) -> None:
    page = f"f/{token_of(opened(race))}.html"
    write(race, GateFrozen(NOON, "12", by="Ana"))
    before = site(race, Instant(NOON + HOUR))[page]
    write(race, seen("12", "1CP2", Instant(NOON + 1), "in"))
    files = site(race, Instant(NOON + HOUR))
    assert files[page] == before
    assert "CP2</th>" not in files["sahara-2031/runner-12.html"].decode()


def test_a_link_needs_somebody_and_a_place_to_lead_to(race: RaceFolder) -> None:
    with pytest.raises(BadInput, match="nobody entered wears 99"):
        opened(race, "99")
    with pytest.raises(BadInput, match="does not speak"):
        opened(race, language="fr")
    (race.path / "site.toml").unlink()
    with pytest.raises(BadInput, match="url = "):
        opened(race)


@given(st.text(max_size=60), st.sampled_from(["en", "es"]), st.sampled_from(["", "+20 555"]), st.integers(1, 3))
def test_a_card_holds_the_code_the_number_and_what_is_told_in_the_familys_language(
    name: str, language: str, phone: str, many: int
) -> None:
    door = FamilyDoor(Bib("12"), name, "Sahara 2031", "https://race.example/f/abc.html", language, phone)
    sheet = family_sheet([door] * many)
    assert sheet.count("<svg") == sheet.count("<article>") == many
    assert ("No dice" in sheet) == (language == "es")
    assert "It does not tell" in sheet
    assert (phone in sheet) if phone else ("Ring us" not in sheet)
    assert not re.search(r"https?://(?!race\.example|www\.w3\.org)", sheet)
