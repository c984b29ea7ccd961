"""A person's word on a passing."""

from msgspec import Struct

from stagerace.core.names import Bib, RecordId


class Confirmed(Struct, frozen=True, tag="confirmed", tag_field="kind", omit_defaults=True):
    """Someone vouches for a passing, and may say whose it is; it then wins over every judgement."""

    target: RecordId
    by: str
    reason: str = ""
    bib: Bib | None = None
    """Whose passing it is, where the bib was unread or wrong."""
