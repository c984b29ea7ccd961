"""The page of a title: how it stands for everybody who is judged for it."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from msgspec import Struct, structs

from stagerace.node.site.page import Page, PageKind, SiteSeen
from stagerace.node.site.paging import Pager, paged
from stagerace.node.site.titles_seen import TitleRow, TitleSeen, title_path, titles_seen


class TitleView(Struct, frozen=True):
    """What the page of a title says."""

    season: str
    title: TitleSeen
    """Without its rows."""
    rows: tuple[TitleRow, ...]
    pager: Pager


class TitlePages(PageKind):
    """A page for every title of the season, or several where many are judged."""

    name: ClassVar[str] = "title"

    def pages(self, site: SiteSeen) -> Iterator[Page]:
        """The pages of each title."""
        for title in titles_seen(site):
            alone = structs.replace(title, rows=())
            for path, rows, pager in paged(title.rows, partial(title_path, title.id)):
                name = site.season.name if site.season else ""
                yield Page(path, "title.html.j2", TitleView(name, alone, tuple(rows), pager))
