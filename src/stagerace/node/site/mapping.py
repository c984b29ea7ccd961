"""What search engines ask for first: which pages there are, where the site knows its address."""

from collections.abc import Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from stagerace.node.site.settings import LANGUAGES, SiteSettings, path_in

MOST: Final = 20_000
"""How many pages one map holds: with every language of each it stays within what search engines read."""


def maps(settings: SiteSettings, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """The files, of pages that may be listed; none where nobody knows where the site lies."""
    if not settings.url:
        return
    parts = [paths[first : first + MOST] for first in range(0, len(paths), MOST)]
    names = ["sitemap.xml"] if len(parts) < 2 else [f"sitemap-{n}.xml" for n in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield name, _map(settings.url, part)
    if len(parts) > 1:
        yield "sitemap.xml", _index(settings.url, names)
    yield "robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {settings.url}/sitemap.xml\n".encode()


def _map(url: str, paths: Sequence[str]) -> bytes:
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for path in paths:
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{language}" href={quoteattr(f"{url}/{path_in(language, path)}")}/>'
            for language in LANGUAGES
        )
        lines += [
            f"<url><loc>{escape(f'{url}/{path_in(language, path)}')}</loc>{others}</url>" for language in LANGUAGES
        ]
    return ("\n".join([*lines, "</urlset>"]) + "\n").encode()


def _index(url: str, names: Sequence[str]) -> bytes:
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(f"<sitemap><loc>{escape(f'{url}/{name}')}</loc></sitemap>" for name in names),
        "</sitemapindex>",
    ]
    return ("\n".join(lines) + "\n").encode()
