"""A field on its way as a picture: when the first, the middle and the last come where, with night and closings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from stagerace.desk.lettering import cut, width_of
from stagerace.desk.look import ACCENT, INK, PAPER, SOFT, style
from stagerace.desk.scales import Axis, ticks
from stagerace.desk.sheet import SHEETS, Fact, Sheet, Size, flowing, head, lines
from stagerace.desk.svg import path, picture, rect, tag, text

_LOOK: Final = (
    f".stagerace .most{{fill:{ACCENT};fill-opacity:.18}}.stagerace .half{{fill:{ACCENT};fill-opacity:.36}}"
    f".stagerace .middle{{stroke:{ACCENT};stroke-width:2.5;fill:none}}"
    f".stagerace .ends{{stroke:{INK};stroke-width:1.3;stroke-dasharray:5 4;fill:none}}"
    f".stagerace .dark{{fill:{SOFT};fill-opacity:.22}}"
    f".stagerace .shut{{stroke:{INK};stroke-width:3.5;fill:none}}"
    f".stagerace .better{{fill:{PAPER};stroke:{INK};stroke-width:1.7}}"
)
FieldSize = Size | Literal["half"]
_SHEETS: Final[dict[FieldSize, Sheet]] = {
    "wide": SHEETS["wide"],
    "a4": SHEETS["a4"],
    "phone": SHEETS["phone"],
    "half": Sheet(700, 0, 14, 4, 3, 19, (0, 0)),
}
"""Half a sheet stands beside tables on paper."""
_HEIGHT: Final[dict[FieldSize, float]] = {"wide": 430.0, "a4": 460.0, "phone": 420.0, "half": 285.0}
_FEW: Final = 14
"""More places than this are not all named."""
_APART: Final = 14.0
"""Names of places closer than this to another are left out [px]."""


@dataclass(frozen=True)
class Coming:
    """When a field comes to a place: its name, how far it is [km], minutes since the start of 5, 25, 50, 75 and 95 in
    100 of those who come, of the first and of the last; when it closes by the plan, when it is proposed to."""

    place: str
    km: float
    shares: tuple[float, float, float, float, float]
    first: float
    last: float
    closes: float | None = None
    proposed: float | None = None


@dataclass(frozen=True)
class _Plot:
    along: Axis
    up: Axis
    box: tuple[float, float, float, float]


def field_picture(
    *, title: str, begins: float, field: Sequence[Coming], nights: Sequence[tuple[float, float]] = (),
    invented: bool = False, note: str = "", size: FieldSize = "wide",
) -> str:  # fmt: skip
    """The field of a stage as SVG that needs nothing else: clock time across, distance upwards.

    `begins` is the local hour of the start [h]; `field` starts with the start itself, in order of distance; `nights`
    are from sunset to sunrise [min since the start]. Raises ValueError for fewer than two places.
    """
    if len(field) < 2:
        raise ValueError("a field on its way needs two places at least")
    sheet = _SHEETS[size]
    above, top = head(
        sheet, title, "INVENTED COURSE" if invented else "", _facts(field, begins), beside=sheet.right - sheet.margin,
        columns=2 if size == "phone" else 4,
    )  # fmt: skip
    plot = _plot(field, sheet, top + 14, _HEIGHT[size])
    keys, bottom = _keys(sheet, plot.box[3] + 34, field)
    words, bottom = lines(sheet, bottom, note) if note else ("", bottom)
    height = max(sheet.height, bottom + sheet.margin)
    return picture(
        sheet.width, height, title, _described(field, begins), style(_LOOK, sheet.page),
        rect(0, 0, sheet.width, height, "paper"), above,
        tag("g", *_nights(plot, nights), *_hours(plot, begins), *_places(plot, field)),
        tag("g", *_bands(plot, field), *_closings(plot, field)), keys, words,
        millimetres=sheet.millimetres if height == sheet.height else None,
    )  # fmt: skip


def _plot(field: Sequence[Coming], sheet: Sheet, top: float, height: float) -> _Plot:
    ends = [each for one in field for each in (one.last, one.shares[-1], one.closes or 0.0, one.proposed or 0.0)]
    room = min(max(width_of(name, 12, bold=True) for name in map(_name, field)) + 12, 150.0)
    box = (sheet.margin + room, top, sheet.right - 8, top + height)
    latest = min(max(ends), max(96.0, *(1.6 * one.shares[-1] for one in field))) + 15
    return _Plot(Axis(0.0, latest, box[0], box[2]), Axis(0.0, field[-1].km, box[3], box[1] + 6), box)


def _name(one: Coming) -> str:
    return f"{one.place} · {one.km:.1f}"


def _nights(plot: _Plot, nights: Sequence[tuple[float, float]]) -> Iterator[str]:
    left, top, right, bottom = plot.box
    for begin, end in nights:
        a, b = (min(max(plot.along(each), left), right) for each in (begin, end))
        if b - a > 1:
            yield rect(a, top, b - a, bottom - top, "dark")
            if b - a > 44:
                yield text((a + b) / 2, bottom - 8, "night", "small", text_anchor="middle")


def _hours(plot: _Plot, begins: float) -> Iterator[str]:
    left, top, right, bottom = plot.box
    span = plot.along.high / 60
    every = next(step for step in (1, 2, 3, 4, 6, 12, 24) if span / step * 46 <= right - left or step == 24)
    hour = -(-begins // every) * every
    yield path([(left, bottom), (right, bottom)], "axis")
    while hour <= begins + span:
        x = plot.along((hour - begins) * 60)
        yield path([(x, top), (x, bottom + 5)], "grid")
        day = int(hour // 24)
        words = f"{int(hour % 24):02d}:00" + (f" +{day}" if day and hour % 24 < every else "")
        if x < right - 12:
            yield text(x, bottom + 18, words, "tick", text_anchor="middle")
        hour += every


def _places(plot: _Plot, field: Sequence[Coming]) -> Iterator[str]:
    left, _, right, _ = plot.box
    if len(field) > _FEW:
        for km in ticks(0.0, plot.up.high, 8):
            yield path([(left, plot.up(km)), (right, plot.up(km))], "grid")
            yield text(left - 6, plot.up(km) + 4, f"{km:g} km", "tick", text_anchor="end")
        return
    below = float("inf")
    for one in field:
        y = plot.up(one.km)
        yield path([(left, y), (right, y)], "grid")
        if below - y >= _APART and (one is field[-1] or y - plot.up(field[-1].km) >= _APART):
            below = y
            yield text(left - 6, y + 4, cut(_name(one), left - 8, 12, bold=True), "name", text_anchor="end")


def _bands(plot: _Plot, field: Sequence[Coming]) -> Iterator[str]:
    for low, high, look in ((0, 4, "most"), (1, 3, "half")):
        there = [(plot.along(one.shares[low]), plot.up(one.km)) for one in field]
        back = [(plot.along(one.shares[high]), plot.up(one.km)) for one in reversed(field)]
        yield path([*there, *back], look, closed=True)
    yield path([(plot.along(one.shares[2]), plot.up(one.km)) for one in field], "middle")
    for ends in ([one.first for one in field], [one.last for one in field]):
        points = [(min(plot.along(end), plot.box[2]), plot.up(one.km)) for one, end in zip(field, ends, strict=True)]
        yield path(points, "ends")


def _closings(plot: _Plot, field: Sequence[Coming]) -> Iterator[str]:
    for one in field:
        y = plot.up(one.km)
        if one.closes is not None and plot.along(one.closes) <= plot.box[2]:
            x = plot.along(one.closes)
            yield path([(x, y - 9), (x, y + 9)], "shut")
        if one.proposed is not None and plot.along(one.proposed) <= plot.box[2]:
            x = plot.along(one.proposed)
            yield path([(x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y)], "better", closed=True)


def _keys(sheet: Sheet, y: float, field: Sequence[Coming]) -> tuple[str, float]:
    items = [
        ("most", "9 of 10 runners"),
        ("half", "half of them"),
        ("middle", "the median"),
        ("ends", "first and last"),
    ]
    items += [("shut", "closes, by the plan")] if any(one.closes is not None for one in field) else []
    items += [("better", "proposed to close")] if any(one.proposed is not None for one in field) else []
    places, end = flowing(sheet.margin, sheet.right, y, [(38.0, words) for _, words in items])
    return "".join(_key(look, words, x, top) for (look, words), (x, top) in zip(items, places, strict=True)), end


def _key(look: str, words: str, x: float, top: float) -> str:
    middle = top + 8
    if look in ("most", "half"):
        sign = rect(x, top, 30, 15, look)
    elif look == "shut":
        sign = path([(x + 15, top - 1), (x + 15, top + 16)], look)
    elif look == "better":
        sign = path([(x + 15, middle - 7), (x + 22, middle), (x + 15, middle + 7), (x + 8, middle)], look, closed=True)
    else:
        sign = path([(x, middle), (x + 30, middle)], look)
    return sign + text(x + 38, top + 12, words, "plain")


def _clock(minutes: float, begins: float) -> str:
    whole = round(begins * 60 + minutes)
    days = whole // 1440
    return f"{whole % 1440 // 60:02d}:{whole % 60:02d}{f' +{days}' if days else ''}"


def _facts(field: Sequence[Coming], begins: float) -> list[Fact]:
    end = field[-1]
    return [
        (_clock(end.first, begins), f"first at {end.place}"),
        (_clock(end.shares[2], begins), "half of them are in"),
        (_clock(end.shares[4], begins), "95 in 100 are in"),
        (_clock(end.last, begins), "last, in 95 of 100 runs"),
    ]


def _described(field: Sequence[Coming], begins: float) -> str:
    said = [
        f"{one.place}, km {one.km:.1f}: first {_clock(one.first, begins)}, half {_clock(one.shares[2], begins)}, last "
        f"{_clock(one.last, begins)}{f', closes {_clock(one.closes, begins)}' if one.closes is not None else ''}."
        for one in field[1:]
    ]
    return " ".join(["When runners come where, by the clock and by distance.", *said])
