"""Races of the scenes as those outside may see them, before any page is made."""

from functools import cache

from scenes import LIVE, _decided, _field, _people, _seen
from sites import SETTINGS

from races import records
from stagerace.gate.standstill import NEVER_PUBLISHED
from stagerace.node.folder import View
from stagerace.node.site.letting import Letting
from stagerace.node.site.seen import RaceSeen


@cache
def seen_of(count: int, *, has_begun: bool = True) -> RaceSeen:
    """A race of so many, on the second of its three stages, or before the first."""
    bodies = [*_seen(count, LIVE), *_decided(count)] if has_begun else []
    written = tuple(records(*_field(count), *bodies))
    return Letting(SETTINGS).seen(View(written, len(written), 0), LIVE, _people(count), {}, NEVER_PUBLISHED)
