"""What a backtest came to, in columns."""

from collections.abc import Iterator
from typing import Final

from stagerace.cli.columns import table
from stagerace.forecast.backtest import Walked
from stagerace.forecast.cells import cells
from stagerace.forecast.report import Report
from stagerace.forecast.scores import Scores

_KINDS: Final = (
    ("next", "next checkpoint"),
    ("next_first20", "next checkpoint, before 20 had reached it"),
    ("next_after20", "next checkpoint, once 20 had"),
    ("finish", "finish"),
)
_HEAD: Final = ("forecasts", "error", "error %", "crps", "in 50 %", "in 90 %")
_NONE: Final = "-"


def lines(found: Report, walked: Walked, start_clock: float | None) -> Iterator[str]:
    """A table for each thing forecast; with the clock time of the start [h], ranges by quarter and light too."""
    for field, title in _KINDS:
        yield title
        rows = [(name, *_figures(getattr(method, field) if method else None)) for name, method in found.methods.items()]
        yield from table(("forecaster", *_HEAD), rows)
        yield ""
    if start_clock is not None:
        for name in walked.said:
            yield f"{name}, next checkpoint, by quarter of the field"
            rows = [
                (f"{cell.quarter} {'night' if cell.night else 'day'}", *_figures(cell.scores))
                for cell in cells(walked, name, start_clock)
            ]
            yield from table(("quarter", *_HEAD), rows)
            yield ""


def _figures(scored: Scores | None) -> tuple[str, ...]:
    """The figures of one row; dashes where there are none."""
    if scored is None or not scored.n:
        return ("0" if scored else _NONE, *(_NONE,) * (len(_HEAD) - 1))
    return (
        str(scored.n),
        _minutes(scored.mae_s),
        _percent(scored.mape),
        _minutes(scored.crps_s),
        _percent(scored.cover50),
        _percent(scored.cover90),
    )


def _minutes(seconds: float | None) -> str:
    """Seconds as minutes and seconds.

    >>> _minutes(95.4)
    '1:35'
    """
    whole = round(seconds or 0.0)
    return f"{whole // 60}:{whole % 60:02}"


def _percent(share: float | None) -> str:
    return f"{100.0 * (share or 0.0):.1f}"
