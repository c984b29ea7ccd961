"""The pictures of a race plan: ground, field and day of each stage, for the page and for paper."""

import base64
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from stagerace.core.plan import Stage
from stagerace.desk.day_picture import day_picture
from stagerace.desk.field_picture import Coming, FieldSize, field_picture
from stagerace.desk.profile_picture import profile_picture
from stagerace.desk.sheet import Size
from stagerace.node.climate_pictures import COLD
from stagerace.node.climate_report import ClimateReport, report
from stagerace.node.planning import Planned
from stagerace.simulation.race_plan import RacePlan, StagePlan


@dataclass(frozen=True)
class Drawn:
    """The pictures of a stage as SVG; none of the ground where there is no course."""

    profile: str | None
    field: str
    day: str

    @property
    def named(self) -> dict[str, str]:
        """The pictures that there are, by name."""
        return {name: svg for name in ("profile", "field", "day") if (svg := getattr(self, name))}


def drawn(planned: Planned, number: int, size: Size) -> Drawn:
    """The pictures of a stage of a plan, by its place in the race."""
    stage, told = planned.stages[number], planned.told.stages[number]
    weather = report(planned.ready.climates[number], planned.ready.plan)
    named = _named(planned, number)
    return Drawn(
        _ground(stage, told, named, size), _field(stage, told, named, size), _day(weather, planned.told, named, size)
    )


def field_drawn(planned: Planned, number: int, size: FieldSize) -> str:
    """The field of a stage of a plan on its way, by its place in the race."""
    return _field(planned.stages[number], planned.told.stages[number], _named(planned, number), size)


def _named(planned: Planned, number: int) -> str:
    told = planned.told.stages[number]
    return f"{planned.told.name}, stage {told.stage}{f': {told.name}' if told.name else ''}"


def _ground(stage: Stage, told: StagePlan, named: str, size: Size) -> str | None:
    if stage.course is None:
        return None
    on_course = {place.id for place in stage.course.places}
    until = {choice.place: choice.planned[11:16] for choice in told.cutoffs if choice.planned}
    laps = 0 if stage.loop else None
    return profile_picture(
        stage.course, title=f"{named} · the ground", laps=laps, size=size,
        cutoffs={place: at for place, at in until.items() if place in on_course},
    )  # fmt: skip


def _field(stage: Stage, told: StagePlan, named: str, size: FieldSize) -> str:
    begun = datetime.fromisoformat(told.start)

    def since(at: str | None) -> float | None:
        return None if at is None else (datetime.fromisoformat(at) - begun).total_seconds() / 60

    closings = {one.place: (since(one.planned), since(one.proposed)) for one in told.cutoffs}
    field = [
        Coming(one.place, one.km, (one.p05, one.p25, one.p50, one.p75, one.p95), one.first, one.last,
               *closings.get(one.place, (None, None)))
        for one in told.passages
    ]  # fmt: skip
    if len(field) < 2:
        field.append(Coming("nobody arrives", told.km, (0.0,) * 5, 0.0, 0.0))
    return field_picture(
        title=f"{named} · the field on its way", begins=begun.hour + begun.minute / 60, field=field,
        nights=told.nights, invented=bool(stage.course and stage.course.invented), size=size,
        note="Of those who come to a place; who comes after its closing is stopped there. Model figures, no forecast.",
    )  # fmt: skip


def _day(weather: ClimateReport, plan: RacePlan, named: str, size: Size) -> str:
    cold = max((value for place in weather.places for value in place.air_c if value is not None), default=99.0) <= COLD
    return day_picture(
        title=f"{named} · {'cold' if cold else 'heat'} of a {plan.weather} day",
        hours=[float(hour) for hour in range(len(weather.times))],
        places=[f"{place.id} (km {place.metres / 1000:.1f})" for place in weather.places],
        values=[place.utci_c if cold else place.wbgt_c for place in weather.places],
        index="UTCI" if cold else "WBGT", cold=cold, sun=_sun(weather), invented=weather.invented, size=size,
        note="For planning: no forecast.",
    )  # fmt: skip


def _sun(weather: ClimateReport) -> tuple[float, float] | None:
    if weather.sunrise is None or weather.sunset is None:
        return None
    rise, down = (int(at[11:13]) + int(at[14:16]) / 60 for at in (weather.sunrise, weather.sunset))
    return rise, down


def data(svg: str) -> str:
    """A picture as an address of its own, so that a page needs nothing else and its style stays its own."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def write_pictures(planned: Planned, folder: Path) -> list[Path]:
    """Write the pictures of every stage for A4; what was written."""
    written = []
    for number, told in enumerate(planned.told.stages):
        for name, svg in drawn(planned, number, "a4").named.items():
            path = folder / f"stage-{told.stage}-{name}.svg"
            path.write_text(svg, encoding="utf-8")
            written.append(path)
    return written
