"""What a line about somebody's homecoming tells, whoever it is."""

from typing import Final

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, StageNo
from stagerace.node.site.history import Values, mark
from stagerace.node.site.news.item import Gaps
from stagerace.node.site.news.resting import Resting

HOMECOMING: Final[Gaps] = {"stage": "stage", "who": "who", "clock": "clock", "time": "time"}


def homecoming(rests: Resting, stage: StageNo, at: Instant, bib: Bib) -> Values:
    """The facts of a homecoming, in the order of their gaps."""
    return stage, mark(bib), at, rests.took(bib, stage)
