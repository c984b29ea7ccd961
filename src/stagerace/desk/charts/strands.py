"""The lines of a chart: the whole field as one grey path, up to eight in colour with their names at their ends."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from unicodedata import bidirectional

from stagerace.desk.charts.base import WIDTH, Coloured, Strand
from stagerace.desk.charts.frame import LETTER, Frame
from stagerace.desk.lettering import cut
from stagerace.desk.svg import escaped, tag

FIELD: Final = 200
"""How many grey lines are drawn at most."""
ROOM: Final = 220
"""Room for names on the right [px]."""
_APART: Final = 36
"""How far apart two names stand [px]."""
_APART_FROM: Final = "\u2068"
_TO_HERE: Final = "\u2069"
Spots = list[tuple[int, int]]


def thinned(field: Sequence[Strand]) -> Sequence[Strand]:
    """The field, or where it is large lines evenly spaced in its order, the first and the last among them."""
    if len(field) <= FIELD:
        return field
    return [field[i * (len(field) - 1) // (FIELD - 1)] for i in range(FIELD)]


def grey(frame: Frame, field: Sequence[Strand]) -> Iterator[str]:
    """The field as one path of whole pixels."""
    lines = [spots_of(frame, strand) for strand in thinned(field)]
    if drawn := "".join(steps(line) for line in lines if len(line) > 1):
        yield tag("path", d=drawn, class_="field")


def colours(frame: Frame, lines: Sequence[Coloured]) -> Iterator[str]:
    """The lines in colour, each with a dot at its end and its name on the right; the first drawn last, on top."""
    ends = []
    for line in reversed(lines):
        spots = spots_of(frame, line.points)
        if not spots:
            continue
        yield _line(line, spots)
        ends.append((spots[-1], line))
    yield from strand_names(frame, ends)


def _line(line: Coloured, spots: Spots) -> str:
    x, y = spots[-1]
    way = [tag("path", d=steps(spots), class_=f"l c{line.look}")] if len(spots) > 1 else []
    return tag("g", *way, tag("circle", cx=x, cy=y, r=7, class_=f"d c{line.look}"), data_bib=line.bib)


def strand_names(frame: Frame, ends: Iterable[tuple[tuple[int, int], Coloured]]) -> Iterator[str]:
    """Names in the order of the ends, those further right above, so that no two leads cross."""
    ordered = sorted(ends, key=lambda end: (end[0][1], -end[0][0], end[1].look))
    heights = spread([spot[1] for spot, _ in ordered], frame.top + 14, frame.bottom - 4)
    for (spot, line), y in zip(ordered, heights, strict=True):
        yield tag("path", d=steps([spot, (frame.right + 8, y)]), class_=f"lead c{line.look}")
        yield _name(frame.right + 12, y + 10, line, WIDTH - frame.right - 14)


def _name(x: int, y: int, line: Coloured, room: float) -> str:
    """A runner's bib and name, the name kept apart from the words around it where it runs from right to left.

    Marks of Unicode set it apart: a `direction` on part of a text would move where the whole begins.
    """
    said = cut(line.label, room, LETTER, bold=True)
    before = f"{line.bib} " if said.startswith(f"{line.bib} ") else ""
    name = said.removeprefix(before)
    first = next((each for letter in name if (each := bidirectional(letter)) in ("L", "R", "AL")), "L")
    inner = before + (name if first == "L" else f"{_APART_FROM}{name}{_TO_HERE}")
    return tag("text", escaped(inner), x=x, y=y, class_=f"n c{line.look}", direction="ltr", unicode_bidi="isolate")


def spread(wanted: Sequence[int], low: int, high: int) -> list[int]:
    """Heights as near as may be to the wanted ones, in their order, apart enough to be read [px]."""
    heights = list(wanted)
    floor = low
    for i, height in enumerate(heights):
        heights[i] = max(height, floor)
        floor = heights[i] + _APART
    ceiling = high
    for i in range(len(heights) - 1, -1, -1):
        heights[i] = min(heights[i], ceiling)
        ceiling = heights[i] - _APART
    return heights


def spots_of(frame: Frame, strand: Strand) -> Spots:
    """Where the points of a line lie, up to where it leaves the box; those left out that lie on the one before [px]."""
    spots: Spots = []
    for i, point in enumerate(strand):
        is_out = not frame.holds(point)
        spot = frame.spot(frame.edge(strand[i - 1], point) if is_out and i else point)
        if not spots or spots[-1] != spot:
            spots.append(spot)
        if is_out:
            break
    return spots


def at_place(strand: Strand, where: int) -> int | None:
    """How far up a line is at a place along the chart; None where it has no point there."""
    return next((up for along, up in strand if along == where), None)


def steps(spots: Sequence[tuple[int, int]]) -> str:
    """A path in steps from spot to spot: fewer bytes than where each of them is."""
    (x, y), parts = spots[0], []
    begin = f"M{x} {y}l"
    for next_x, next_y in spots[1:]:
        parts.append(_pair(next_x - x, next_y - y))
        x, y = next_x, next_y
    return begin + "".join(f" {part}" if i and part[0] != "-" else part for i, part in enumerate(parts))


def _pair(x: int, y: int) -> str:
    return f"{x}{y}" if y < 0 else f"{x} {y}"
