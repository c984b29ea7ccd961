"""Gaps over stages: what a chart of places hides, the time to the leader after each of them."""

from collections.abc import Iterator
from typing import ClassVar

from msgspec import Struct

from stagerace.core.clock import MINUTE
from stagerace.desk.charts.base import ChartKind, Coloured, DataTable, Says, everyone_named
from stagerace.desk.charts.columns import Heat, runs, stage_foot, stage_heads
from stagerace.desk.charts.frame import Frame, frame, gap_marks, grid, hours, word
from stagerace.desk.charts.gap_drawing import at_place
from stagerace.desk.charts.strands import ROOM, spots_of, steps, strand_names
from stagerace.desk.svg import tag


class StageGaps(Struct, frozen=True):
    """Gaps to the leader of each race; the points of every line are (position of the stage from 0, gap [ms])."""

    races: tuple[Heat, ...]
    lines: tuple[Coloured, ...]


class StageGapChart(ChartKind[StageGaps]):
    """Stages along the bottom, the gap downwards."""

    name: ClassVar[str] = "stages"
    height: ClassVar[int] = 660
    data = StageGaps

    def title(self, data: StageGaps, w: Says) -> str:
        """`Behind the leader after each stage`."""
        return w("stages.title")

    def description(self, data: StageGaps, w: Says) -> str:
        """How many, and who."""
        about = w("stages.about", n=len(data.lines), stages=sum(race.stages for race in data.races))
        return f"{about} {w('chart.shown', names=everyone_named(data.lines))}" if data.lines else about

    def note(self, data: StageGaps, w: Says) -> str:
        """Down is behind."""
        return w("stages.note")

    def drawn(self, data: StageGaps, w: Says) -> Iterator[str]:
        """Gaps across, stages along, the lines."""
        box = _frame(data)
        yield from grid(box, gap_marks(0, box.up.high, 7))
        yield from stage_foot(box, data.races, w)
        yield word(box.left, box.top - 14, w("leader.axis"))
        ends = []
        for line in reversed(data.lines):
            yield from _line(box, line, data)
            if line.points:
                ends.append((box.spot(line.points[-1]), line))
        yield from strand_names(box, ends)

    def table(self, data: StageGaps, w: Says) -> DataTable:
        """The gap of each after every stage."""
        count = sum(race.stages for race in data.races)
        gaps = ((line.label, [at_place(line.points, n) for n in range(count)]) for line in data.lines)
        rows = tuple((label, *("" if gap is None else hours(gap) for gap in row)) for label, row in gaps)
        return DataTable((w("table.name"), *stage_heads(data.races, w)), rows)


def _line(box: Frame, line: Coloured, data: StageGaps) -> Iterator[str]:
    parts = []
    for run in runs(line.points, data.races):
        spots = spots_of(box, run)
        if len(spots) > 1:
            parts.append(tag("path", d=steps(spots), class_=f"l c{line.look}"))
        x, y = spots[-1]
        parts.append(tag("circle", cx=x, cy=y, r=6, class_=f"d c{line.look}"))
    if parts:
        yield tag("g", *parts, data_bib=line.bib)


def _frame(data: StageGaps) -> Frame:
    count = max(1, sum(race.stages for race in data.races))
    most = max((gap for line in data.lines for _, gap in line.points), default=0)
    return frame((120, 50, 960 - ROOM, 560), (-0.5, count - 0.5), (0, max(most, 5 * MINUTE)), down=True)
