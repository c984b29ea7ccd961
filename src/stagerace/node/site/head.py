"""The head of a site: the small file that says when camp last spoke, and what is new."""

from collections.abc import Mapping

import msgspec
from msgspec import Struct

from stagerace.core.zone import to_iso
from stagerace.node.site.page import SiteSeen
from stagerace.node.site.seen import RaceSeen


class Head(Struct, frozen=True):
    """What followers ask for again and again."""

    at: str
    """When camp last spoke, by the clock of the race that is on, to the minute."""
    at_ms: int
    """The same instant [ms since 1970]."""
    zone_min: int
    """How far the race's clock is east of UTC [min]."""
    mark: str
    """Changes whenever any page does."""
    data: Mapping[str, str] = {}
    """The newest of files whose names say their content, by what they are about."""


def head_of(site: SiteSeen, mark: str, data: Mapping[str, str]) -> bytes:
    """The head of a site, as the bytes of its file."""
    zone = current(site).zone
    head = Head(to_iso(site.spoke, zone), site.spoke, zone.offset(site.spoke) // 60, mark, data)
    return msgspec.json.encode(head) + b"\n"


def current(site: SiteSeen) -> RaceSeen:
    """The race that is on, else the one seen last, else the first."""
    return max(site.races, key=lambda seen: (seen.forecast is not None, seen.last_word or 0))
