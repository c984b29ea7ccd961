"""How the board says times, places and where somebody is; static/board_words.js says the same."""

from typing import Final

from stagerace.core.clock import MINUTE, Elapsed, Instant, say_length
from stagerace.core.names import FINISH, START, PlaceId
from stagerace.core.zone import Zone
from stagerace.node.names import STATES, seconds
from stagerace.rules.spread import SpreadRow
from stagerace.rules.spread_cells import SpreadCell
from stagerace.rules.spread_columns import SpreadColumn
from stagerace.web.board_query import Times

MARKS: Final = {"good": "", "confirmed": "✓", "doubtful": "?", "bad": "✗", "": ""}
"""The mark beside a time, by how sure it is; never by colour alone."""
SURE: Final = {"good": "", "confirmed": "confirmed", "doubtful": "doubtful", "bad": "does not count", "": ""}
"""The same in words."""


class Words:
    """What is said in the clock of a race on the day of a stage."""

    def __init__(self, zone: Zone, start: Instant) -> None:
        self._zone = zone
        self._day = zone.local(start).date()

    def clock(self, at: Instant | None) -> str:
        """The wall clock at the race; `+1` on the day after the stage's start."""
        if at is None:
            return ""
        wall = self._zone.local(at)
        days = (wall.date() - self._day).days
        return f"{wall:%H:%M:%S}{f' {days:+d}' if days else ''}"

    def time(self, cell: SpreadCell, times: Times) -> str:
        """A cell's time as it was asked for."""
        if times == "clock":
            return self.clock(cell.at)
        return seconds(cell.elapsed_ms if times == "elapsed" else cell.leg_ms)


def say_place(place: PlaceId) -> str:
    """A place as people say it."""
    return "Start" if place.endswith(START) else "Finish" if place.endswith(FINISH) else str(place)


def say_column(column: SpreadColumn) -> str:
    """A column as people say it: `2CP1 out`."""
    if column.lap:
        return f"Lap {column.lap}"
    place = say_place(column.place)
    return place if place in ("Start", "Finish") else f"{place} {column.way}"


def silent_points(columns: tuple[SpreadColumn, ...]) -> list[tuple[str, SpreadColumn]]:
    """The silent points by what to call them; a place that is silent on arrival and on leaving is named once."""
    silent = [column for column in columns if column.silent]
    arrivals = {column.place for column in silent if column.way == "in"}
    both = {column.place for column in silent if column.way == "out"} & arrivals
    named = [(say_place(column.place) if column.place in both else say_column(column), column) for column in silent]
    return [(said, column) for said, column in named if column.way == "in" or column.place not in both]


def say_where(row: SpreadRow, columns: tuple[SpreadColumn, ...]) -> str:
    """Where a runner is, or was last."""
    if row.furthest < 0:
        return STATES[row.status] or "not seen"
    column = columns[row.furthest]
    there = say_column(column) if column.lap else say_place(column.place)
    there = f"left {there}" if column.way == "out" else there
    return there if row.status in ("active", "ranked") else f"{STATES[row.status]}; {there}"


def say_age(age: Elapsed) -> str:
    """How old a word is.

    >>> say_age(Elapsed(252_000)), say_age(Elapsed(20_000)), say_age(Elapsed(-200_000))
    ('4 min ago', 'less than a minute ago', '3 min ahead of this clock')
    """
    if abs(age) < MINUTE:
        return "less than a minute ago"
    length = say_length(Elapsed(abs(age) // MINUTE * MINUTE))
    return f"{length} ago" if age > 0 else f"{length} ahead of this clock"
