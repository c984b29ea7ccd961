"""A phone at a checkpoint without its screens: the core of the app in a page, asked from here."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from browsers import invite
from camps import Site, served
from playwright.sync_api import Page

from stagerace.core.names import NodeId
from stagerace.core.records import Passing, Record
from stagerace.log import open_log
from stagerace.node.camp import open_camp

BARE: Final = "/app/words-en.json"
"""A page of the app without any screen of it."""
NEWS: Final = re.compile("/api/(?!enrol$)")
"""Whatever a phone asks the camp node for, but to be taken in."""
_OPEN: Final = "async () => { window.log = await (await import('/app/log.js')).openLog(); }"
_ENROL: Final = "async code => { await log.enrol(code, 'phone A'); }"
_WRITE: Final = """async bibs => {
  const written = [];
  for (const bib of bibs) {
    const { wall, mono, segment } = log.now();
    const body = { kind: 'passing', bib, place: '1CP1', seen_at: wall, way: 'in', source: 'keypad', segment, mono };
    const { node, number } = await log.write(body);
    console.log('acknowledged', node, number, bib);
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


def keep_offline(page: Page) -> None:
    """Waits until the service worker has every file of the app, and answers for the camp node."""
    page.evaluate(
        """async () => {
          const workers = navigator.serviceWorker;
          await workers.register('/app/sw.js', { scope: '/app/' });
          await workers.ready;
          if (!workers.controller) await new Promise(done => workers.addEventListener('controllerchange', done));
        }"""
    )


def out_of_touch(page: Page) -> None:
    """From now on this page meets no camp node; it can still be taken in."""
    page.route(NEWS, lambda route: route.abort())


def in_touch(page: Page) -> None:
    """It meets the camp node again."""
    page.unroute(NEWS)


def write(page: Page, *bibs: str) -> list[tuple[NodeId, int]]:
    """Writes passings one after the other; the ids that were acknowledged."""
    return [(NodeId(node), number) for node, number in page.evaluate(_WRITE, list(bibs))]


def begin_to_write(page: Page, *bibs: str) -> None:
    """Begins to write passings and does not wait for them."""
    page.evaluate(f"bibs => {{ window.writing = ({_WRITE})(bibs); }}", list(bibs))


def all_written(page: Page) -> list[tuple[NodeId, int]]:
    """Waits for what was begun."""
    return [(NodeId(node), number) for node, number in page.evaluate("window.writing")]


def told_by(page: Page, said: str) -> Any:
    """What comes of a piece of code; where it fails, {code, what, todo} as a screen gets them."""
    failed = "({ code, what, todo }) => ({ code, what, todo })"
    return page.evaluate(f"() => (async () => ({said}))().catch({failed})")


def records(page: Page) -> list[dict[str, Any]]:
    """The records that the phone shows as its own."""
    return list(page.evaluate(_PLAIN))


def bibs(page: Page) -> list[str]:
    """The bibs of the passings among them."""
    return [str(each["body"]["bib"]) for each in records(page) if each["kind"] == "passing"]


def state(page: Page) -> dict[str, Any]:
    return dict(page.evaluate("() => log.state"))


def sync(page: Page) -> dict[str, Any]:
    """Meets the camp node, again where a meeting was under way; the status after it."""
    return dict(page.evaluate("async () => { await log.sync(); await log.sync(); return log.status; }"))


def at_camp(site: Site, node: str = "") -> list[Record]:
    """The records that the camp node holds, of one node where it is named."""
    with open_log(site.camp.folder.path / "race.log") as log:
        return [record for record in log.read() if node in ("", record.node)]


def bibs_at_camp(site: Site, node: str = "") -> list[str]:
    """The bibs of what was typed on phones, in the order it arrived."""
    said = [record.body for record in at_camp(site, node)]
    return [str(body.bib) for body in said if isinstance(body, Passing) and body.source == "keypad"]


def all_sent(*pages: Page) -> None:
    """Meets the camp node until it has everything; of several windows one at a time can, and each hears of it."""
    for page in pages:
        page.wait_for_function("() => log.sync().then(({ pending }) => pending === 0)")


@contextmanager
def restored_site(site: Site, at: str, change: Callable[[Path], None]) -> Iterator[Site]:
    """The camp node of a site that is shut, at its old address, after something was done to its folder."""
    change(site.camp.folder.path)
    camp = open_camp(site.camp.folder, site.watch, own_home=site.camp.folder.path.parent / "home")
    again = Site(camp, site.watch, site.keys)
    with served(again, port=urlsplit(at).port or 0):
        yield again
    camp.close()


def put_back(copy: Path, into: Path) -> None:
    """A folder as it was when it was copied."""
    shutil.rmtree(into)
    shutil.copytree(copy, into)
