"""The four runners through every stage of the year: where they stood, and what it hung on."""

from typing import Any

from stagerace.core.names import Bib
from stagerace.node.names import say_stage_status
from stagerace.node.start.charts import places_chart
from stagerace.node.start.material import Material, RaceShown
from stagerace.node.start.words import came, decision, neighbours
from stagerace.rules.explain import StageStory
from stagerace.rules.season.outing import RunnerId
from stagerace.simulation.portraits import Portrait


def view(material: Material) -> dict[str, Any]:
    """The four with their year, race by race, and a chart of their places in each."""
    rows = material.season.table.titles[0].rows if material.season.table.titles else ()
    states = {row.runner: row for row in rows}
    return {
        "runners": [
            _runner(portrait, material, states.get(RunnerId(portrait.runner))) for portrait in material.portraits
        ],
        "charts": [
            {"name": shown.race.plan.name, "svg": places_chart(shown, material.portraits)} for shown in material.races
        ],
    }


def _runner(portrait: Portrait, material: Material, state: Any) -> dict[str, Any]:
    bib = Bib(str(portrait.bib))
    return {
        "portrait": portrait,
        "state": state.state if state else "",
        "why": state.why if state else "",
        "races": [_race(shown, bib) for shown in material.races if bib in shown.race.results],
    }


def _race(shown: RaceShown, bib: Bib) -> dict[str, Any]:
    line = shown.line(bib)
    story = shown.story(bib)
    return {
        "name": shown.race.plan.name,
        "came": came(line, shown),
        "hung": neighbours(line, shown) if line else "",
        "stages": [_stage(stage, shown, bib) for stage in story.stages],
        "decisions": [
            f"Stage {stage.stage}: {decision(decided, shown.race.plan.zone)}"
            for stage in story.stages
            for decided in stage.decided
            if decided.rank_before != decided.rank_after or decided.text.startswith(("penalty", "withdrew", "given"))
        ],
    }


def _stage(story: StageStory, shown: RaceShown, bib: Bib) -> dict[str, Any]:
    result = shown.race.results[bib][shown.race.position(story.stage)]
    line = shown.line(bib, story.stage)
    return {
        "n": story.stage,
        "time": story.ruled_ms,
        "km": f"{result.metres / 1000:.1f} km" if result and shown.by_distance else "",
        "penalty": story.penalty_ms,
        "place": story.stage_rank,
        "after": story.rank_after,
        "hung": neighbours(line, shown, story.stage) if line else "",
        "status": say_stage_status(story.status),
        "doubts": len(story.doubts),
    }
