"""Every kind of page of the public site, looked at as a phone and a desk show it, in the light and in the dark."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browsers import new_context, set_clock
from playwright.sync_api import Browser, Page
from public_hosts import hosted
from public_sites import FROM_RIGHT, KINDS, MAIN, ON_THE_WAY, RACE, SCENES, SEASONS_KINDS, written

from stagerace.node.site.all import PAGES
from stagerace.node.site.settings import LANGUAGES, path_in

WIDTHS = (360, 1440)
SCHEMES = ("light", "dark")
BROKEN = """
() => [...document.querySelectorAll("td, dd")].filter(it => /^[\\d:+–. ]+$/.test(it.innerText)).filter(it => {
  const range = document.createRange();
  range.selectNodeContents(it);
  const tops = [...range.getClientRects()].map(each => Math.round(each.top / 8));
  return Math.max(...tops) - Math.min(...tops) > 1;
}).map(it => it.innerText)"""
"""Which times and numbers do not stand on one line."""
OTHERS = [name for name in SCENES if name not in (ON_THE_WAY, "season")]
Judge = Callable[[Page], list[str]]


@contextmanager
def looked_at(chromium: Browser, folder: Path, scene: str) -> Iterator[tuple[Page, str, list[str]]]:
    """A page on a site of a scene, the address of the site, and what went wrong so far: errors, requests elsewhere."""
    seen = SCENES[scene]()
    written(folder, seen)
    wrong: list[str] = []
    with hosted(folder) as address:
        context = new_context(chromium)
        set_clock(context, seen.at)
        page = context.new_page()
        host = urlsplit(address).netloc
        page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda asked: None if urlsplit(asked.url).netloc == host else wrong.append(asked.url))
        yield page, address, wrong
        context.close()


def judged(page: Page, found_by_axe: Judge) -> list[str]:
    """What axe finds at each width and in each scheme, and whether the page is wider than what it is shown on."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found += [f"{scheme} at {width}: {said}" for said in found_by_axe(page)]
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"at {width} the page is {wide} wide"] if wide > width else []
        found += [f"at {width} {number} is broken over lines" for number in page.evaluate(BROKEN)]
    return found


def test_a_page_of_every_kind_is_looked_at() -> None:
    race, season = SCENES[ON_THE_WAY](), SCENES["season"]()
    templates = {page.path: page.template for site in (season, race) for kind in PAGES for page in kind.pages(site)}
    looked_at = {*KINDS.values(), *SEASONS_KINDS.values()}
    assert {templates[path] for path in looked_at} == set(templates.values())


@pytest.mark.parametrize("scene", [ON_THE_WAY, "season"])
def test_every_kind_of_page_is_for_everybody_in_both_languages_and_asks_nobody_else(
    chromium: Browser, tmp_path: Path, found_by_axe: Judge, scene: str
) -> None:
    kinds = SEASONS_KINDS if scene == "season" else {**KINDS, "runner from right": f"{RACE}/runner-{FROM_RIGHT}.html"}
    with looked_at(chromium, tmp_path, scene) as (page, address, wrong):
        found = {}
        for path in kinds.values():
            for language in LANGUAGES:
                page.goto(f"{address}/{path_in(language, path)}")
                found[path_in(language, path)] = judged(page, found_by_axe)
        assert {path: said for path, said in found.items() if said} == {}
        assert wrong == []


@pytest.mark.parametrize("scene", OTHERS)
def test_pages_of_nobody_of_one_and_of_very_many_are_for_everybody_too(
    chromium: Browser, tmp_path: Path, found_by_axe: Judge, scene: str
) -> None:
    with looked_at(chromium, tmp_path, scene) as (page, address, wrong):
        found = {}
        for path in (*(KINDS[kind] for kind in MAIN), f"{RACE}/runner-1.html"):
            if (tmp_path / path).exists():
                page.goto(f"{address}/{path}")
                found[path] = judged(page, found_by_axe)
        assert {path: said for path, said in found.items() if said} == {}
        assert wrong == []
