"""Every kind of chart; add a line here to add one."""

from typing import Any, Final

from msgspec import Struct

from stagerace.desk.charts.base import Chart, ChartKind
from stagerace.desk.charts.cutoff_gaps import CutoffGapChart
from stagerace.desk.charts.elevation import ElevationChart
from stagerace.desk.charts.flow import FlowChart
from stagerace.desk.charts.leader_gaps import LeaderGapChart
from stagerace.desk.charts.ranks import RankChart
from stagerace.desk.charts.stage_gaps import StageGapChart
from stagerace.desk.said import Says

CHARTS: Final[tuple[ChartKind[Any], ...]] = (
    FlowChart(), LeaderGapChart(), CutoffGapChart(), RankChart(), StageGapChart(), ElevationChart(),
)  # fmt: skip
_BY_DATA: Final = {kind.data: kind for kind in CHARTS}


def chart(data: Struct, w: Says) -> Chart:
    """The chart of what is to be drawn, in the words of a language.

    Raises KeyError for what no chart draws.
    """
    return _BY_DATA[type(data)].chart(data, w)
