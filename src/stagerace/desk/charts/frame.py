"""The frame of a chart: the box its lines lie in, its scales, and the words beside its axes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from stagerace.core.clock import DAY, HOUR, MINUTE, Instant
from stagerace.core.zone import Zone
from stagerace.desk.charts.base import Point
from stagerace.desk.lettering import cut, width_of
from stagerace.desk.said import Says
from stagerace.desk.scales import Axis
from stagerace.desk.svg import path, tag, text

LETTER: Final = 30
"""The largest size at which a page shows the words of a chart [px]: that of phones. Room is left for it."""
MINOR: Final = 24
"""The largest size of the smaller words [px]."""
_CLOCK_STEPS: Final = tuple(HOUR * n for n in (1, 2, 3, 4, 6, 12)) + tuple(DAY * n for n in range(1, 30))
_GAP_STEPS: Final = tuple(MINUTE * n for n in (1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 480, 720)) + tuple(
    DAY * n for n in (1, 2, 5, 10, 20, 50, 100, 500, 1000, 10000)
)


@dataclass(frozen=True)
class Frame:
    """A box and the scales of its two axes."""

    left: int
    top: int
    right: int
    bottom: int
    along: Axis
    up: Axis

    def spot(self, point: Point) -> tuple[int, int]:
        """Where a point lies, held within the box [px]."""
        x, y = self.along(point[0]), self.up(point[1])
        return round(min(max(x, self.left), self.right)), round(min(max(y, self.top), self.bottom))

    def holds(self, point: Point) -> bool:
        """Whether a point lies within the box, up and down."""
        return min(self.up.low, self.up.high) <= point[1] <= max(self.up.low, self.up.high)

    def edge(self, inside: Point, outside: Point) -> Point:
        """Where the line from a point to one outside the box leaves it."""
        level = self.up.high if outside[1] > self.up.high else self.up.low
        share = (level - inside[1]) / (outside[1] - inside[1]) if outside[1] != inside[1] else 0.0
        return round(inside[0] + share * (outside[0] - inside[0])), round(level)


def frame(
    box: tuple[int, int, int, int], along: tuple[float, float], up: tuple[float, float], *, down: bool = False
) -> Frame:
    """A frame in a box (left, top, right, bottom); where `down`, the second scale grows downwards."""
    left, top, right, bottom = box
    high, low = (bottom, top) if down else (top, bottom)
    return Frame(left, top, right, bottom, _axis(along, left, right), _axis(up, low, high))


def _axis(span: tuple[float, float], begin: float, end: float) -> Axis:
    low, high = span
    return Axis(low, high if high > low else low + 1, begin, end)


def word(x: float, y: float, words: str, *, look: str = "tick", anchor: str = "start", room: float = 900) -> str:
    """Words cut to the room there is; those with the look `minor` are smaller."""
    said = cut(words, room, MINOR if look == "minor" else LETTER)
    return text(round(x), round(y), said, look, text_anchor=anchor)


def grid(frame: Frame, rows: Iterable[tuple[float, str]]) -> Iterator[str]:
    """Lines across with their words on the left."""
    for value, said in rows:
        y = round(frame.up(value))
        yield path([(frame.left, y), (frame.right, y)], "grid")
        yield word(frame.left - 10, y + 10, said, anchor="end", room=frame.left - 14)


def foot(frame: Frame, marks: Sequence[tuple[float, str]], *, poles: bool = False) -> Iterator[str]:
    """The words below the box, those left out that would touch the one before."""
    yield path([(frame.left, frame.bottom), (frame.right, frame.bottom)], "axis")
    end = 0.0
    for value, said in marks:
        x = round(frame.along(value))
        yield path([(x, frame.top if poles else frame.bottom), (x, frame.bottom + 8)], "grid" if poles else "axis")
        half = width_of(said, LETTER) / 2
        middle = min(max(x, half + 2), 958 - half)
        if middle - half >= end:
            yield word(middle, frame.bottom + 40, said, anchor="middle")
            end = middle + half + 14


def clock_marks(start: Instant, end: Instant, zone: Zone, most: int, w: Says) -> list[tuple[float, str]]:
    """Round hours of the race's clock between two instants; midnight is told as the day that begins."""
    step = next((each for each in _CLOCK_STEPS if (end - start) / each <= most), _CLOCK_STEPS[-1])
    shift = zone.offset(start) * 1000
    first_day = (start + shift) // DAY
    marks = []
    for local in range(-(-(start + shift) // step) * step, end + shift + 1, step):
        day, hour = divmod(local, DAY)
        said = f"{hour // HOUR:02}:{hour // MINUTE % 60:02}" if hour else w("chart.day", n=day - first_day + 1)
        marks.append((float(local - shift), said))
    return marks


def gap_marks(low: float, high: float, most: int) -> list[tuple[float, str]]:
    """Round lengths of time between two, as hours and minutes."""
    step = next((each for each in _GAP_STEPS if (high - low) / each <= most), _GAP_STEPS[-1])
    first = -(-int(low) // step)
    return [(n * step, hours(n * step)) for n in range(first, int(high) // step + 1)]


def hours(time: float) -> str:
    """A length of time as hours and minutes.

    >>> hours(5_400_000), hours(-60_000)
    ('1:30', '−0:01')
    """
    minutes = round(abs(time) / MINUTE)
    return f"{'−' if time < 0 and minutes else ''}{minutes // 60}:{minutes % 60:02}"


def hand(frame: Frame, start: int, end: int) -> str:
    """Where a script draws a line of the moment, with the scale it needs."""
    return tag(
        "g", class_="now", data_t0=str(start), data_t1=str(end), data_left=frame.left, data_right=frame.right,
        data_top=frame.top, data_bottom=frame.bottom,
    )  # fmt: skip
