"""What a backtest comes to: the scores of every forecaster, by what was asked and when."""

from collections.abc import Sequence

from msgspec import Struct

from stagerace.forecast.backtest import Walked
from stagerace.forecast.scores import Scores, scores


class Method(Struct, frozen=True):
    """The scores of one forecaster: the next column, of it the first 20 at each and the others, and the finish."""

    next: Scores
    next_first20: Scores
    next_after20: Scores
    finish: Scores


class Report(Struct, frozen=True):
    """The scores of all forecasters by name; None for one that needs an earlier edition where none was given."""

    methods: dict[str, Method | None]


def report(walked: Walked, names: Sequence[str]) -> Report:
    """The scores of what was said, and None for those of the names that said nothing."""
    return Report({name: _method(walked, name) if name in walked.said else None for name in names})


def _method(walked: Walked, name: str) -> Method:
    asked, said = walked.asked, walked.said[name]
    coming = ~asked.finish
    chosen = (coming, coming & asked.first, coming & ~asked.first, asked.finish)
    return Method(*(scores(said[some], asked.actual[some], asked.since[some]) for some in chosen))
