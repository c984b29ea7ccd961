"""The page of the decisions of a race: every one in force, the latest first."""

from collections.abc import Iterator
from typing import ClassVar

from msgspec import Struct

from stagerace.node.site.common import RaceNamed, race_named, race_path, rulings_path
from stagerace.node.site.page import Page, PageKind, SiteSeen
from stagerace.node.site.rulings_seen import RulingSeen, rulings_seen


class RulingsView(Struct, frozen=True):
    """What the page of the decisions says."""

    race: RaceNamed
    race_path: str
    rulings: tuple[RulingSeen, ...]


class RulingsPages(PageKind):
    """A page of decisions for every race."""

    name: ClassVar[str] = "rulings"

    def pages(self, site: SiteSeen) -> Iterator[Page]:
        """One page a race."""
        for seen in site.races:
            view = RulingsView(race_named(seen), race_path(seen), rulings_seen(seen))
            yield Page(rulings_path(seen), "rulings.html.j2", view)
