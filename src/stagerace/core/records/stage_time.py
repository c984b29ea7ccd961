"""A stage time from a timekeeper's sheet."""

from typing import Literal

from msgspec import Struct

from stagerace.core.clock import ZERO, Elapsed
from stagerace.core.names import Bib, Metres, StageNo

StageTimeStatus = Literal["finished", "withdrawn", "not_started", "over_cutoff", "disqualified", "stopped"]


class StageTime(Struct, frozen=True, gc=False, tag="stage_time", tag_field="kind", omit_defaults=True):
    """What a sheet says of a runner's stage: status, elapsed time, penalty and credit; the latest sheet counts."""

    stage: StageNo
    bib: Bib
    status: StageTimeStatus
    elapsed: Elapsed | None = None
    penalty: Elapsed = ZERO
    credit: Elapsed = ZERO
    metres: Metres | None = None
    """The distance covered, on a stage that ranks by distance."""
    place: int | None = None
    """The place the sheet gives, where it gives one."""
