"""Whose a passing is, read after it was written down."""

from msgspec import Struct

from stagerace.core.names import Bib, RecordId


class BibRead(Struct, frozen=True, tag="bib_read", tag_field="kind", omit_defaults=True):
    """The bib of a passing that was recorded unread, in part or whole; unlike a confirmation it vouches for nothing."""

    target: RecordId
    bib: Bib
    by: str = ""
    reason: str = ""
