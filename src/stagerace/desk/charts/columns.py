"""Stages side by side as the columns of a chart, those of one race together."""

from collections.abc import Iterator

from msgspec import Struct

from stagerace.desk.charts.frame import Frame, foot, word
from stagerace.desk.said import Says
from stagerace.desk.svg import path


class Heat(Struct, frozen=True):
    """A race of the chart: its name, and how many stages of it there are."""

    name: str
    stages: int


def stage_foot(frame: Frame, races: tuple[Heat, ...], w: Says) -> Iterator[str]:
    """Numbers of stages below the box, the names of races below those, and lines between races."""
    marks = [(float(first + n), str(n + 1)) for first, race in firsts(races) for n in range(race.stages)]
    yield from foot(frame, marks)
    if len(races) < 2:
        yield word(frame.left, frame.bottom + 78, w("chart.stage_axis"))
        return
    for first, race in firsts(races):
        begin, end = frame.along(first - 0.5), frame.along(first + race.stages - 0.5)
        if first:
            yield path([(begin, frame.top), (begin, frame.bottom + 84)], "grid")
        yield word(max(begin, 0) + 8, frame.bottom + 78, race.name, look="minor", room=end - max(begin, 0) - 12)


def firsts(races: tuple[Heat, ...]) -> list[tuple[int, Heat]]:
    """Each race with the position of its first stage among all."""
    found, first = [], 0
    for race in races:
        found.append((first, race))
        first += race.stages
    return found


def stage_count(races: tuple[Heat, ...]) -> int:
    """How many columns there are."""
    return sum(race.stages for race in races)


def stage_heads(races: tuple[Heat, ...], w: Says) -> tuple[str, ...]:
    """What the stages are called in a table."""
    named = len(races) > 1
    return tuple(
        f"{race.name} {n + 1}" if named else w("race.stage", n=n + 1) for race in races for n in range(race.stages)
    )


def runs(points: tuple[tuple[int, int], ...], races: tuple[Heat, ...]) -> list[tuple[tuple[int, int], ...]]:
    """A line broken between races, and where a stage is missing."""
    begins = {first for first, _ in firsts(races)}
    found: list[tuple[tuple[int, int], ...]] = []
    for point in points:
        if found and point[0] == found[-1][-1][0] + 1 and point[0] not in begins:
            found[-1] = (*found[-1], point)
        else:
            found.append((point,))
    return found
