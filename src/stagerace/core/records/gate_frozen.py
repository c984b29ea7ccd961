"""Everything public about runners stands still."""

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Subject


class GateFrozen(Struct, frozen=True, tag="gate_frozen", tag_field="kind", omit_defaults=True):
    """From an instant on nothing new about these runners leaves, until the race director and the medic release it."""

    frozen_at: Instant
    bibs: str = ""
    """The group it is about; empty, where no subject is named either, means everyone."""
    subjects: tuple[Subject, ...] = ()
    why: str = ""
    """In neutral words; nothing about health belongs here."""
    by: str = ""
