"""A phone at a checkpoint without its screens: the core of the app in a page, asked from here."""

from typing import Any, Final

from browsers import invite
from camps import Site
from playwright.sync_api import Page

from stagerace.core.names import NodeId
from stagerace.core.records import Passing, Record
from stagerace.log import open_log

BARE: Final = "/health"
"""A page of the camp node without anything of the app in it."""
_OPEN: Final = "async () => { window.log = await (await import('/app/log.js')).openLog(); }"
_ENROL: Final = "async code => { await log.enrol(code, 'phone A'); }"
_WRITE: Final = """async bibs => {
  const written = [];
  for (const bib of bibs) {
    const { wall, mono, segment } = log.now();
    const body = { kind: 'passing', bib, place: '1CP1', seen_at: wall, way: 'in', source: 'keypad', segment, mono };
    const { node, number } = await log.write(body);
    written.push([node, number]);
  }
  return written;
}"""
_PLAIN: Final = """() => log.records().map(({ node, number, wall, tick, kind, body }) =>
  ({ node, number, wall, tick, kind, body }))"""


def open_app(page: Page, url: str) -> None:
    """Opens the log of the phone in a bare page."""
    page.goto(url + BARE)
    page.evaluate(_OPEN)


def enrol(page: Page, site: Site, **invited: str) -> None:
    """Opens the log, and has the phone taken in."""
    open_app(page, site.url)
    page.evaluate(_ENROL, invite(site, **invited))


def write(page: Page, *bibs: str) -> list[tuple[NodeId, int]]:
    """Writes passings one after the other; the ids that were acknowledged."""
    return [(NodeId(node), number) for node, number in page.evaluate(_WRITE, list(bibs))]


def records(page: Page) -> list[dict[str, Any]]:
    """The records that the phone shows as its own."""
    return list(page.evaluate(_PLAIN))


def state(page: Page) -> dict[str, Any]:
    return dict(page.evaluate("() => log.state"))


def sync(page: Page) -> dict[str, Any]:
    """Meets the camp node until nothing is pending; the status after it."""
    return dict(page.evaluate("async () => { await log.sync(); await log.sync(); return log.status; }"))


def at_camp(site: Site, node: str = "") -> list[Record]:
    """The records that the camp node holds, of one node where it is named."""
    with open_log(site.camp.folder.path / "race.log") as log:
        return [record for record in log.read() if node in ("", record.node)]


def bibs_at_camp(site: Site, node: str = "") -> list[str]:
    """The bibs of the passings of phones there, in the order they arrived."""
    said = [record.body for record in at_camp(site, node)]
    return [str(body.bib) for body in said if isinstance(body, Passing) and body.source == "keypad"]
