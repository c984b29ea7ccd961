"""Every page of every scene: valid, whole in its links, without script or style of its own, alike in each language."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import PurePosixPath
from urllib.parse import unquote, urldefrag

import html5lib
import pytest
from scenes import LONG, SCENES

from stagerace.node.site.settings import LANGUAGES
from stagerace.node.site.wording import words

XHTML = "{http://www.w3.org/1999/xhtml}"


@cache
def site(name: str) -> Mapping[str, bytes]:
    return SCENES[name]()


@cache
def pages(name: str) -> dict[str, object]:
    """Every page, read by a parser that takes no mistake."""
    parser = html5lib.HTMLParser(strict=True)
    return {path: parser.parse(data.decode()) for path, data in site(name).items() if path.endswith(".html")}


each_scene = pytest.mark.parametrize(
    "name", [name if name == "on the way" else pytest.param(name, marks=pytest.mark.slow) for name in SCENES]
)


@each_scene
def test_every_page_is_valid_and_has_one_heading_of_its_own(name: str) -> None:
    for path, page in pages(name).items():
        headings = page.findall(f".//{XHTML}h1")  # type: ignore[attr-defined]
        assert len(headings) == 1, path
        assert page.get("lang") in LANGUAGES, path  # type: ignore[attr-defined]
        assert "".join(page.find(f".//{XHTML}title").itertext()).strip(), path  # type: ignore[attr-defined]


@each_scene
def test_no_name_stands_twice_in_a_page(name: str) -> None:
    for path, page in pages(name).items():
        ids = [each.get("id") for each in page.iter() if each.get("id")]  # type: ignore[attr-defined]
        assert len(ids) == len(set(ids)), (path, sorted(each for each in ids if ids.count(each) > 1))


@each_scene
def test_no_link_leads_nowhere(name: str) -> None:
    anchors = {path: {each.get("id") for each in page.iter()} for path, page in pages(name).items()}  # type: ignore[attr-defined]
    lost = []
    for path, page in pages(name).items():
        for each in page.iter():  # type: ignore[attr-defined]
            target = each.get("href") or each.get("src")
            if not target or re.match(r"[a-z]+:", target) or each.get("data-head") == target:
                continue
            file, anchor = urldefrag(target)
            there = _there(path, unquote(file)) if file else path
            if there != "head.json" and (there not in site(name) or (anchor and anchor not in anchors.get(there, ()))):
                lost.append((path, target))
    assert lost == []


def _there(path: str, target: str) -> str:
    parts: list[str] = []
    for part in (PurePosixPath(path).parent / target).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


@each_scene
def test_no_page_has_a_script_or_a_style_of_its_own(name: str) -> None:
    for path, page in pages(name).items():
        for each in page.iter():  # type: ignore[attr-defined]
            tag = str(each.tag)
            assert not each.get("style"), (path, tag)
            assert not [key for key in each.attrib if str(key).startswith("on")], (path, tag)
            assert not tag.endswith("}style"), path
            if tag.endswith("}script"):
                assert each.get("src") or each.get("type") == "application/ld+json", path


@each_scene
def test_every_picture_has_a_title_a_description_and_its_numbers_in_a_table(name: str) -> None:
    svg = "{http://www.w3.org/2000/svg}"
    for path, page in pages(name).items():
        for figure in page.iter(f"{XHTML}figure"):  # type: ignore[attr-defined]
            pictures = [each for each in figure.iter(f"{svg}svg") if each.get("role") == "img"]
            if pictures:
                assert all(each.find(f"{svg}title") is not None for each in pictures), path
                assert all(each.find(f"{svg}desc") is not None for each in pictures), path
                assert figure.find(f".//{XHTML}table") is not None, path


@each_scene
def test_every_page_stands_in_every_language_and_leads_to_the_other(name: str) -> None:
    found = site(name)
    first = {path for path in found if path.endswith(".html") and not path.startswith("es/")}
    assert first == {path.removeprefix("es/") for path in found if path.startswith("es/") and path.endswith(".html")}


def test_names_are_never_markup_and_stand_in_a_direction_of_their_own() -> None:
    said = site("on the way")["sahara-2031/runner-5.html"].decode()
    assert "<b>&amp;amp;" not in said
    assert "&lt;b&gt;" in said
    assert f"<bdi>{LONG}</bdi>" in site("on the way")["sahara-2031/runner-2.html"].decode()
    assert "<bdi>ليلى بنت يوسف</bdi>" in site("on the way")["sahara-2031/runner-3.html"].decode()


def test_the_catalogues_of_all_languages_say_the_same_things() -> None:
    gaps = {
        language: {key: set(re.findall(r"\{(\w+)", words(language).raw(key))) for key in words(language).everything()}
        for language in LANGUAGES
    }
    assert all(each == gaps["en"] for each in gaps.values())
