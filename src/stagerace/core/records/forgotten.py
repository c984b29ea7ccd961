"""A person forgotten."""

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Subject


class Forgotten(Struct, frozen=True, tag="forgotten", tag_field="kind"):
    """The key of a person was destroyed here; every node that hears it destroys its own copy."""

    subject: Subject
    forgotten_at: Instant
