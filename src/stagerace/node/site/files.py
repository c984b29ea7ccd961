"""Everything a site consists of at an instant, made again only where it says something new."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from stagerace.node.site.all import FILES, PAGES
from stagerace.node.site.cards.shown import Shown
from stagerace.node.site.mapping import maps
from stagerace.node.site.page import Page, SiteSeen
from stagerace.node.site.settings import LANGUAGES, path_in
from stagerace.node.site.writing_out import as_it_stands, assets, digest, written

NO_CARDS: Final[Mapping[str, Shown]] = {}


def _nothing(path: str) -> None:
    """What stands where nothing was written before."""


class SiteFile(NamedTuple):
    """A file of the site: its path from the root, and its bytes."""

    path: str
    data: bytes


class _Kept(NamedTuple):
    """A page as it was written last."""

    page: Page
    card: Shown | None
    mark: bytes
    data: bytes


@dataclass
class Building:
    """Builds the same site again and again; for one thread at a time."""

    standing: Callable[[str], bytes | None] = _nothing
    """The file that stands at a path already, as another building left it."""
    _kept: dict[str, _Kept] = field(default_factory=dict)

    def files(self, site: SiteSeen, shown: Mapping[str, Shown] = NO_CARDS) -> Iterator[SiteFile]:
        """Every file but the head and the cards, pages first; `shown` are the cards that pages name."""
        kept, self._kept = self._kept, {}
        listed: list[str] = []
        for kind in PAGES:
            for page in kind.pages(site):
                listed += [] if page.is_secret else [page.path]
                for language in LANGUAGES:
                    path = path_in(language, page.path)
                    card = shown.get(path)
                    self._kept[path] = self._again(path, kept.get(path), page, language, card)
                    yield SiteFile(path, self._kept[path].data)
        for file_kind in FILES:
            yield from (SiteFile(path, data) for path, data in file_kind.files(site))
        yield from (SiteFile(path, data) for path, data in maps(site.settings, listed))
        yield from (SiteFile(path, data) for path, data in assets().values())

    def _again(self, path: str, known: _Kept | None, page: Page, language: str, card: Shown | None) -> _Kept:
        """A page as it is written now: as before where it says the same."""
        if known is not None and known.page is page and known.card == card:
            return known
        mark = digest(page, language, card)
        if known is not None and known.mark == mark:
            return _Kept(page, card, mark, known.data)
        data = written(page, language, card)
        if known is None and page.word is not None:
            data = as_it_stands(data, self.standing(path) or b"")
        return _Kept(page, card, mark, data)
