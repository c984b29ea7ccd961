"""A judgement on published results as it is printed."""

from collections.abc import Iterator
from typing import get_args

import msgspec

from stagerace.rules.published.judging import FigureVerdict, Judgement, State, say_counts


def as_text(judgement: Judgement) -> Iterator[str]:
    """The lines of a judgement: how many of each sort, then every contradiction and what would fit."""
    yield judgement.edition.title
    for sort, states in judgement.by_sort.items():
        yield f"  {sort}: {say_counts('figure', states)}"
    for verdict in judgement.contradictions:
        yield ""
        yield from _contradiction(verdict)
    yield ""
    yield f"{judgement.summary}."


def _contradiction(verdict: FigureVerdict) -> Iterator[str]:
    line = f"line {verdict.figure.line}, " if verdict.figure.line else ""
    yield f"- {line}{verdict.figure} ({verdict.kind})"
    yield f"  {verdict.why}"
    if verdict.expected and not any(fit.value == verdict.expected for fit in verdict.fits):
        yield f"  expected: {verdict.expected}"
    for fit in verdict.fits:
        yield f"  would fit: {fit.value} ({fit.how})"
    if not verdict.fits and verdict.kind == "sums":
        yield "  no single misprint would fit"


def as_json(judgement: Judgement) -> str:
    """A judgement as JSON: the counts, then every figure with its verdict."""
    counts = {state: judgement.count(state) for state in get_args(State)}
    figures = [_figure(verdict) for verdict in judgement.verdicts]
    return msgspec.json.encode({"edition": judgement.edition.title, "counts": counts, "figures": figures}).decode()


def _figure(verdict: FigureVerdict) -> dict[str, object]:
    figure = verdict.figure
    return {
        "line": figure.line,
        "scope": str(figure.where),
        "rank_scope": figure.table,
        "rank": figure.rank_text or None,
        "name": figure.name,
        "value": figure.printed,
        "state": verdict.state,
        "kind": verdict.kind,
        "why": verdict.why,
        "expected": verdict.expected,
        "fits": [{"value": fit.value, "how": fit.how} for fit in verdict.fits],
        "source": figure.source,
    }
