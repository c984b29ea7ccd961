"""Where the feeds and calendars lie that go with a page, and what names their lines for ever."""

from typing import Final, NamedTuple
from urllib.parse import quote, urlsplit

from stagerace.node.site.seen import RaceSeen
from stagerace.node.site.settings import SiteSettings

NOBODYS: Final = "stagerace.invalid"
"""Who names the lines of a site that does not know where it will lie."""
_END: Final = ".html"
_FOLLOWED: Final = {"race.html.j2", "runner.html.j2", "team.html.j2"}
"""The templates of pages that have feeds of their own."""


class Followed(NamedTuple):
    """The feeds and the calendar that go with a page, each beside it."""

    atom: str
    json: str
    calendar: str
    folder: str = ""
    """Where the digest and the tables of a race lie; only with the page of the race."""


def beside(path: str) -> Followed:
    """What goes with a page at a path.

    >>> beside("sahara-2031/runner-12.html").atom, beside("sahara-2031/index.html").calendar
    ('sahara-2031/runner-12.atom', 'sahara-2031/calendar.ics')
    """
    folder, slash, name = path.rpartition("/")
    stem = name.removesuffix(_END)
    news, dates = ("news", "calendar") if stem == "index" else (stem, stem)
    return Followed(
        f"{folder}{slash}{news}.atom", f"{folder}{slash}{news}.feed.json", f"{folder}{slash}{dates}.ics",
        folder if stem == "index" else "",
    )  # fmt: skip


def followed(template: str, path: str, *, is_secret: bool) -> Followed | None:
    """What goes with a page, if anything does; nothing goes with a page that nobody may find."""
    return beside(path) if template in _FOLLOWED and not is_secret else None


def tag(seen: RaceSeen, settings: SiteSettings, *parts: str) -> str:
    """A name for ever (RFC 4151), by who runs the site and the first day of the race.

    A change of the address in site.toml makes new names; a change of times does not.
    """
    said = "/".join(quote(part, safe="/-_.~") for part in (seen.id, *parts))
    return f"tag:{authority(settings)},{seen.plan.start_date}:{said}"


def authority(settings: SiteSettings) -> str:
    """The host of the site, or nobody's where it does not know one."""
    return (urlsplit(settings.url).hostname if settings.url else None) or NOBODYS
