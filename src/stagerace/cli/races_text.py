"""Whole races that nothing was fitted to: theirs and ours, in words and columns."""

from collections.abc import Iterator, Sequence
from typing import Final

from stagerace.cli.columns import table
from stagerace.node.real_races import EditionForecast, MountainTold, RealRaces, ShareTold

_PLACES_IN_FIELD: Final = ("p2", "p10", "p25", "p50", "p75", "p90", "p98")


def races_lines(races: RealRaces) -> Iterator[str]:
    """The editions that were forecast from the others, and the year held back."""
    yield "Finish times of the Marathon des Sables, each edition forecast from all others, its distance and its year"
    heads = ("year", "forecast", "all others' paces", "best scale afterwards")
    rows = [_edition(each) for each in (*races.editions, races.mean)]
    yield from table(heads, rows, left=(0,))
    yield "  figures are Kolmogorov's distance from what was run: the largest gap between two distributions"
    if races.mountain:
        yield ""
        yield from mountain_lines(races.mountain)


def mountain_lines(told: MountainTold) -> Iterator[str]:
    """A year that no fit has seen, theirs beside ours."""
    yield f"The Ultra-Trail du Mont-Blanc {told.year}, which no fit has seen"
    theirs, ours = told.leaving
    rows = [("leave", f"{100 * theirs:.1f} %", f"{100 * ours:.1f} %")]
    rows += [
        (f"finish {name}", f"{t:.1f} h", f"{o:.1f} h")
        for name, (t, o) in zip(_PLACES_IN_FIELD, told.finish_h, strict=True)
    ]
    yield from table(("", "theirs", "ours"), rows, left=(0,))
    yield f"  finish times lie {told.distance:.3f} apart (Kolmogorov and Smirnov)"
    yield from _shares("place", told.by_place, told.elsewhere_by_place, told.correlation_by_place)
    yield from _shares("hour", told.by_hour, told.elsewhere_by_hour, told.correlation_by_hour)


def _edition(told: EditionForecast) -> tuple[str, ...]:
    figures = (told.forecast, told.pooled, told.perfect)
    return (str(told.year or "mean"), *(f"{figure:.4f}" for figure in figures))


def _shares(what: str, shares: Sequence[ShareTold], elsewhere: float, together: float) -> Iterator[str]:
    yield f"Who left, by {what} [% of starters]; {100 * elsewhere:.0f} % fall elsewhere, correlation {together:.2f}"
    rows = [(share.where, f"{100 * share.theirs:.1f}", f"{100 * share.ours:.1f}") for share in shares]
    yield from table((what, "theirs", "ours"), rows, left=(0,))
