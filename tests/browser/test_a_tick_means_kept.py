"""Sound and vibration say that it is on the disk: never before, and never where it is not."""

from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
from at_the_checkpoint import go
from browsers import elsewhere
from camps import NOON, Site
from keypads import kept, passings, phone, said
from playwright.sync_api import Browser, Page, Route, expect

from races import entered

PLACE: Final = "1CP1"
TICK: Final = ["shake 40", "tone 880"]
ALARM: Final = ["shake 400,120,400", "tone 180", "tone 140", "tone 180"]
WATCHED: Final = """() => {
  window.told = [];
  Navigator.prototype.vibrate = pattern => told.push(`shake ${pattern}`);
  const volume = { gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} }, connect: end => end };
  window.AudioContext = class {
    state = "running";
    currentTime = 0;
    createGain = () => volume;
    createOscillator() {
      const tone = { frequency: {}, connect: end => end, stop() {} };
      return { ...tone, start() { told.push(`tone ${this.frequency.value}`); } };
    }
  };
  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (...asked) {
    const transaction = begin.apply(this, asked);
    transaction.addEventListener("complete", () => transaction.holds && told.push(`kept ${transaction.holds}`));
    return transaction;
  };
  const add = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = function (row) {
    const request = add.call(this, row);
    if (row.kind !== "passing") return request;
    this.transaction.holds = row.number;
    if (window.fails) this.transaction.abort();
    // A transaction to which something is asked again and again cannot end.
    const hold = () => { if (window.holds) this.count().onsuccess = hold; };
    hold();
    return request;
  };
}"""
"""Writes down in `told` every sound, every vibration, and when a passing is on the disk."""


@pytest.fixture
def opened(chromium: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Opens a phone at a checkpoint of which is written down what is heard and felt."""
    site.camp.writer.append([entered(str(bib)) for bib in range(101, 105)]).result(10)
    held = []

    def open_one(**more: Any) -> Page:
        held.append(phone(chromium, site, place=PLACE, now=NOON, **more))
        page = held[-1].__enter__()
        if more:
            page.reload()  # sound was made possible before
            go(page, "keypad")
        page.evaluate(WATCHED)
        return page

    yield open_one
    for each in held:
        each.__exit__(None, None, None)


def told(page: Page) -> list[str]:
    return list(page.evaluate("told"))


def test_nothing_ticks_before_the_disk_has_it(opened: Callable[..., Page]) -> None:
    page = opened()
    page.evaluate("window.holds = true")
    page.keyboard.type("101\n")
    expect(page.locator(".result")).to_contain_text("not kept yet, wait")
    assert told(page) == []
    page.evaluate("window.holds = false")
    said(page).to_contain_text("✓101 · IN")
    (record,) = kept(page, "passing")
    assert told(page) == [f"kept {record['id'][1]}", *TICK]


def test_nothing_ticks_where_the_disk_refuses(opened: Callable[..., Page]) -> None:
    page = opened()
    page.evaluate("window.fails = true")
    page.keyboard.type("101\n")
    said(page).to_contain_text("NOT KEPT")
    assert told(page) == ALARM
    assert passings(page) == []
    expect(page.get_by_role("alert")).to_contain_text("Write on paper now: 101 IN")


def test_online_only_nothing_ticks_before_the_camp_node_has_it(opened: Callable[..., Page], site: Site) -> None:
    page = opened(url=elsewhere(site))
    asked: list[Route] = []

    def hold(route: Route) -> None:
        asked.append(route)

    page.route("**/api/post/record", hold)
    page.keyboard.type("101\n")
    expect(page.locator(".result")).to_contain_text("not kept yet, wait")
    assert told(page) == []
    asked[0].continue_()
    said(page).to_contain_text("✓101 · IN")
    assert told(page) == TICK
