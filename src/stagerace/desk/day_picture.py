"""Heat or cold over a day as a picture to print: every hour at every place, the worst one marked."""

from collections.abc import Sequence
from typing import Final

from stagerace.desk.bands import Index, bands
from stagerace.desk.day_grid import NIGHT, Cells, Day, clock, grid, names
from stagerace.desk.lettering import cut, width_of
from stagerace.desk.look import INK, LINE, PAPER, SOFT, style
from stagerace.desk.sheet import SHEETS, Fact, Sheet, Size, flowing, head, lines
from stagerace.desk.svg import picture, rect, tag, text

_CELLS: Final = (
    f".stagerace .cell{{stroke:{LINE};stroke-width:.7}}"
    ".stagerace .value{font-size:12px;font-variant-numeric:tabular-nums}"
    f".stagerace .worst{{fill:none;stroke:{INK};stroke-width:3}}"
    f".stagerace .inner{{fill:none;stroke:{PAPER};stroke-width:2}}"
    f".stagerace .night{{fill:{SOFT}}}.stagerace .light{{fill:{PAPER};stroke:{SOFT};stroke-width:.7}}"
)
_ROW: Final = 28.0
_BLOCK: Final = 8
"""How many places stand side by side on a phone."""


def day_picture(
    *,
    title: str,
    hours: Sequence[float],
    places: Sequence[str],
    values: Sequence[Sequence[float | None]],
    index: Index = "WBGT",
    unit: str = "°C",
    cold: bool = False,
    sun: tuple[float, float] | None = None,
    invented: bool = False,
    note: str = "",
    size: Size = "a4",
) -> str:
    """A day as SVG that needs nothing else; the same day gives the same bytes.

    `hours` are local hours of the day, evenly apart, beyond 24 on the next day; `values` are by place, then by hour,
    None or NaN where not known; `sun` is when it rises and sets [h]. `cold` makes the lowest value the worst. Raises
    ValueError where the shapes do not agree, nothing is given, or the index has no bands in this weather.
    """
    if not hours or not places or [len(row) for row in values] != [len(hours)] * len(places):
        shape = f"{len(places)} places and {len(hours)} hours"
        raise ValueError(f"a day of {shape} needs as many rows of values, each with one for every hour")
    day = Day(hours, places, values, bands(index, cold=cold), _worst(values, cold=cold), sun)
    sheet = SHEETS[size]
    above, top = head(
        sheet, title, "INVENTED" if invented else "", _facts(day, index, unit), beside=sheet.right - sheet.margin,
        columns=1 if size == "phone" else 3,
    )  # fmt: skip
    drawing, bottom = _down(day, sheet, top) if size == "phone" else _across(day, sheet, top)
    keys, bottom = _keys(day, sheet, bottom + 12, f"{index} [{unit}]")
    words, bottom = lines(sheet, bottom, note) if note else ("", bottom)
    height = max(sheet.height, bottom + sheet.margin)
    return picture(
        sheet.width, height, title, _described(day, index, unit), style(_CELLS, sheet.page),
        rect(0, 0, sheet.width, height, "paper"), above, drawing, keys, words,
        millimetres=sheet.millimetres if height == sheet.height else None,
    )  # fmt: skip


def _worst(values: Sequence[Sequence[float | None]], *, cold: bool) -> tuple[int, int] | None:
    """Place and hour of the worst value, the first of equal ones."""
    known = [(value, place, hour) for place, row in enumerate(values) for hour, value in enumerate(row)
             if value is not None and abs(value) < float("inf")]  # fmt: skip
    if not known:
        return None
    value = (min if cold else max)(each[0] for each in known)
    return next((place, hour) for each, place, hour in known if each == value)


def _across(day: Day, sheet: Sheet, top: float) -> tuple[str, float]:
    """Hours across, a row a place."""
    room = min(max(width_of(place, 12, bold=True) for place in day.places), 220.0)
    left = sheet.margin + room + 10
    free = sheet.height - top - 200 if sheet.height else 0.0
    height = min(max(_ROW, free / len(day.places)), 62.0)
    begin = top + 34 + NIGHT
    cells = Cells(left, begin, (sheet.right - left) / len(day.hours), height, across=True)
    return grid(day, cells, range(len(day.places))) + "".join(names(day, cells, room)), begin + height * len(day.places)


def _down(day: Day, sheet: Sheet, top: float) -> tuple[str, float]:
    """Hours downwards, a column a place, some places at a time."""
    parts = []
    for start in range(0, len(day.places), _BLOCK):
        block = range(start, min(start + _BLOCK, len(day.places)))
        key, top = _numbered(day, sheet, block, top)
        left = sheet.margin + 44 + NIGHT
        cells = Cells(left, top + 20, min((sheet.right - left) / len(block), 64), 22, across=False)
        for number in block:
            x = cells.corner(number - start, 0)[0] + cells.width / 2
            parts.append(text(x, top + 14, str(number + 1), "name", text_anchor="middle"))
        parts += [key, grid(day, cells, block)]
        top += 34 + 22 * len(day.hours)
    return "".join(parts), top


def _numbered(day: Day, sheet: Sheet, block: range, y: float) -> tuple[str, float]:
    """The names of the places whose columns are numbered."""
    names = [(n, cut(day.places[n], sheet.right - sheet.margin - 24, 12)) for n in block]
    places, end = flowing(sheet.margin, sheet.right, y + 6, [(22.0, name) for _, name in names])
    parts = [
        text(x + 16, top + 12, str(number + 1), "name", text_anchor="end") + text(x + 21, top + 12, name, "plain")
        for (number, name), (x, top) in zip(names, places, strict=True)
    ]
    return "".join(parts), end


def _keys(day: Day, sheet: Sheet, y: float, what: str) -> tuple[str, float]:
    items = [(36.0, band.name) for band in day.bands]
    places, end = flowing(sheet.margin, sheet.right, y, [(0.0, what), *items])
    parts = [text(places[0][0], places[0][1] + 12, what, "plain")]
    for band, (x, top) in zip(day.bands, places[1:], strict=True):
        parts += [rect(x, top, 30, 15, "swatch", fill=band.colour), text(x + 36, top + 12, band.name, "plain")]
    return tag("g", *parts), end


def _facts(day: Day, index: str, unit: str) -> list[Fact]:
    facts: list[Fact] = []
    if day.worst is None:
        facts.append(("not known", index))
    else:
        place, hour = day.worst
        value = f"{day.at(place, hour):.1f} {unit}".replace("-", "−")
        facts.append((value, f"worst {index}, {clock(day.hours[hour])}, {day.places[place]}"))
    if day.sun:
        facts.append((f"{clock(day.sun[0])} – {clock(day.sun[1])}", "sunrise and sunset"))
    return facts


def _described(day: Day, index: str, unit: str) -> str:
    shown = f"{index} by the hour from {clock(day.hours[0])} to {clock(day.hours[-1])} at {', '.join(day.places)}."
    if day.worst is None:
        return f"{shown} Nothing is known."
    figure, what = _facts(day, index, unit)[0]
    missing = sum(day.at(p, h) is None for p in range(len(day.places)) for h in range(len(day.hours)))
    gaps = f" {missing} hours are not known." if missing else ""
    return f"{shown} {what}: {figure}.{gaps}"
