"""Gaps to the leader by kilometre: how far behind the quickest to each place everyone was."""

from collections.abc import Iterator
from typing import ClassVar

from msgspec import Struct

from stagerace.core.clock import MINUTE
from stagerace.core.names import Metres
from stagerace.desk.charts.base import (
    ChartKind,
    Coloured,
    DataTable,
    Says,
    Strand,
    axis_word,
    everyone_named,
    stage_word,
)
from stagerace.desk.charts.flow import thin_note
from stagerace.desk.charts.frame import foot, frame, gap_marks, grid, kilometres, word
from stagerace.desk.charts.gap_drawing import reach
from stagerace.desk.charts.gap_table import Places, gap_table
from stagerace.desk.charts.strands import ROOM, colours, grey


class LeaderGaps(Struct, frozen=True):
    """Gaps on a stage; the points of every line are (metres, gap [ms])."""

    stage: str
    metres: Metres
    places: Places
    field: tuple[Strand, ...]
    lines: tuple[Coloured, ...]


class LeaderGapChart(ChartKind[LeaderGaps]):
    """Distance along the bottom, the gap downwards."""

    name: ClassVar[str] = "leader"
    height: ClassVar[int] = 620
    data = LeaderGaps

    def title(self, data: LeaderGaps, w: Says) -> str:
        """`Behind the quickest, stage 3`."""
        return w("leader.title", stage=stage_word(data.stage, w))

    def description(self, data: LeaderGaps, w: Says) -> str:
        """What the axes are, how many, and who is in colour."""
        about = w("leader.about", km=kilometres(data.metres), n=len(data.field))
        return f"{about} {w('chart.coloured', names=everyone_named(data.lines))}" if data.lines else about

    def note(self, data: LeaderGaps, w: Says) -> str:
        """Down is behind."""
        return w("leader.note") + thin_note(len(data.field), w)

    def drawn(self, data: LeaderGaps, w: Says) -> Iterator[str]:
        """Gaps across, places along, the field, the eight."""
        _, most = reach(data.field, data.lines, 5 * MINUTE)
        box = frame((110, 50, 960 - ROOM, 560), (0, data.metres), (0, most), down=True)
        yield from grid(box, gap_marks(0, most, 7))
        yield from foot(box, [(metres, axis_word(name, w)) for name, metres in data.places], poles=True)
        yield word(box.left, box.top - 14, w("leader.axis"))
        yield from grey(box, data.field)
        yield from colours(box, data.lines)

    def table(self, data: LeaderGaps, w: Says) -> DataTable:
        """The gap of each of those in colour, and of the field, at each place."""
        return gap_table(data.places, data.field, data.lines, w)
