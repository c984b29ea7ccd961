"""Photographs of every screen at three widths in three themes, into docs/pictures/screens; contact sheets into build/.

Names of screens as arguments photograph those alone.
"""

import io
import os
import sys
import tempfile
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from browsers import ROOT, found_chromium, launched, new_context, set_clock
from camps import Site, quick_hashes
from PIL import Image
from playwright.sync_api import Browser, Error, sync_playwright
from screens import SCREENS, THEMES, Screen, opened, paint

PICTURES: Final = ROOT / "docs" / "pictures" / "screens"
SHEETS: Final = ROOT / "build" / "contact-sheets"
SIZES: Final = {360: 780, 800: 1100, 1440: 900}
"""Height by width [px]: a phone, a tablet, a desk."""
COLOURS: Final = 48
Taken = tuple[str, Image.Image]
"""A theme and a photograph in it."""
STILL: Final = (
    "*, *::before, *::after { animation: none !important; transition: none !important; caret-color: transparent; }"
)


def main(wanted: Sequence[str]) -> None:
    """Take the photographs."""
    program = found_chromium()
    if program is None:
        sys.exit("Chromium not found: install it, or set STAGERACE_CHROMIUM")
    screens = [screen for screen in SCREENS if not wanted or screen.name in wanted]
    for folder in (PICTURES, SHEETS):
        folder.mkdir(parents=True, exist_ok=True)
    failed = []
    with quick_hashes(), sync_playwright() as playwright, launched(playwright, program) as browser:
        for screen in screens:
            try:
                visit(browser, screen)
                print(screen.name)
            except Error as error:
                failed.append(screen.name)
                print(f"{screen.name}: {error}")
    size = sum(each.stat().st_size for each in PICTURES.iterdir())
    print(f"{len(screens)} screens, {size / 1e6:.1f} MB in all; contact sheets in {SHEETS.relative_to(ROOT)}")
    if failed:
        sys.exit(f"not photographed: {' '.join(failed)}")


def visit(browser: Browser, screen: Screen) -> None:
    """Photographs a screen where its scene is on, on a machine of its own; what a turn closes, anew for each size."""
    visits = [[size] for size in SIZES.items()] if screen.turns_away else [list(SIZES.items())]
    taken = []
    for sizes in visits:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["STAGERACE_HOME"] = f"{folder}/home"
            with opened(screen.scene, Path(folder), Path(folder, "home")) as site:
                taken += photograph(browser, site, screen, sizes)
    contact_sheet(taken).save(SHEETS / f"{screen.name}.png")


def photograph(browser: Browser, site: Site, screen: Screen, sizes: Sequence[tuple[int, int]]) -> list[Taken]:
    """One screen at some sizes in every theme."""
    taken = []
    context = new_context(browser, site, viewport={"width": sizes[0][0], "height": sizes[0][1]})
    set_clock(context, screen.scene.now)
    page = context.new_page()
    screen.show(page, site)
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        for theme in THEMES:
            paint(page, theme)
            page.wait_for_timeout(200)
            picture = Image.open(io.BytesIO(page.screenshot(style=STILL)))
            small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).convert("RGB")
            small.save(PICTURES / f"{screen.name}-{width}-{theme}.webp", lossless=True, method=6)
            taken.append((theme, small))
    context.close()
    return taken


def contact_sheet(taken: Sequence[Taken]) -> Image.Image:
    """All photographs of a screen on one sheet: a row a theme."""
    by_theme = sorted(taken, key=lambda each: THEMES.index(each[0]))
    rows = [[picture for _, picture in row] for _, row in groupby(by_theme, key=lambda each: each[0])]
    gap, width = 8, sum(picture.width + 8 for picture in rows[0])
    tall = max(picture.height for picture in rows[0]) + gap
    sheet = Image.new("RGB", (width, tall * len(rows)), "#888")
    for down, row in enumerate(rows):
        across = 0
        for picture in row:
            sheet.paste(picture, (across, down * tall))
            across += picture.width + gap
    return sheet.resize((sheet.width // 2, sheet.height // 2), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main(sys.argv[1:])
