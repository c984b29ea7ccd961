"""Gaps to the leader by kilometre: how far behind the quickest to each place everyone was."""

from typing import ClassVar

from stagerace.core.clock import MINUTE
from stagerace.desk.charts.frame import Frame, frame
from stagerace.desk.charts.gap_chart import GapChart, GapsOnStage
from stagerace.desk.charts.gap_drawing import reach
from stagerace.desk.charts.strands import ROOM


class LeaderGaps(GapsOnStage, frozen=True):
    """Gaps on a stage; the points of every line are (metres, time behind the quickest [ms])."""


class LeaderGapChart(GapChart[LeaderGaps]):
    """Distance along the bottom, the gap downwards from the quickest, who are the upper edge."""

    name: ClassVar[str] = "leader"
    height: ClassVar[int] = 620
    data = LeaderGaps

    def box(self, data: LeaderGaps) -> Frame:
        """Gaps downwards."""
        _, most = reach(data.field, data.lines, 5 * MINUTE)
        return frame((110, 50, 960 - ROOM, 560), (0, data.metres), (0, most), down=True)
