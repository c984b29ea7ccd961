"""Feeds written as JSON Feed 1.1."""

from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from stagerace.feeds.atom import moment
from stagerace.feeds.plain import plain
from stagerace.feeds.syndication import Entry, Feed

VERSION: Final = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed) -> bytes:
    """A feed as the bytes of a JSON Feed; addresses that are not absolute are left out, as the format asks."""
    said: dict[str, Any] = {
        "version": VERSION,
        "title": plain(feed.title),
        "home_page_url": feed.page,
        "feed_url": feed.own,
        "description": plain(feed.subtitle),
        "language": feed.language,
        "authors": [{"name": plain(feed.author)}],
        "items": [_item(entry) for entry in feed.entries],
    }
    return msgspec.json.encode(_with_addresses(said)) + b"\n"


def _item(entry: Entry) -> dict[str, Any]:
    return _with_addresses(
        {
            "id": entry.id,
            "url": entry.link,
            "title": plain(entry.title),
            "content_text": plain(entry.text),
            "date_published": moment(entry.published),
            "date_modified": moment(entry.updated),
        }
    )


def _with_addresses(said: dict[str, Any]) -> dict[str, Any]:
    addresses = ("home_page_url", "feed_url", "url")
    return {key: value for key, value in said.items() if key not in addresses or urlsplit(value).scheme}
