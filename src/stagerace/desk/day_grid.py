"""The hours of a day at the places of a course as a grid of numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite

from stagerace.desk.bands import Band
from stagerace.desk.lettering import cut, width_of
from stagerace.desk.look import SOFT
from stagerace.desk.scales import Axis
from stagerace.desk.svg import rect, tag, text

NIGHT = 20.0
"""How high the band of day and night is [px]."""


@dataclass(frozen=True)
class Day:
    """What is drawn: values by place, then by hour; `worst` is the place and the hour of the worst, by number."""

    hours: Sequence[float]
    places: Sequence[str]
    values: Sequence[Sequence[float | None]]
    bands: Sequence[Band]
    worst: tuple[int, int] | None
    sun: tuple[float, float] | None

    def at(self, place: int, hour: int) -> float | None:
        """The value, or none where it is not known."""
        value = self.values[place][hour]
        return value if value is not None and isfinite(value) else None


@dataclass(frozen=True)
class Cells:
    """Where the cells stand: the upper left corner, the size of one, hours across or downwards."""

    left: float
    top: float
    width: float
    height: float
    across: bool

    def corner(self, place: int, hour: int) -> tuple[float, float]:
        """The upper left corner of a cell."""
        column, row = (hour, place) if self.across else (place, hour)
        return self.left + column * self.width, self.top + row * self.height


def clock(hour: float) -> str:
    """An hour of the day as on a clock; beyond 24 it is the next day's."""
    minutes = round(hour * 60) % 1440
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def said(value: float | None) -> str:
    """A value in a cell."""
    return "–" if value is None else f"{round(value) + 0:d}".replace("-", "−")


def grid(day: Day, cells: Cells, places: range) -> str:
    """The cells of some places, their hours, and the band of day and night."""
    inner = [cell for place in places for hour in range(len(day.hours))
             for cell in _cell(day, cells, place, hour, place - places.start)]  # fmt: skip
    return tag("g", *_hours(day, cells), *_sun(day, cells), *inner, *_worst(day, cells, places))


def names(day: Day, cells: Cells, room: float) -> Iterator[str]:
    """The names of the places beside their rows."""
    for number, place in enumerate(day.places):
        y = cells.corner(number, 0)[1] + cells.height / 2 + 4
        yield text(cells.left - 8, y, cut(place, room, 12, bold=True), "name", text_anchor="end")


def _cell(day: Day, cells: Cells, place: int, hour: int, row: int) -> Iterator[str]:
    x, y = cells.corner(row, hour)
    value = day.at(place, hour)
    band = next((band for band in day.bands if value is not None and band.holds(value)), None)
    yield rect(x, y, cells.width, cells.height, "cell", fill=band.colour if band else "none")
    look = f"fill:{band.ink if band else SOFT}"
    yield text(x + cells.width / 2, y + cells.height / 2 + 4, said(value), "value", text_anchor="middle", style=look)


def _hours(day: Day, cells: Cells) -> Iterator[str]:
    every, sun = _every(day, cells), NIGHT if day.sun else 0.0
    for number, hour in enumerate(day.hours):
        x, y = cells.corner(0, number)
        if number % every:
            continue
        if cells.across:
            yield text(x + cells.width / 2, cells.top - sun - 8, clock(hour), "tick", text_anchor="middle")
        else:
            yield text(cells.left - sun - 6, y + cells.height / 2 + 4, clock(hour), "tick", text_anchor="end")


def _every(day: Day, cells: Cells) -> int:
    """Every how many hours one is named, so that the names keep apart."""
    room = cells.width if cells.across else cells.height
    needed = width_of("00:00", 11) + 6 if cells.across else 14.0
    return next(every for every in (1, 2, 3, 4, 6, 12, 24, 48, 96) if every * room >= needed or every == 96)


def _sun(day: Day, cells: Cells) -> Iterator[str]:
    """A band that is dark by night, hours standing at the middle of their cells."""
    if day.sun is None or len(day.hours) < 2:
        return
    step = (day.hours[-1] - day.hours[0]) / (len(day.hours) - 1)
    first, last = day.hours[0] - step / 2, day.hours[-1] + step / 2
    size = cells.width if cells.across else cells.height
    begin = cells.left if cells.across else cells.top
    axis = Axis(first, last, begin, begin + size * len(day.hours))
    for start, end, light in _stretches(day.sun, first, last):
        a, b = axis(start), axis(end)
        look = "light" if light else "night"
        if cells.across:
            yield rect(a, cells.top - NIGHT, b - a, NIGHT - 4, look)
        else:
            yield rect(cells.left - NIGHT, a, NIGHT - 4, b - a, look)


def _stretches(sun: tuple[float, float], first: float, last: float) -> list[tuple[float, float, bool]]:
    """From, to and whether it is light, over the hours shown, which may run into the next days."""
    rise, down = sun[0] % 24, sun[1] % 24
    days = range(int(first // 24) - 1, int(last // 24) + 2)
    turns = [(24.0 * day + hour, light) for day in days for hour, light in ((rise, True), (down, False))]
    turns = sorted([*turns, (last, False)])
    found = []
    light = [shines for at, shines in turns if at <= first][-1]
    at = first
    for turn, shines in turns:
        if first < turn <= last:
            found.append((at, turn, light))
            at, light = turn, shines
    return found


def _worst(day: Day, cells: Cells, places: range) -> Iterator[str]:
    if day.worst and day.worst[0] in places:
        x, y = cells.corner(day.worst[0] - places.start, day.worst[1])
        yield rect(x, y, cells.width, cells.height, "worst")
        yield rect(x + 2.5, y + 2.5, cells.width - 5, cells.height - 5, "inner")
