"""The page that tells how to read the others: what a range is, why silence is normal, what is not shown and why."""

from collections.abc import Iterator
from typing import ClassVar

from msgspec import Struct

from stagerace.node.site.page import Page, PageKind, SiteSeen


class AboutView(Struct, frozen=True):
    """What the page says besides its words."""

    title: str
    messages: str
    """Where messages to runners go; empty where nowhere."""


class AboutPages(PageKind):
    """The one page about all others."""

    name: ClassVar[str] = "about"

    def pages(self, site: SiteSeen) -> Iterator[Page]:
        """The one page."""
        title = site.season.name if site.season else site.races[0].plan.name
        yield Page("about.html", "about.html.j2", AboutView(title, site.settings.messages))
