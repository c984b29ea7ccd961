"""The charts of a runner's page: time in hand before the cut-off, and the way through the stage with companions."""

from collections.abc import Sequence

from msgspec import Struct

from stagerace.core.names import Bib
from stagerace.desk.charts.base import MOST
from stagerace.desk.charts.cutoff_gaps import CutoffGaps
from stagerace.desk.charts.flow import Flow
from stagerace.node.site.charting import StageLines, cutoff_gaps_of, flow_of
from stagerace.node.site.seen import RaceSeen


class RunnerCharts(Struct, frozen=True):
    """What the charts of a runner's page draw; no field, so that nobody else's passing changes the page."""

    cutoff: CutoffGaps | None = None
    flow: Flow | None = None


def runner_charts(seen: RaceSeen, bib: Bib, companions: Sequence[Bib] = ()) -> RunnerCharts:
    """The charts of a runner on the latest stage, with companions in colour; empty where they were not seen on it."""
    stage = seen.plan.by_number[seen.race.latest]
    rows = seen.spread_rows[stage.n]
    if bib not in rows or rows[bib].last is None:
        return RunnerCharts()
    lines, chosen = StageLines(seen, stage), [bib, *(each for each in companions if each in rows)][:MOST]
    return RunnerCharts(cutoff_gaps_of(lines, chosen, has_field=False), flow_of(lines, chosen, has_field=False))
