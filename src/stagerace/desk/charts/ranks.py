"""Rank over stages: who moved up and who fell back, through one race or the races of a season."""

from collections.abc import Iterator
from math import log
from typing import ClassVar, Final

from msgspec import Struct

from stagerace.desk.charts.base import ChartKind, Coloured, DataTable, Point, Says, everyone_named
from stagerace.desk.charts.columns import Heat, runs, stage_foot, stage_heads
from stagerace.desk.charts.frame import Frame, frame, grid, word
from stagerace.desk.charts.strands import ROOM, spots_of, steps, strand_names
from stagerace.desk.svg import tag

_TOLD: Final = (1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
_SCALE: Final = 1000
"""The scale of places is that of their logarithms in thousandths: the first few take most of the room."""


class Ranks(Struct, frozen=True):
    """Places after each stage; the points of every line are (position of the stage from 0, place)."""

    races: tuple[Heat, ...]
    lines: tuple[Coloured, ...]
    """Those who are shown; `look` 0 is grey."""


class RankChart(ChartKind[Ranks]):
    """Stages along the bottom, the first place on top."""

    name: ClassVar[str] = "ranks"
    height: ClassVar[int] = 720
    data = Ranks

    def title(self, data: Ranks, w: Says) -> str:
        """`Place after each stage`."""
        return w("ranks.title")

    def description(self, data: Ranks, w: Says) -> str:
        """How many, and who."""
        about = w("ranks.about", n=len(data.lines), stages=sum(race.stages for race in data.races))
        return f"{about} {w('chart.shown', names=everyone_named(data.lines))}" if data.lines else about

    def note(self, data: Ranks, w: Says) -> str:
        """Places hide gaps."""
        return w("ranks.note")

    def drawn(self, data: Ranks, w: Says) -> Iterator[str]:
        """Places across, stages along, the lines with a dot a stage."""
        box = _frame(data)
        worst = _worst(data)
        yield from grid(box, [(_up(rank), str(rank)) for rank in _TOLD if rank <= worst])
        yield from stage_foot(box, data.races, w)
        yield word(box.left, box.top - 22, w("ranks.axis"))
        ends = []
        for line in reversed(data.lines):
            yield from _line(box, line, data)
            if line.points:
                ends.append((box.spot(_raised(line.points[-1])), line))
        yield from strand_names(box, ends)

    def table(self, data: Ranks, w: Says) -> DataTable:
        """The place of each after every stage."""
        count = sum(race.stages for race in data.races)
        rows = tuple(
            (line.label, *(str(dict(line.points).get(n, "")) for n in range(count))) for line in data.lines
        )  # fmt: skip
        return DataTable((w("table.name"), *stage_heads(data.races, w)), rows)


def _line(box: Frame, line: Coloured, data: Ranks) -> Iterator[str]:
    look = f"c{line.look}" if line.look else "c0"
    parts = []
    for run in runs(line.points, data.races):
        spots = spots_of(box, tuple(map(_raised, run)))
        if len(spots) > 1:
            parts.append(tag("path", d=steps(spots), class_=f"l {look}"))
        parts += [tag("circle", cx=x, cy=y, r=6, class_=f"d {look}") for x, y in spots]
    if parts:
        yield tag("g", *parts, data_bib=line.bib)


def _frame(data: Ranks) -> Frame:
    count = max(1, sum(race.stages for race in data.races))
    return frame((90, 60, 960 - ROOM, 620), (-0.5, count - 0.5), (0, _up(_worst(data))), down=True)


def _worst(data: Ranks) -> int:
    return max((rank for line in data.lines for _, rank in line.points), default=1)


def _raised(point: Point) -> Point:
    return point[0], _up(point[1])


def _up(rank: int) -> int:
    return round(_SCALE * log(max(rank, 1)))
