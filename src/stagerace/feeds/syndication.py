"""A feed of news as any format of feeds can say it: what it is called, where it lies, and its entries."""

from typing import Final

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.zone import Zone

UTC: Final = Zone("UTC", ((Instant(0), 0),))
"""What feeds and calendars write every instant in."""


class Entry(Struct, frozen=True):
    """One entry of a feed: what happened, in words, and since when it is told so."""

    id: str
    """The same for ever, whatever is corrected in it."""
    title: str
    text: str
    """All there is to say, in plain text, a line a thought."""
    published: Instant
    updated: Instant
    link: str = ""
    """The page it is about, absolute or from where the feed lies; empty where there is none."""


class Feed(Struct, frozen=True):
    """A feed, newest entry first."""

    id: str
    title: str
    subtitle: str
    language: str
    updated: Instant
    entries: tuple[Entry, ...]
    author: str
    page: str = ""
    """The page it accompanies, absolute or from where the feed lies."""
    own: str = ""
    """Where it lies, absolute; empty where nobody knows."""
