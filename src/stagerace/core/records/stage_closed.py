"""The end of a stage."""

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import StageNo


class StageClosed(Struct, frozen=True, tag="stage_closed", tag_field="kind", omit_defaults=True):
    """Nobody is on the course of a stage any more and the roll call agrees; written only when that is so."""

    stage: StageNo
    closed_at: Instant
    position: int = 0
    """The log position it rests on, at the node that closed it."""
    by: str = ""
    note: str = ""
