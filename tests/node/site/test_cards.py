"""Cards: the same bytes for the same words, drawn once, with a font that has the letters or with the bib."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from seen_races import seen_of
from sites import SETTINGS

from stagerace.node.site.cards import drawing
from stagerace.node.site.cards.card import Card, Line, card_path
from stagerace.node.site.cards.deck import Deck
from stagerace.node.site.cards.drawing import draw
from stagerace.node.site.cards.fonts import drawable, font_folders, font_for
from stagerace.node.site.folder_out import SiteFolder
from stagerace.node.site.page import SiteSeen
from stagerace.node.site.publishing import Site

CARD = Card("Ana Quill", "Bib 1", (Line("Bib 1"), Line("Finished stage 1 and is in camp.")), "Sahara 2031")
NOT_A_LETTER = "\U000e0fff"
"""A character that no font has."""


def site(count: int = 3) -> SiteSeen:
    seen = seen_of(count)
    return SiteSeen([seen], seen.at, SETTINGS)


def test_a_card_is_a_picture_of_the_usual_size_and_small() -> None:
    data = draw(CARD)
    with Image.open(BytesIO(data)) as image:
        assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(data) < 60_000
    assert draw(CARD) == data, "the same words give the same bytes"


def test_the_bib_stands_in_where_no_font_has_the_letters() -> None:
    named = Card(NOT_A_LETTER, "Bib 9", (Line(f"1. {NOT_A_LETTER}, 5:00:00", "1. Bib 9, 5:00:00"),), "Sahara 2031")
    plain = Card("Bib 9", "Bib 9", (Line("1. Bib 9, 5:00:00"),), "Sahara 2031")
    assert draw(named) == draw(plain)


@pytest.mark.skipif(not font_folders(), reason="no fonts are installed here")
def test_a_font_that_is_found_has_every_letter() -> None:
    assert font_for("Ana Quill", bold=True) is not None
    assert font_for(f"Ana {NOT_A_LETTER}", bold=True) is None


def test_without_any_font_a_card_is_drawn_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "font_for", lambda text, *, bold: None)
    with Image.open(BytesIO(draw(CARD))) as image:
        assert image.size == (1200, 630)


def test_pictures_and_signs_in_a_name_are_not_drawn() -> None:
    assert drawable("Ana \U0001f3c3\ufe0f\u200d Quill\n") == "Ana Quill"


def test_every_race_stage_and_runner_has_a_card_in_every_language() -> None:
    paths = set(Deck.of(site()).cards)
    for page in ("index", "stage-1", "runner-1"):
        assert {f"sahara-2031/{page}.html", f"es/sahara-2031/{page}.html"} <= paths


def test_a_card_says_what_it_shows_to_those_who_do_not_see_it() -> None:
    alt = Deck.of(site()).cards["sahara-2031/runner-1.html"].alt
    assert alt.startswith("Ana Quill. Bib 1. ")
    assert "Sahara 2031" in alt


def test_cards_are_drawn_when_asked_and_only_where_they_say_something_new(tmp_path: Path) -> None:
    out = Site(SiteFolder(tmp_path / "site"), SETTINGS, has_cards=True)
    out.write(site(1))
    assert not (tmp_path / "site" / "cards").exists(), "pages come first"
    assert out.draw(lambda: False) == 0
    drawn = out.draw()
    there = {file.name for file in (tmp_path / "site" / "cards").iterdir()}
    assert drawn == len(there) == len(out.deck.paths)
    out.write(site(1))
    assert out.draw() == 0
    assert {file.name for file in (tmp_path / "site" / "cards").iterdir()} == there


def test_a_card_that_no_page_names_any_more_is_removed(tmp_path: Path) -> None:
    out = Site(SiteFolder(tmp_path / "site"), SETTINGS, has_cards=True)
    out.write(site(1))
    out.out.add(stale := card_path(CARD), b"stale")
    out.write(site(1))
    assert not (tmp_path / "site" / stale).exists()


def test_a_page_names_its_card_with_a_whole_address_and_its_words(tmp_path: Path) -> None:
    out = Site(SiteFolder(tmp_path / "site"), SETTINGS, has_cards=True)
    out.write(site(1))
    page = (tmp_path / "site" / "sahara-2031" / "runner-1.html").read_text(encoding="utf-8")
    card = out.deck.cards["sahara-2031/runner-1.html"]
    assert f'<meta property="og:image" content="https://race.example/{card_path(card)}">' in page
    assert 'property="og:image:alt" content="Ana Quill. ' in page


def test_a_site_whose_address_nobody_knows_names_no_card() -> None:
    assert Deck.of(site()).shown("") == {}
