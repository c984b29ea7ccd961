"""Real editions: every published figure follows from others, cannot be checked, or contradicts them."""

from typing import Any, get_args

from stagerace.node.start.material import Material
from stagerace.rules.published.judging import FigureVerdict, Judgement, State

_SHOWN = 6


def view(material: Material) -> dict[str, Any]:
    """The editions with their verdicts, and over all how many figures there are of each kind."""
    editions = [_edition(judgement) for judgement in material.editions]
    total = {state: sum(judgement.count(state) for judgement in material.editions) for state in get_args(State)}
    return {"editions": editions, "total": total, "figures": sum(total.values())}


def _edition(judgement: Judgement) -> dict[str, Any]:
    wrong = judgement.contradictions
    return {
        "title": judgement.edition.title,
        "story": judgement.edition.story,
        "not_found": judgement.edition.not_found,
        "follows": judgement.count("follows"),
        "unchecked": judgement.count("unchecked"),
        "contradicts": judgement.count("contradicts"),
        "wrong": [_verdict(verdict) for verdict in wrong[:_SHOWN]],
        "more": max(0, len(wrong) - _SHOWN),
        "sources": len({figure.source for figure in judgement.edition.figures if figure.source}),
    }


def _verdict(verdict: FigureVerdict) -> dict[str, Any]:
    return {
        "figure": str(verdict.figure),
        "why": verdict.why,
        "fits": [{"value": fit.value, "how": fit.how} for fit in verdict.fits],
        "expected": verdict.expected,
    }
