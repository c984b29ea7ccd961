"""Everything a site consists of at an instant, made again only where it says something new."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from stagerace.node.site.all import FILES, PAGES
from stagerace.node.site.page import SiteSeen
from stagerace.node.site.settings import LANGUAGES
from stagerace.node.site.writing_out import assets, digest, path_in, written


class SiteFile(NamedTuple):
    """A file of the site: its path from the root, and its bytes."""

    path: str
    data: bytes


@dataclass
class Building:
    """Builds the same site again and again; for one thread at a time."""

    _kept: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)

    def files(self, site: SiteSeen) -> Iterator[SiteFile]:
        """Every file but the head, pages first."""
        kept, self._kept = self._kept, {}
        for kind in PAGES:
            for page in kind.pages(site):
                for language in LANGUAGES:
                    path = path_in(language, page.path)
                    mark = digest(page, language)
                    known = kept.get(path)
                    data = known[1] if known is not None and known[0] == mark else written(page, language)
                    self._kept[path] = (mark, data)
                    yield SiteFile(path, data)
        for file_kind in FILES:
            yield from (SiteFile(path, data) for path, data in file_kind.files(site))
        yield from (SiteFile(path, data) for path, data in assets().values())
