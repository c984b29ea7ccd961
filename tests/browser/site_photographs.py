"""Photographs of the public site on a phone and a desk, light and dark, into docs/pictures/site.

Names of pictures as arguments take those alone.
"""

import io
import sys
import tempfile
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

from browsers import ROOT, found_chromium, launched, new_context, set_clock
from photographs import STILL
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from public_hosts import hosted
from public_sites import FROM_RIGHT, KINDS, ON_THE_WAY, RACE, SCENES, SEASONS_KINDS, written

PICTURES: Final = ROOT / "docs" / "pictures" / "site"
SIZES: Final = {360: 1200, 1440: 1000}
"""Height of a picture by width [px], at most."""
COLOURS: Final = 96
"""As many as charts of eight colours need on light and dark."""
SCHEMES: Final = ("light", "dark")


class Picture(NamedTuple):
    """A page of the site of a scene, and what to do on it first."""

    name: str
    scene: str
    path: str
    shows: str = ""
    """What to bring to the top; the page from its beginning if empty."""
    then: str = ""
    """A moment of the stage to go back to, in thousandths."""


PHOTOGRAPHED: Final = (
    Picture("nobody-entered", "nobody entered", KINDS["race"]),
    Picture("nothing-seen-yet", "nothing seen yet", KINDS["race"]),
    Picture("nothing-seen-yet-stage", "nothing seen yet", KINDS["stage"]),
    Picture("nothing-seen-yet-runner", "nothing seen yet", f"{RACE}/runner-2.html"),
    Picture("one-runner", "one runner", KINDS["race"]),
    Picture("one-runner-runner", "one runner", f"{RACE}/runner-1.html"),
    Picture("one-runner-stage", "one runner", KINDS["stage"]),
    *(Picture(kind, ON_THE_WAY, path) for kind, path in KINDS.items() if kind != "front"),
    Picture("runner-from-right", ON_THE_WAY, f"{RACE}/runner-{FROM_RIGHT}.html"),
    Picture("runner-charts", ON_THE_WAY, KINDS["runner"], "#charts"),
    Picture("race-standings", ON_THE_WAY, KINDS["race"], "#standings"),
    Picture("stage-charts", ON_THE_WAY, KINDS["stage"], "#charts"),
    Picture("stage-then", ON_THE_WAY, KINDS["stage"], "#times", "550"),
    Picture("over", "over", KINDS["race"]),
    Picture("over-runner", "over", KINDS["runner"]),
    Picture("1500-race", "1500 runners", KINDS["race"]),
    Picture("1500-stage", "1500 runners", KINDS["stage"], "#times"),
    Picture("1500-charts", "1500 runners", KINDS["stage"], "#charts"),
    Picture("1500-standings", "1500 runners", KINDS["standings"]),
    Picture("1500-finder", "1500 runners", KINDS["finder"]),
    Picture("1500-checkpoint", "1500 runners", KINDS["checkpoint"]),
    *(Picture(kind, "season", path) for kind, path in SEASONS_KINDS.items()),
)


def main(wanted: Sequence[str]) -> None:
    """Take the photographs."""
    program = found_chromium()
    if program is None:
        sys.exit("Chromium not found: install it, or set STAGERACE_CHROMIUM")
    PICTURES.mkdir(parents=True, exist_ok=True)
    pictures = sorted((each for each in PHOTOGRAPHED if not wanted or each.name in wanted), key=lambda it: it.scene)
    with sync_playwright() as playwright, launched(playwright, program) as browser:
        for scene, those in groupby(pictures, key=lambda it: it.scene):
            visit(browser, scene, those)
    size = sum(each.stat().st_size for each in PICTURES.iterdir())
    print(f"{len(pictures)} pages of the site, {size / 1e6:.1f} MB in all")


def visit(browser: Browser, scene: str, pictures: Iterable[Picture]) -> None:
    """Photographs pages of the site of a scene at the instant it was written."""
    seen = SCENES[scene]()
    with tempfile.TemporaryDirectory() as folder:
        written(Path(folder), seen)
        with hosted(Path(folder)) as address:
            context = new_context(browser, timezone_id="America/New_York")
            set_clock(context, seen.at)
            page = context.new_page()
            for picture in pictures:
                page.goto(f"{address}/{picture.path}")
                photograph(page, picture)
                print(picture.name)
            context.close()


def photograph(page: Page, picture: Picture) -> None:
    """One page at every width in every scheme."""
    if picture.then:
        page.locator("#moment").fill(picture.then)
    for width, height in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        top = page.evaluate(
            "at => at ? scrollY + document.querySelector(at).getBoundingClientRect().y - 8 : 0", picture.shows
        )
        tall = page.evaluate("document.documentElement.scrollHeight")
        clip = {"x": 0, "y": top, "width": width, "height": min(height, tall - top)}
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(100)
            taken = Image.open(io.BytesIO(page.screenshot(style=STILL, full_page=True, clip=clip)))  # type: ignore[arg-type]
            small = (
                taken.convert("RGB")
                .quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
                .convert("RGB")
            )
            small.save(PICTURES / f"{picture.name}-{width}-{scheme}.webp", lossless=True, method=6)


if __name__ == "__main__":
    main(sys.argv[1:])
