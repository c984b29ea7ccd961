"""A small stage on its way, for phones at its second checkpoint."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from camps import Site, open_site, served
from keypads import NOW
from playwright.sync_api import Page

from races import at, checkpoint, entered, plan, seen, stage
from stagerace.core.clock import MINUTE, Instant
from stagerace.core.records import Body, PlanAdopted, Record

FIELD: Final = [str(bib) for bib in range(101, 111)]


@contextmanager
def half_way(folder: Path, own_home: Path, *more: Body) -> Iterator[Site]:
    """A camp in which ten were seen at the first checkpoint, and whatever more was said."""
    race = plan([stage(checkpoints=[checkpoint("1CP1", 10), checkpoint("1CP2", 20)], start=at(1, "0:00:00"))])
    through = [seen(bib, "1CP1", Instant(at(1, "1:30:00") + n * MINUTE), "in") for n, bib in enumerate(FIELD)]
    bodies = [PlanAdopted(race), *(entered(bib) for bib in FIELD), *through, *more]
    site = open_site(folder, own_home=own_home, bodies=bodies, now=NOW)
    with served(site):
        yield site
    site.camp.close()


def say(site: Site, *bodies: Body) -> None:
    """Something is written at headquarters."""
    site.camp.writer.append(bodies).result(10)


def meet(page: Page) -> None:
    """The phone meets the camp node now, and does not wait for its turn."""
    page.evaluate("dispatchEvent(new Event('online'))")


def arrived(site: Site, kind: type[Body]) -> list[Record]:
    """The records of a kind at headquarters."""
    return [record for record in site.camp.present.view().records if isinstance(record.body, kind)]
