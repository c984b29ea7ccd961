"""The profile itself: the ground by distance, what it is made of, its axes, its highest, lowest and steepest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from stagerace.core.terrain import Terrain
from stagerace.course.profile import Profile
from stagerace.desk.course_facts import Heights, metres_high
from stagerace.desk.ground_look import fill
from stagerace.desk.lettering import width_of
from stagerace.desk.scales import Axis, ticks
from stagerace.desk.svg import path, rect, tag, text

Box = tuple[float, float, float, float]
"""Left, top, right, bottom [px]."""


@dataclass(frozen=True)
class Plot:
    """Where a profile is drawn, and its scales; `level` is the altitude drawn where none is known [m]."""

    ground: Profile
    found: Heights | None
    box: Box
    along: Axis
    up: Axis

    def height_at(self, metres: float) -> float:
        """Where the ground lies at a distance [px]."""
        if self.found is None:
            return self.up(0.0)
        return self.up(float(np.interp(metres, self.ground.distance, self.ground.altitude)))

    def line(self, begin: float, end: float) -> list[tuple[float, float]]:
        """The ground from one distance to another [px]."""
        inner = self.ground.distance[(self.ground.distance > begin) & (self.ground.distance < end)]
        return [(self.along(float(d)), self.height_at(float(d))) for d in (begin, *inner, end)]

    @property
    def steeper(self) -> float:
        """How many times steeper than it is the ground is drawn."""
        return -self.up.each / self.along.each


def plot_in(ground: Profile, found: Heights | None, box: Box) -> Plot:
    """A plot that fills a box: room for labels above the highest point, and for ground below the lowest."""
    left, top, right, bottom = box
    whole = float(ground.distance[-1])
    along = Axis(0.0, whole, left, right)
    if found is None:
        return Plot(ground, found, box, along, Axis(-1.0, 1.0, bottom, top))
    low, high = found.lowest[1], found.highest[1]
    span = max(high - low, 60.0, 0.003 * whole)
    middle = (low + high) / 2
    up = Axis(middle - 0.72 * span, middle + 0.5 * span + 44 * 1.22 * span / (bottom - top - 44), bottom, top)
    return Plot(ground, found, box, along, up)


def drawn(plot: Plot, parts: Sequence[tuple[float, float, Terrain]], name: str) -> str:
    """Axes, ground and line."""
    return tag(
        "g", *_altitudes(plot), *_ground(plot, parts, name), *_steep(plot),
        path(plot.line(0.0, plot.along.high), "way"), *_distances(plot), *_no_altitude(plot),
    )  # fmt: skip


def marked(plot: Plot, poles: Sequence[float]) -> str:
    """Highest, lowest and steepest, each named above the ground where it is free."""
    if plot.found is None:
        return ""
    taken: list[Box] = []
    parts = []
    for metres, words, sign in _marks(plot.found):
        x, y = plot.along(metres), plot.height_at(metres)
        box = _free(plot, x, words, taken, poles, below=metres == plot.found.lowest[0])
        if box is not None:
            taken.append(box)
            parts.append(text((box[0] + box[2]) / 2, box[3] - 3, words, "on", text_anchor="middle"))
        if sign:
            parts.append(tag("circle", cx=x, cy=y, r=4, class_="sign"))
    return tag("g", *parts)


def _marks(found: Heights) -> Iterator[tuple[float, str, bool]]:
    yield found.highest[0], metres_high(found.highest[1]), True
    if found.steepest:
        yield (found.steepest.begin + found.steepest.end) / 2, str(found.steepest), False
    if found.highest[1] - found.lowest[1] >= 1:
        yield found.lowest[0], metres_high(found.lowest[1]), True


def _free(plot: Plot, x: float, words: str, taken: Sequence[Box], poles: Sequence[float], *, below: bool) -> Box | None:
    """Room for a label near a point, above the ground or below: on the fewest poles, on no other label."""
    width = width_of(words, 12, bold=True) + 4
    left, top, right, bottom = plot.box
    ways = []
    for shift in (0.0, 0.5, -0.5, 0.7, -0.7, 1.0, -1.0, 1.4, -1.4):
        begin = min(max(x + shift * width - width / 2, left + 2), right - width - 2)
        line = list(_heights_between(plot, begin, begin + width))
        floor = max(line) + 22 if below else min(line) - 7
        box = (begin, floor - 15, begin + width, floor)
        if box[1] >= top and box[3] <= bottom - 2 and not any(_touch(box, other) for other in taken):
            crossed = 0 if below else sum(begin - 3 < pole < begin + width + 3 for pole in poles)
            ways.append((crossed, abs(shift), box))
    return min(ways)[2] if ways else None


def _heights_between(plot: Plot, begin: float, end: float) -> Iterator[float]:
    metres = plot.along.low + (np.linspace(begin, end, 24) - plot.along.begin) / plot.along.each
    yield from (plot.height_at(float(each)) for each in metres)


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] + 4 and other[0] < one[2] + 4 and one[1] < other[3] + 2 and other[1] < one[3] + 2


def _altitudes(plot: Plot) -> Iterator[str]:
    left, top, right, bottom = plot.box
    if plot.found is None:
        return
    most = max(2, int((bottom - top) / 42))
    for tick in ticks(plot.up.low, plot.up.high, most):
        y = plot.up(tick)
        if y > bottom - 5 or y < top + 12:
            continue
        yield path([(left, y), (right, y)], "grid")
        yield text(left - 6, y + 4, f"{tick:,.0f}".replace("-", "−"), "tick", text_anchor="end")
    yield text(left - 6, top + 4, "m", "tick", text_anchor="end")


def _distances(plot: Plot) -> Iterator[str]:
    left, _, right, bottom = plot.box
    yield path([(left, bottom), (right, bottom)], "axis")
    for tick in ticks(0.0, plot.along.high, max(2, int((right - left) / 46))):
        x = plot.along(tick)
        yield path([(x, bottom), (x, bottom + 5)], "axis")
        if x < right - 26:
            yield text(x, bottom + 18, f"{tick / 1000:g}", "tick", text_anchor="middle")
    yield text(right, bottom + 18, "km", "tick", text_anchor="end")


def _ground(plot: Plot, parts: Sequence[tuple[float, float, Terrain]], name: str) -> Iterator[str]:
    bottom = plot.box[3]
    for begin, end, kind in parts:
        line = plot.line(begin, end)
        area = [*line, (line[-1][0], bottom), (line[0][0], bottom)]
        yield path(area, "ground", closed=True, fill=fill(kind, name))
    for begin, _, _ in parts[1:]:
        x = plot.along(begin)
        yield path([(x, plot.height_at(begin)), (x, bottom)], "edge")


def _steep(plot: Plot) -> Iterator[str]:
    if plot.found and plot.found.steepest:
        yield path(plot.line(plot.found.steepest.begin, plot.found.steepest.end), "steep")


def _no_altitude(plot: Plot) -> Iterator[str]:
    if plot.found is None:
        left, top, right, bottom = plot.box
        yield text((left + right) / 2, (top + bottom) / 2 + 26, "altitude not known", "on", text_anchor="middle")


def swatch(x: float, y: float, kind: Terrain, name: str) -> str:
    """A sample of a kind of ground."""
    return tag("g", rect(0, 0, 30, 15, "swatch", fill=fill(kind, name)), transform=f"translate({x:.1f} {y:.1f})")
