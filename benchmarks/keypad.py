"""How fast a number pad keeps times: key presses a passing, and how long from Enter to the tick on a durable write.

`python benchmarks/keypad.py` prints the table that docs/benchmarks.md quotes:
Chromium, a camp node on loopback or out of reach, a field of 60.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parent.parent / "tests/web"))
sys.path.insert(0, str(Path(__file__).parent.parent / "tests/browser"))
sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from at_the_checkpoint import enrolled
from browsers import found_chromium, launched, new_context
from camps import quick_hashes
from playwright.sync_api import Browser, Page, sync_playwright
from screens import BOARD, opened

PASSINGS: Final = 300
WATCH: Final = """() => {
  window.presses = 0;
  window.ticks = [];
  let entered = null;
  addEventListener("keydown", event => {
    window.presses += 1;
    if (event.key === "Enter") entered = performance.now();
  }, true);
  const tick = () => {
    const text = document.querySelector(".result .said")?.textContent;
    if (entered !== null && text && text !== window.said) {
      window.ticks.push(performance.now() - entered);
      window.said = text;
      entered = null;
    }
  };
  new MutationObserver(tick).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


def main() -> None:
    """Measure both, and print."""
    program = found_chromium()
    if program is None:
        sys.exit("Chromium not found: install it, or set STAGERACE_CHROMIUM")
    print("| camp node | presses a passing | Enter to tick, median | p99 | slowest | passings a minute by script |")
    print("|---|---|---|---|---|---|")
    with quick_hashes(), sync_playwright() as playwright, launched(playwright, program) as browser:
        for name, is_offline in (("on loopback", False), ("out of reach", True)):
            print(line(name, *measured(browser, is_offline=is_offline)))


def measured(browser: Browser, *, is_offline: bool) -> tuple[float, list[float], float]:
    """Key presses a passing, the times from Enter to the tick [ms], and how many passings a minute that was."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["STAGERACE_HOME"] = f"{folder}/home"
        with opened(BOARD, Path(folder), Path(folder, "home")) as site:
            context = new_context(browser, site, viewport={"width": 360, "height": 640})
            page = context.new_page()
            enrolled(page, site)
            page.get_by_text("just now").first.wait_for()
            page.evaluate("location.hash = 'keypad'")
            page.locator(".key").first.wait_for()
            context.set_offline(is_offline)
            page.evaluate(WATCH)
            began = page.evaluate("performance.now()")
            typed = keep(page)
            took = page.evaluate("performance.now()") - began
            ticks, presses = page.evaluate("[window.ticks, window.presses]")
            context.close()
    assert len(ticks) == typed, f"{len(ticks)} ticks of {typed}"
    return presses / typed, ticks, typed / took * 60_000


def keep(page: Page) -> int:
    """Types so many passings, each as soon as the one before it was ticked; how many."""
    for index in range(PASSINGS):
        page.keyboard.type(str(100 + index))
        page.keyboard.press("Enter")
        page.wait_for_function("count => window.ticks.length === count", arg=index + 1, polling=5)
    return PASSINGS


def line(name: str, presses: float, ticks: Sequence[float], pace: float) -> str:
    """A row of the table."""
    cuts = statistics.quantiles(ticks, n=100)
    return f"| {name} | {presses:.0f} | {cuts[49]:.0f} ms | {cuts[98]:.0f} ms | {max(ticks):.0f} ms | {pace:.0f} |"


if __name__ == "__main__":
    main()
