"""Feeds written as Atom 1.0 (RFC 4287)."""

from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from stagerace.core.clock import SECOND, Instant
from stagerace.core.zone import to_iso
from stagerace.feeds.plain import plain
from stagerace.feeds.syndication import UTC, Entry, Feed


def atom(feed: Feed) -> bytes:
    """A feed as the bytes of an Atom document."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(feed.language)}>',
        _element("id", feed.id),
        _element("title", feed.title),
        _element("subtitle", feed.subtitle),
        _element("updated", moment(feed.updated)),
        f"<author>{_element('name', feed.author)}</author>",
        *_link("self", feed.own, "application/atom+xml"),
        *_link("alternate", feed.page, "text/html"),
    ]
    for entry in feed.entries:
        lines += _entry(entry)
    return ("\n".join([*lines, "</feed>"]) + "\n").encode()


@lru_cache(maxsize=100_000)
def moment(instant: Instant) -> str:
    """An instant to the second, as feeds write it.

    >>> moment(Instant(1_500))
    '1970-01-01T00:00:01Z'
    """
    return to_iso(Instant(instant - instant % SECOND), UTC).replace("+00:00", "Z")


def _entry(entry: Entry) -> list[str]:
    return [
        "<entry>",
        _element("id", entry.id),
        _element("title", entry.title),
        _element("published", moment(entry.published)),
        _element("updated", moment(entry.updated)),
        *_link("alternate", entry.link, "text/html"),
        f'<content type="text">{escape(plain(entry.text))}</content>',
        "</entry>",
    ]


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(plain(text))}</{name}>"


def _link(rel: str, href: str, kind: str) -> list[str]:
    return [f'<link rel="{rel}" type="{kind}" href={quoteattr(href)}/>'] if href else []
