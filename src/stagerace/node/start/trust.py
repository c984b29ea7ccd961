"""How close the standings came to what really happened, and what they say they do not know."""

from typing import Any, get_args

from stagerace.node.scoring import Judged, Score
from stagerace.node.start.material import Material


def view(material: Material) -> dict[str, Any]:
    """The score of each race against its own truth."""
    races = [
        {"name": shown.race.plan.name, "counts": _counts(shown.score), "problems": shown.problems}
        for shown in material.races
    ]
    return {"races": races}


def _counts(score: Score) -> list[int]:
    return [len(score.cases), *(score.count(judged) for judged in get_args(Judged))]
