"""The profile of a stage with a dot at every place somebody on the way was last seen at, as large as they are many."""

from collections.abc import Iterator, Sequence
from math import sqrt
from typing import ClassVar, Final

from msgspec import Struct

from stagerace.core.names import Metres
from stagerace.desk.charts.base import ChartKind, DataTable, axis_word, stage_word
from stagerace.desk.charts.frame import Frame, foot, frame, grid, word
from stagerace.desk.said import Says, kilometres, place_word
from stagerace.desk.scales import ticks
from stagerace.desk.svg import path, tag, text

MOST_POINTS: Final = 240
"""How many points of the ground are drawn at most."""
_FLAT: Final = 30
"""The height drawn where none is known [m]."""
_NAMES: Final = 20
"""How many names a row of the table tells."""


class Seen(Struct, frozen=True):
    """A place, and who of those still on the way was last seen there."""

    name: str
    metres: Metres
    runners: tuple[str, ...]


class Elevation(Struct, frozen=True):
    """A stage's ground: (metres, altitude [m]) of points along it, none where the plan holds no course."""

    stage: str
    metres: Metres
    ground: tuple[tuple[int, int], ...]
    places: tuple[Seen, ...]
    invented: bool = False


class ElevationChart(ChartKind[Elevation]):
    """Distance along the bottom, altitude upwards."""

    name: ClassVar[str] = "elevation"
    height: ClassVar[int] = 460
    data = Elevation

    def title(self, data: Elevation, w: Says) -> str:
        """`Profile of stage 3`."""
        return w("elevation.title", stage=stage_word(data.stage, w))

    def description(self, data: Elevation, w: Says) -> str:
        """How high, and how many were last seen where."""
        where = "; ".join(
            f"{place_word(each.name, w)} {len(each.runners)}" for each in data.places if each.runners
        )  # fmt: skip
        return f"{_ground(data, w)} {w('elevation.seen', places=where) if where else w('elevation.nobody')}"

    def note(self, data: Elevation, w: Says) -> str:
        """What a dot is."""
        parts = [w("elevation.note")]
        if not data.ground:
            parts.append(w("elevation.unknown"))
        if data.invented:
            parts.append(w("elevation.invented"))
        return " ".join(parts)

    def drawn(self, data: Elevation, w: Says) -> Iterator[str]:
        """Altitudes across, places along, the ground, the dots."""
        ground = _thinned(data)
        box = _frame(data, ground)
        yield from grid(box, _altitudes(box) if data.ground else ())
        yield from foot(box, [(each.metres, axis_word(each.name, w)) for each in data.places], poles=True)
        yield word(box.left, box.top - 14, w("elevation.axis") if data.ground else w("elevation.unknown"))
        line = [box.spot(point) for point in ground]
        yield path([*line, (line[-1][0], box.bottom), (line[0][0], box.bottom)], "ground", closed=True)
        yield path(line, "way")
        yield _dots(box, ground, data)

    def table(self, data: Elevation, w: Says) -> DataTable:
        """Every place, how many were last seen there, and who."""
        head = (w("table.where"), "km", w("elevation.axis"), w("elevation.how_many"), w("elevation.who"))
        return DataTable(head, tuple(_row(each, data, w) for each in data.places))


def _ground(data: Elevation, w: Says) -> str:
    if not data.ground:
        return w("elevation.flat", km=kilometres(data.metres))
    heights = [height for _, height in data.ground]
    return w("elevation.about", km=kilometres(data.metres), low=min(heights), high=max(heights))


def _row(place: Seen, data: Elevation, w: Says) -> tuple[str, ...]:
    named, more = place.runners[:_NAMES], len(place.runners) - _NAMES
    names = ", ".join(named) + (f" {w('elevation.more', n=more)}" if more > 0 else "")
    height = str(round(_height(data.ground, place.metres))) if data.ground else ""
    return (place_word(place.name, w), kilometres(place.metres), height, str(len(place.runners)), names)


def _thinned(data: Elevation) -> list[tuple[int, int]]:
    """The ground in few points, its last among them; flat where it is not known."""
    ground = data.ground or ((0, 0), (data.metres, 0))
    each = -(-len(ground) // MOST_POINTS)
    return [*ground[::each], *([ground[-1]] if (len(ground) - 1) % each else [])]


def _frame(data: Elevation, ground: Sequence[tuple[int, int]]) -> Frame:
    low, high = min(height for _, height in ground), max(height for _, height in ground)
    room = max(high - low, _FLAT)
    # The ground keeps to the lower two thirds: the dots stand on it.
    return frame((110, 50, 920, 400), (0, data.metres), (low - room * 0.3, low + room * 1.35))


def _altitudes(box: Frame) -> list[tuple[float, str]]:
    return [(tick, f"{tick:.0f}".replace("-", "−")) for tick in ticks(box.up.low, box.up.high, 4)]


def _height(ground: Sequence[tuple[int, int]], metres: int) -> float:
    """The altitude at a distance."""
    before = max((point for point in ground if point[0] <= metres), default=ground[0])
    after = min((point for point in ground if point[0] >= metres), default=ground[-1])
    if after[0] == before[0]:
        return before[1]
    return before[1] + (after[1] - before[1]) * (metres - before[0]) / (after[0] - before[0])


def _dots(box: Frame, ground: Sequence[tuple[int, int]], data: Elevation) -> str:
    """Dots on the line, each with its number; they carry the scale that a script needs to move them."""
    parts = []
    for place in data.places:
        if not place.runners:
            continue
        x, y = box.spot((place.metres, round(_height(ground, place.metres))))
        many = len(place.runners)
        size = min(46.0, 20 + 2.2 * sqrt(many))
        y = round(max(y, box.top + size))
        inside = (
            tag("circle", cx=x, cy=y, r=size, class_="seen"),
            text(x, y + 10, str(many), "many", text_anchor="middle"),
        )
        parts.append(tag("g", *inside, data_metres=place.metres))
    return tag(
        "g", *parts, class_="now", data_m0=0, data_m1=data.metres, data_left=box.left, data_right=box.right,
        data_top=box.top, data_bottom=box.bottom,
    )  # fmt: skip
