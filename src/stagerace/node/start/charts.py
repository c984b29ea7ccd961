"""Places drawn over the stages of a race, as SVG that needs nothing else."""

from collections.abc import Sequence
from math import sqrt
from typing import Final

from markupsafe import Markup, escape

from stagerace.core.names import Bib
from stagerace.node.start.material import RaceShown
from stagerace.simulation.portraits import Portrait

WIDTH, HEIGHT = 520, 260
LEFT, RIGHT, TOP, BOTTOM = 44, 118, 14, 30
_APART: Final = 15
"""How far labels keep from each other [px]."""
_TICKS: Final = (1, 5, 10, 25, 50, 75, 100, 150, 200)


def places_chart(shown: RaceShown, portraits: Sequence[Portrait]) -> Markup:
    """The four runners' places after every stage; the scale is of square roots, so that the front has room."""
    last = max(2, len(shown.ranked()) + 10)
    lines = {p.bib: _places(shown, Bib(str(p.bib))) for p in portraits}
    parts = [*_grid(shown, last)]
    ends = {bib: _y(places[-1][1], last) for bib, places in lines.items() if places}
    labels = _spread(ends)
    for number, portrait in enumerate(portraits):
        places = lines[portrait.bib]
        if not places:
            continue
        parts.append(_line(number, places, shown, last))
        x, _ = _point(shown, places[-1], last)
        left = f"M{x + 4:.1f} {ends[portrait.bib]:.1f}L{WIDTH - RIGHT + 10} {labels[portrait.bib] - 4:.1f}"
        parts.append(f'<path class="lead" d="{left}"/>')
        out = " ×" if len(places) < len(shown.stages) or shown_out(shown, portrait) else ""
        parts.append(
            f'<text class="who r{number}" x="{WIDTH - RIGHT + 14}" y="{labels[portrait.bib]:.1f}">'
            f"{escape(portrait.name.split()[-1])}{out}</text>"
        )
    title = f"Places of the four after each stage of {shown.race.plan.name}"
    head = f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}" class="places">'
    return Markup(head + "".join(parts) + "</svg>")  # noqa: S704


def shown_out(shown: RaceShown, portrait: Portrait) -> bool:
    """Whether a runner has no place at the end."""
    line = shown.line(Bib(str(portrait.bib)))
    return line is None or line.rank is None


def _places(shown: RaceShown, bib: Bib) -> list[tuple[int, int]]:
    """The positions of the stages and the places after them, as long as the runner had one."""
    if bib not in shown.race.results:
        return []
    found = ((index, shown.line(bib, stage)) for index, stage in enumerate(shown.stages))
    return [(index, line.rank) for index, line in found if line and line.rank is not None]


def _x(index: int, shown: RaceShown) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * index / max(1, len(shown.stages) - 1)


def _y(place: int, last: int) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (sqrt(place) - 1) / (sqrt(last) - 1)


def _point(shown: RaceShown, place: tuple[int, int], last: int) -> tuple[float, float]:
    return _x(place[0], shown), _y(place[1], last)


def _grid(shown: RaceShown, last: int) -> list[str]:
    parts = []
    for tick in (t for t in _TICKS if t <= last):
        y = _y(tick, last)
        parts.append(f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>')
        parts.append(f'<text class="tick" x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{tick}</text>')
    for index, stage in enumerate(shown.stages):
        x = _x(index, shown)
        parts.append(f'<text class="tick" x="{x:.1f}" y="{HEIGHT - 8}" text-anchor="middle">{stage}</text>')
    return parts


def _line(number: int, places: list[tuple[int, int]], shown: RaceShown, last: int) -> str:
    points = [_point(shown, place, last) for place in places]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.2"/>' for x, y in points)
    return f'<g class="r{number}"><polyline points="{path}"/>{dots}</g>'


def _spread(ends: dict[int, float]) -> dict[int, float]:
    """Where labels go so that none covers another."""
    placed: dict[int, float] = {}
    floor = 0.0
    for bib, y in sorted(ends.items(), key=lambda item: item[1]):
        placed[bib] = floor = max(y + 4, floor + _APART)
    return placed
