"""The gaps of a chart as a table: those in colour one by one, the field in five numbers a place."""

from collections.abc import Sequence
from typing import Final

from stagerace.desk.charts.base import Coloured, DataTable, Strand
from stagerace.desk.charts.field_chart import Places, place_heads
from stagerace.desk.charts.frame import hours
from stagerace.desk.charts.gap_drawing import quantiles
from stagerace.desk.charts.strands import at_place
from stagerace.desk.said import Says

_FIVE: Final = ("least", "quarter", "half", "three_quarters", "most")


def gap_table(places: Places, field: Sequence[Strand], lines: Sequence[Coloured], w: Says) -> DataTable:
    """Hours and minutes at every place."""
    rows = [(line.label, *(_said(at_place(line.points, metres)) for _, metres in places)) for line in lines]
    if len(field) > len(lines):
        five = [quantiles(field, metres) for _, metres in places]
        rows += [
            (w(f"field.{name}"), *(_said(each[i]) if each else "" for each in five)) for i, name in enumerate(_FIVE)
        ]
    return DataTable(place_heads(places, w), tuple(rows))


def _said(gap: int | None) -> str:
    return "" if gap is None else hours(gap)
