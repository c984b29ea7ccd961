"""The four races: who won, how many came through, where the runners of the year came in."""

from typing import Any

from stagerace.node.start.material import Material, RaceShown
from stagerace.node.start.words import amount

_SHOWN = 5


def view(material: Material) -> dict[str, Any]:
    """Each race with its front, and how it ended for everyone."""
    four = {str(portrait.bib) for portrait in material.portraits}
    return {"races": [_race(shown, four) for shown in material.races]}


def _race(shown: RaceShown, four: set[str]) -> dict[str, Any]:
    plan = shown.race.plan
    ranked = shown.ranked()
    women = shown.ranked("women")
    entered = len(shown.race.bibs)
    return {
        "name": plan.name,
        "km": round(sum(stage.metres for stage in plan.stages) / 1000) if not shown.by_distance else None,
        "by_distance": shown.by_distance,
        "stages": len(shown.stages),
        "entered": entered,
        "ranked": len(ranked),
        "out": entered - len(ranked),
        "records": shown.view.position,
        "front": [_line(line, shown) for line in ranked[:_SHOWN]],
        "women": [_line(line, shown) for line in women[:3]],
        "four": [_line(line, shown) for line in ranked if line.who in four],
    }


def _line(line: Any, shown: RaceShown) -> dict[str, Any]:
    return {
        "rank": line.rank,
        "name": shown.names.name(line.who),
        "country": shown.names.country(line.who),
        "amount": amount(line, shown),
    }
