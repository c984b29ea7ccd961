"""The ground and the sky: the long stage of every race as a profile, and the worst hours of its day."""

import base64
from typing import Any

from stagerace.core.errors import BadInput, NotARace
from stagerace.core.plan import Stage
from stagerace.desk.profile_picture import profile_picture
from stagerace.node.climate_pictures import is_cold
from stagerace.node.climate_report import ClimateReport, report
from stagerace.node.climates import stage_climate
from stagerace.node.folder import RaceFolder
from stagerace.node.start.material import Material, RaceShown


def view(material: Material) -> dict[str, Any]:
    """The longest stage of each race with its course and its climate."""
    shown = [(race, _longest(race)) for race in material.races]
    return {"races": [_race(race, stage) for race, stage in shown if stage.course]}


def _longest(shown: RaceShown) -> Stage:
    with_course = [stage for stage in shown.race.plan.stages if stage.course]
    return max(with_course or shown.race.plan.stages, key=lambda stage: stage.metres)


def _race(shown: RaceShown, stage: Stage) -> dict[str, Any]:
    assert stage.course is not None
    plan = shown.race.plan
    told = _climate(shown, stage)
    title = f"{plan.name}, stage {stage.n}: {stage.name}" if stage.name else f"{plan.name}, stage {stage.n}"
    laps = 0 if stage.loop else None
    wide, phone = (
        _data(profile_picture(stage.course, title=title, laps=laps, size=size)) for size in ("wide", "phone")
    )
    drawn = {
        "title": title,
        "wide": wide,
        "phone": phone,
        "climb": stage.course.climb,
        "km": stage.course.metres / 1000,
    }
    return {**drawn, "sky": _sky(told) if told else None}


def _climate(shown: RaceShown, stage: Stage) -> ClimateReport | None:
    """The climate of a stage; None where nobody knows the weather there."""
    plan = shown.race.plan
    try:
        return report(stage_climate(RaceFolder(shown.folder), plan, stage), plan)
    except (BadInput, NotARace):
        return None


def _sky(told: ClimateReport) -> dict[str, Any]:
    cold = is_cold(told)
    return {
        "day": told.day, "light": told.light, "cold": cold,
        "sunrise": told.sunrise and told.sunrise[11:16], "sunset": told.sunset and told.sunset[11:16],
        "moment": next(iter(told.coldest if cold else told.hottest), None),
    }  # fmt: skip


def _data(svg: str) -> str:
    """A picture as an address of its own, so that the page needs nothing else and its style stays its own."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
