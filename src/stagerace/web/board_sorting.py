"""The rows of the board in the order somebody wants, and only those looked for; static/board_order.js does the same."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from stagerace.core.names import Bib, bib_order
from stagerace.rules.spread import SpreadRow, SpreadTable
from stagerace.rules.spread_columns import SpreadColumn
from stagerace.web.board_query import Times, Wanted

Key = Callable[[SpreadRow], object | None]
"""What a row is sorted by; None comes last, whichever way it is turned."""
_ATTRIBUTE: Final[Mapping[Times, str]] = {"clock": "at", "elapsed": "elapsed_ms", "leg": "leg_ms"}


def key_of(column: SpreadColumn) -> str:
    """How an address names a column: `2CP1-in`, `lap-3`."""
    return f"lap-{column.lap}" if column.lap else f"{column.place}-{column.way}"


def rows_wanted(table: SpreadTable, names: Mapping[Bib, str], want: Wanted) -> Sequence[SpreadRow]:
    """The rows in order; equals stay in the order of places, then bibs."""
    key = _key(table, names, want)
    rows = sorted(table.rows, key=lambda row: (row.place is None, row.place or 0, bib_order(row.bib)))
    rows = [row for row in rows if is_found(row, names, want.find)]
    known = [row for row in rows if key(row) is not None]
    known.sort(key=key, reverse=want.falls)  # type: ignore[arg-type]
    return known + [row for row in rows if key(row) is None]


def is_found(row: SpreadRow, names: Mapping[Bib, str], find: str) -> bool:
    """Whether a row is looked for: the bib begins so, or the name holds it."""
    said = find.casefold()
    return not said or row.bib.casefold().startswith(said) or said in names.get(row.bib, "").casefold()


def _key(table: SpreadTable, names: Mapping[Bib, str], want: Wanted) -> Key:
    keys: dict[str, Key] = {
        "bib": lambda row: bib_order(row.bib),
        "name": lambda row: names.get(row.bib, row.country).casefold() or None,
        "last": lambda row: row.last,
        "where": lambda row: row.furthest,
        "overall": lambda row: row.overall,
        "time": lambda row: row.time_ms,
    }
    for index, column in enumerate(table.columns):
        keys[key_of(column)] = _cell(index, _ATTRIBUTE[want.times])
    return keys.get(want.by, lambda row: row.place)


def _cell(index: int, attribute: str) -> Key:
    return lambda row: getattr(row.cells[index], attribute)
