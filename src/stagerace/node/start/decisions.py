"""What race directors decided in the season, in the order they announced it."""

from typing import Any

from stagerace.core.zone import say_clock
from stagerace.node.start.material import Material, RaceShown
from stagerace.rules.explain import tell
from stagerace.rules.facts import Ruling
from stagerace.rules.rulings import REVOKE


def view(material: Material) -> dict[str, Any]:
    """The decisions of each race."""
    return {"races": [{"name": shown.race.plan.name, "rulings": _rulings(shown)} for shown in material.races]}


def _rulings(shown: RaceShown) -> list[dict[str, Any]]:
    facts = shown.race.facts
    every = sorted(facts.rulings.values(), key=lambda ruling: ruling.order)
    return [_ruling(ruling, shown) for ruling in every if ruling.id not in facts.reports]


def _ruling(ruling: Ruling, shown: RaceShown) -> dict[str, Any]:
    text = ruling.text
    everyone = text.bibs in ("", "all")
    bibs = [bib for bib in shown.race.bibs if ruling.concerns(bib)]
    whom = "everyone" if everyone else ", ".join(shown.names.name(bib) or bib for bib in bibs[:3])
    if not everyone and len(bibs) > 3:
        whom = f"{len(bibs)} runners"
    return {
        "when": say_clock(text.announced, shown.race.plan.zone),
        "stage": text.stage,
        "what": tell(text.ruling, ruling, shown.race.plan),
        "whom": "" if text.ruling == REVOKE else whom,
        "reason": text.reason,
        "stands": text.ruling == REVOKE or ruling in shown.race.rulings,
    }
