"""A conflict that needs no answer."""

from msgspec import Struct

from stagerace.core.clock import Instant


class SetAside(Struct, frozen=True, tag="set_aside", tag_field="kind", omit_defaults=True):
    """Somebody looked at a conflict and let it be, with the reason; it comes back when what it rests on changes."""

    conflict: str
    """The conflict's name, which says what it rests on."""
    set_at: Instant
    by: str = ""
    reason: str = ""
