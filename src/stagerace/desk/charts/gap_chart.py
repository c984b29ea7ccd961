"""What the charts of gaps on a stage share: distance along the bottom, gaps across, the field, the eight, a table."""

from abc import abstractmethod
from collections.abc import Iterator
from typing import TypeVar

from stagerace.desk.charts.base import DataTable, axis_word
from stagerace.desk.charts.field_chart import FieldChart, FieldOnStage
from stagerace.desk.charts.frame import Frame, foot, gap_marks, grid, word
from stagerace.desk.charts.gap_table import gap_table
from stagerace.desk.charts.strands import colours, grey
from stagerace.desk.said import Says, kilometres


class GapsOnStage(FieldOnStage, frozen=True):
    """Gaps on a stage; the points of every line are (metres, gap [ms])."""


G = TypeVar("G", bound=GapsOnStage)


class GapChart(FieldChart[G]):
    """A chart of gaps, whatever they are to."""

    def about(self, data: G, w: Says) -> str:
        """How far, and how many."""
        return w(f"{self.name}.about", km=kilometres(data.metres), n=data.count)

    def drawn(self, data: G, w: Says) -> Iterator[str]:
        """Gaps across, places along, the field, what the gaps are to, the eight."""
        box = self.box(data)
        yield from grid(box, gap_marks(box.up.low, box.up.high, 7))
        yield from foot(box, [(metres, axis_word(name, w)) for name, metres in data.places], poles=True)
        yield word(box.left, box.top - 14, w(f"{self.name}.axis"))
        yield from grey(box, data.field)
        yield from self.measure(box, data)
        yield from colours(box, data.lines)

    def table(self, data: G, w: Says) -> DataTable:
        """The gap of each of those in colour, and of the field, at each place."""
        return gap_table(data.places, data.field, data.lines, w)

    @abstractmethod
    def box(self, data: G) -> Frame:
        """The box, and how far the gaps in it reach."""

    def measure(self, box: Frame, data: G) -> Iterator[str]:
        """What the gaps are measured to, where it is no edge of the box."""
        yield from ()
