"""Rank over stages: who moved up and who fell back, through one race or the races of a season."""

from collections.abc import Iterator
from math import log
from typing import ClassVar, Final

from msgspec import structs

from stagerace.desk.charts.base import Coloured
from stagerace.desk.charts.column_chart import ColumnChart, OverStages, column_frame, column_lines
from stagerace.desk.charts.columns import stage_foot
from stagerace.desk.charts.frame import grid, word
from stagerace.desk.said import Says

_TOLD: Final = (1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
_SCALE: Final = 1000
"""The scale of places is that of their logarithms in thousandths: the first few take most of the room."""


class Ranks(OverStages, frozen=True):
    """Places after each stage; the points of every line are (position of the stage from 0, place)."""


class RankChart(ColumnChart[Ranks]):
    """Stages along the bottom, the first place on top."""

    name: ClassVar[str] = "ranks"
    height: ClassVar[int] = 720
    data = Ranks

    def drawn(self, data: Ranks, w: Says) -> Iterator[str]:
        """Places across, stages along, the lines with a dot a stage."""
        worst = max((rank for line in data.lines for _, rank in line.points), default=1)
        box = column_frame(90, 60, 620, data.races, _down(worst))
        yield from grid(box, [(_down(rank), str(rank)) for rank in _TOLD if rank <= worst])
        yield from stage_foot(box, data.races, w)
        yield word(box.left, box.top - 22, w("ranks.axis"))
        scaled = structs.replace(data, lines=tuple(map(_scaled, data.lines)))
        yield from column_lines(box, scaled, dot_each=True)

    def said(self, value: int) -> str:
        """The place."""
        return str(value)


def _scaled(line: Coloured) -> Coloured:
    return structs.replace(line, points=tuple((stage, _down(rank)) for stage, rank in line.points))


def _down(rank: int) -> int:
    return round(_SCALE * log(max(rank, 1)))
