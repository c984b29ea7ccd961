"""A record taken back."""

from msgspec import Struct

from stagerace.core.names import RecordId


class Voided(Struct, frozen=True, tag="voided", tag_field="kind", omit_defaults=True):
    """Someone says that a passing or a stage time does not count; the record stays."""

    target: RecordId
    by: str
    reason: str = ""
