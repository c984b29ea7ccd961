"""Bands of what was likely with a dot for what happened, a row a stage, as SVG that needs nothing else."""

from collections.abc import Iterator, Sequence
from math import log
from typing import Final

from markupsafe import Markup, escape
from msgspec import Struct

from stagerace.simulation.likely import Range

WIDTH, LEFT, RIGHT, TOP, ROW, FOOT = 340, 22, 16, 24, 27, 24
_HOURS: Final = (1, 2, 3, 5, 10, 15, 20, 30, 40)
_KILOMETRES: Final = (0, 10, 20, 30, 40, 50, 60, 80, 100)


class Band(Struct, frozen=True):
    """Where nine in ten runs lay, and what happened, if that can be compared; hours or kilometres."""

    name: str
    likely: Range
    was: float | None


class Row(Struct, frozen=True):
    """A stage with the bands of its first, its middle one and its last; `note` says why nothing happened there."""

    stage: str
    bands: tuple[Band, ...]
    note: str = ""


class Scale(Struct, frozen=True):
    """From hours or kilometres to where they are drawn; hours by their logarithm, as a long stage takes ten short."""

    low: float
    high: float
    logarithmic: bool

    def x(self, value: float) -> float:
        """Where a value is drawn [px]."""
        value = min(max(value, self.low), self.high)
        share = (
            log(value / self.low) / log(self.high / self.low)
            if self.logarithmic
            else (value - self.low) / (self.high - self.low)
        )
        return LEFT + (WIDTH - LEFT - RIGHT) * share

    def ticks(self) -> list[int]:
        """The values that are named, no two of them too near."""
        kept: list[int] = []
        for tick in _HOURS if self.logarithmic else _KILOMETRES:
            if self.low <= tick <= self.high and (not kept or self.x(tick) - self.x(kept[-1]) > 30):
                kept.append(tick)
        return kept


def bands_chart(name: str, race: str, rows: Sequence[Row], *, unit: str) -> Markup:
    """The chart of a race; `name` tells its parts from those of other charts on the page."""
    scale = _scale(rows, logarithmic=unit == "h")
    height = TOP + ROW * len(rows) + FOOT
    title = f"{race}: what was likely on each stage, and what happened"
    told = (
        f"A row a stage. Bars: where the {'time' if unit == 'h' else 'distance'} of the first, the middle one and the "
        "last lay in nine of ten runs. Dots: what happened. The table below has the same figures."
    )
    head = (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" class="likely" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(told)}</desc>'
    )
    parts = [*_grid(scale, len(rows), unit), *(part for k, row in enumerate(rows) for part in _row(row, k, scale))]
    return Markup(head + "".join([*parts, *_heads(rows[0], scale)]) + "</svg>")  # noqa: S704


def _scale(rows: Sequence[Row], *, logarithmic: bool) -> Scale:
    bands = [band for row in rows for band in row.bands]
    values = [v for band in bands for v in (band.likely.low, band.likely.high, band.was) if v is not None]
    if logarithmic:
        return Scale(max(min(values), 0.1) * 0.93, max(values) * 1.07, True)
    return Scale(0.0, max(values) * 1.05, False)


def _grid(scale: Scale, rows: int, unit: str) -> Iterator[str]:
    bottom = TOP + ROW * rows
    ticks = scale.ticks()
    for tick in ticks:
        x = scale.x(tick)
        said = f"{tick} {unit}" if tick == ticks[-1] else str(tick)
        yield f'<path class="grid" d="M{x:.1f} {TOP}V{bottom}"/>'
        yield f'<text class="tick" x="{x:.1f}" y="{bottom + 15}" text-anchor="middle">{said}</text>'


def _row(row: Row, number: int, scale: Scale) -> Iterator[str]:
    y = TOP + ROW * (number + 0.5)
    yield f'<text class="tick" x="2" y="{y + 4:.1f}">{escape(row.stage)}</text>'
    for kind, band in enumerate(row.bands):
        low, high = sorted((scale.x(band.likely.low), scale.x(band.likely.high)))
        wide = max(high - low, 2.0)
        yield f'<rect class="k{kind}" x="{low:.1f}" y="{y - 7.5:.1f}" width="{wide:.1f}" height="15" rx="2"/>'
    for band in row.bands:
        if band.was is not None:
            yield f'<circle cx="{scale.x(band.was):.1f}" cy="{y:.1f}" r="3.2"/>'


def _heads(row: Row, scale: Scale) -> Iterator[str]:
    """The names of the three bands over those of the first row, kept apart."""
    at = [(scale.x(band.likely.middle), band.name) for band in row.bands]
    before = 0.0
    for x, name in sorted(at):
        before = max(x, before + 42)
        yield f'<text class="tick" x="{before:.1f}" y="{TOP - 9}" text-anchor="middle">{escape(name)}</text>'
