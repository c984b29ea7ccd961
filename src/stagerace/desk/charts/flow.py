"""Race flow: how far everyone had come at every hour. Flat is rest, lines that cross are a pass."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from stagerace.core.clock import Instant
from stagerace.core.zone import Zone
from stagerace.desk.charts.base import Coloured, DataTable, axis_word
from stagerace.desk.charts.field_chart import FieldChart, FieldOnStage, place_heads
from stagerace.desk.charts.frame import Frame, clock_marks, foot, frame, grid, hand, word
from stagerace.desk.charts.strands import ROOM, colours, grey
from stagerace.desk.said import Says, kilometres


class Flow(FieldOnStage, frozen=True):
    """A stage by time and distance; the points of every line are (instant [ms], metres)."""

    zone: Zone
    start: Instant
    end: Instant


class FlowChart(FieldChart[Flow]):
    """Time along the bottom, distance upwards."""

    name: ClassVar[str] = "flow"
    height: ClassVar[int] = 720
    data = Flow

    def about(self, data: Flow, w: Says) -> str:
        """From when to when, how far, and how many."""
        start, end = (f"{data.zone.local(each):%H:%M}" for each in (data.start, data.end))
        return w("flow.about", start=start, end=end, km=kilometres(data.metres), n=data.count)

    def drawn(self, data: Flow, w: Says) -> Iterator[str]:
        """Places across, hours along, the field, the eight."""
        box = _frame(data)
        yield from grid(box, _apart(box, [(metres, axis_word(name, w)) for name, metres in data.places]))
        yield from foot(box, clock_marks(data.start, data.end, data.zone, 7, w))
        yield word(box.left, box.top - 14, w("chart.km_up", km=kilometres(data.metres)))
        yield from grey(box, data.field)
        yield from colours(box, data.lines)
        yield hand(box, data.start, data.end)

    def table(self, data: Flow, w: Says) -> DataTable:
        """When each of those in colour was at each place, by the race's clock."""
        return DataTable(place_heads(data.places, w), tuple(_row(line, data) for line in data.lines))


def _row(line: Coloured, data: Flow) -> tuple[str, ...]:
    came: dict[int, int] = {}
    for at, metres in line.points:
        came.setdefault(metres, at)
    when = (came.get(metres) for _, metres in data.places)
    return (line.label, *("" if at is None else f"{data.zone.local(Instant(at)):%H:%M}" for at in when))


def _frame(data: Flow) -> Frame:
    return frame((150, 50, 960 - ROOM, 660), (data.start, data.end), (0, data.metres))


def _apart(box: Frame, rows: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    """The lines of all places, and the words of those that do not touch others; the ends keep theirs."""
    kept: list[tuple[float, str]] = []
    top, last = rows[-1][0], -1e9
    for metres, said in rows:
        is_free = (metres - last) * -box.up.each >= 32 and ((top - metres) * -box.up.each >= 32 or metres == top)
        kept.append((metres, said if is_free else ""))
        last = metres if is_free else last
    return kept
