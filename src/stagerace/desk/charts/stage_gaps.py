"""Gaps over stages: what a chart of places hides, the time to the leader after each of them."""

from collections.abc import Iterator
from typing import ClassVar

from stagerace.core.clock import MINUTE
from stagerace.desk.charts.column_chart import ColumnChart, OverStages, column_frame, column_lines
from stagerace.desk.charts.columns import stage_foot
from stagerace.desk.charts.frame import gap_marks, grid, hours, word
from stagerace.desk.said import Says


class StageGaps(OverStages, frozen=True):
    """Gaps to the leader of each race; the points of every line are (position of the stage from 0, gap [ms])."""


class StageGapChart(ColumnChart[StageGaps]):
    """Stages along the bottom, the gap downwards."""

    name: ClassVar[str] = "stages"
    height: ClassVar[int] = 660
    data = StageGaps

    def drawn(self, data: StageGaps, w: Says) -> Iterator[str]:
        """Gaps across, stages along, the lines."""
        most = max((gap for line in data.lines for _, gap in line.points), default=0)
        box = column_frame(120, 50, 560, data.races, max(most, 5 * MINUTE))
        yield from grid(box, gap_marks(0, box.up.high, 7))
        yield from stage_foot(box, data.races, w)
        yield word(box.left, box.top - 14, w("leader.axis"))
        yield from column_lines(box, data, dot_each=False)

    def said(self, value: int) -> str:
        """The gap in hours and minutes."""
        return hours(value)
