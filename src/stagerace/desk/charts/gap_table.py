"""The gaps of a chart as a table: those in colour one by one, the field in five numbers a place."""

from collections.abc import Sequence
from typing import Final

from stagerace.core.names import Metres
from stagerace.desk.charts.base import Coloured, DataTable, Says, Strand, place_word
from stagerace.desk.charts.frame import hours, kilometres
from stagerace.desk.charts.gap_drawing import at_place, quantiles

Places = tuple[tuple[str, Metres], ...]
"""The places of a stage by name, and how far along they are."""
_FIVE: Final = ("least", "quarter", "half", "three_quarters", "most")


def gap_table(places: Places, field: Sequence[Strand], lines: Sequence[Coloured], w: Says) -> DataTable:
    """Hours and minutes at every place."""
    head = (w("table.name"), *(f"{place_word(name, w)}, {kilometres(metres)} km" for name, metres in places))
    rows = [(line.label, *(_said(at_place(line.points, metres)) for _, metres in places)) for line in lines]
    if len(field) > len(lines):
        five = [quantiles(field, metres) for _, metres in places]
        rows += [
            (w(f"field.{name}"), *(_said(each[i]) if each else "" for each in five)) for i, name in enumerate(_FIVE)
        ]
    return DataTable(head, tuple(rows))


def _said(gap: int | None) -> str:
    return "" if gap is None else hours(gap)
