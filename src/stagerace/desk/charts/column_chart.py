"""What the charts over stages share: a line a runner with their name at its end, and a table by stage."""

from abc import abstractmethod
from collections.abc import Iterator
from typing import TypeVar

from msgspec import Struct

from stagerace.desk.charts.base import ChartKind, Coloured, DataTable, with_names
from stagerace.desk.charts.columns import Heat, runs, stage_count, stage_heads
from stagerace.desk.charts.frame import Frame, frame
from stagerace.desk.charts.strands import ROOM, at_place, spots_of, steps, strand_names
from stagerace.desk.said import Says
from stagerace.desk.svg import tag


class OverStages(Struct, frozen=True):
    """Lines over the stages of races; the points of every line are (position of the stage from 0, how far down)."""

    races: tuple[Heat, ...]
    lines: tuple[Coloured, ...]
    """Those who are shown; `look` 0 is grey."""


C = TypeVar("C", bound=OverStages)


class ColumnChart(ChartKind[C]):
    """A chart with the stages along the bottom."""

    def title(self, data: C, w: Says) -> str:
        """What it is."""
        return w(f"{self.name}.title")

    def description(self, data: C, w: Says) -> str:
        """How many, and who."""
        about = w(f"{self.name}.about", n=len(data.lines), stages=stage_count(data.races))
        return with_names(about, "chart.shown", data.lines, w)

    def note(self, data: C, w: Says) -> str:
        """How to read it."""
        return w(f"{self.name}.note")

    def table(self, data: C, w: Says) -> DataTable:
        """What each had come to after every stage."""
        stages = range(stage_count(data.races))
        found = ((line.label, (at_place(line.points, n) for n in stages)) for line in data.lines)
        rows = tuple((label, *("" if value is None else self.said(value) for value in row)) for label, row in found)
        return DataTable((w("table.name"), *stage_heads(data.races, w)), rows)

    @abstractmethod
    def said(self, value: int) -> str:
        """A point of a line as a table tells it."""


def column_frame(left: int, top: int, bottom: int, races: tuple[Heat, ...], most: float) -> Frame:
    """A frame with a column a stage, growing downwards to the most there is."""
    columns = max(1, stage_count(races))
    return frame((left, top, 960 - ROOM, bottom), (-0.5, columns - 0.5), (0, most), down=True)


def column_lines(box: Frame, data: OverStages, *, dot_each: bool) -> Iterator[str]:
    """The lines, the first drawn last, on top, and their names; a dot at each stage or at the last before a gap."""
    ends = []
    for line in reversed(data.lines):
        if line.points:
            yield _line(box, line, data.races, dot_each)
            ends.append((box.spot(line.points[-1]), line))
    yield from strand_names(box, ends)


def _line(box: Frame, line: Coloured, races: tuple[Heat, ...], dot_each: bool) -> str:
    parts = []
    for run in runs(line.points, races):
        spots = spots_of(box, run)
        if len(spots) > 1:
            parts.append(tag("path", d=steps(spots), class_=f"l c{line.look}"))
        dots = spots if dot_each else spots[-1:]
        parts += [tag("circle", cx=x, cy=y, r=6, class_=f"d c{line.look}") for x, y in dots]
    return tag("g", *parts, data_bib=line.bib)
