"""Gaps to the cut-off pace by kilometre: how far ahead of the sweeper everyone was."""

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
from stagerace.desk.svg import path


class CutoffGaps(Struct, frozen=True):
    """Time in hand on a stage; the points of every line are (metres, time before the cut-off pace [ms])."""

    stage: str
    metres: Metres
    places: Places
    field: tuple[Strand, ...]
    lines: tuple[Coloured, ...]


class CutoffGapChart(ChartKind[CutoffGaps]):
    """Distance along the bottom, the time in hand upwards, the cut-off pace a heavy line."""

    name: ClassVar[str] = "cutoff"
    height: ClassVar[int] = 620
    data = CutoffGaps

    def title(self, data: CutoffGaps, w: Says) -> str:
        """`Ahead of the cut-off, stage 3`."""
        return w("cutoff.title", stage=stage_word(data.stage, w))

    def description(self, data: CutoffGaps, w: Says) -> str:
        """What the axes are, how many, and who is in colour."""
        about = w("cutoff.about", km=kilometres(data.metres), n=max(len(data.field), len(data.lines)))
        return f"{about} {w('chart.coloured', names=everyone_named(data.lines))}" if data.lines else about

    def note(self, data: CutoffGaps, w: Says) -> str:
        """Where the pace is from."""
        return w("cutoff.note") + thin_note(len(data.field), w)

    def drawn(self, data: CutoffGaps, w: Says) -> Iterator[str]:
        """Times across, places along, the pace, the field, the eight."""
        least, most = reach(data.field, data.lines, 30 * MINUTE)
        box = frame((110, 50, 960 - ROOM, 560), (0, data.metres), (min(0, least), most))
        yield from grid(box, gap_marks(min(0, least), most, 7))
        yield from foot(box, [(metres, axis_word(name, w)) for name, metres in data.places], poles=True)
        yield word(box.left, box.top - 14, w("cutoff.axis"))
        yield from grey(box, data.field)
        yield path([box.spot((0, 0)), box.spot((data.metres, 0))], "pace")
        yield from colours(box, data.lines)

    def table(self, data: CutoffGaps, w: Says) -> DataTable:
        """The time in hand of each of those in colour, and of the field, at each place."""
        return gap_table(data.places, data.field, data.lines, w)
