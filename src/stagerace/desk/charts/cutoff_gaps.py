"""Gaps to the cut-off pace by kilometre: how far ahead of the sweeper everyone was."""

from collections.abc import Iterator
from typing import ClassVar

from stagerace.core.clock import MINUTE
from stagerace.desk.charts.frame import Frame, frame
from stagerace.desk.charts.gap_chart import GapChart, GapsOnStage
from stagerace.desk.charts.gap_drawing import reach
from stagerace.desk.charts.strands import ROOM
from stagerace.desk.svg import path


class CutoffGaps(GapsOnStage, frozen=True):
    """Time in hand on a stage; the points of every line are (metres, time before the cut-off pace [ms])."""


class CutoffGapChart(GapChart[CutoffGaps]):
    """Distance along the bottom, the time in hand upwards, the cut-off pace a heavy line."""

    name: ClassVar[str] = "cutoff"
    height: ClassVar[int] = 620
    data = CutoffGaps

    def box(self, data: CutoffGaps) -> Frame:
        """Time in hand upwards, and down to whoever is out of time."""
        least, most = reach(data.field, data.lines, 30 * MINUTE)
        return frame((110, 50, 960 - ROOM, 560), (0, data.metres), (min(0, least), most))

    def measure(self, box: Frame, data: CutoffGaps) -> Iterator[str]:
        """The cut-off pace."""
        yield path([box.spot((0, 0)), box.spot((data.metres, 0))], "pace")
