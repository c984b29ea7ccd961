"""A plan written as a race.toml."""

from collections.abc import Iterable, Iterator

from stagerace.core.clock import Elapsed, Instant, format_elapsed
from stagerace.core.plan import Plan, Stage


def plan_toml(plan: Plan, zone_line: str) -> str:
    """The race.toml of an invented race; `zone_line` names the zone."""
    return "\n".join([*_race(plan, zone_line), *(line for stage in plan.stages for line in _stage(stage, plan))]) + "\n"


def _race(plan: Plan, zone_line: str) -> Iterator[str]:
    yield "# An invented race: nobody of these names is meant, and no such race takes place."
    yield "[race]"
    yield f'id = "{plan.race}"'
    yield f'name = "{plan.name}"'
    yield f"start_date = {plan.start_date}"
    yield zone_line
    if plan.scoring == "distance":
        yield 'scoring = "distance"'
        yield f"cap_km = {(plan.cap or 0) / 1_000}"
    yield f"classes = [{_quoted(plan.classes)}]"
    for team in plan.teams:
        yield from ("[[team]]", f'name = "{team.name}"', f'kind = "{team.kind}"')


def _stage(stage: Stage, plan: Plan) -> Iterator[str]:
    yield from ("", "[[stage]]", f"n = {stage.n}", f'name = "{stage.name}"', f"km = {stage.metres / 1_000}")
    yield f"start = {_wall(stage.start, plan)}"
    if stage.limit is not None:
        yield f'limit = "{format_elapsed(stage.limit)}"'
    if stage.loop is not None:
        box = format_elapsed(Elapsed(stage.loop.box))
        yield f'loop = {{ km = {stage.loop.metres / 1_000}, box = "{box}", count = "{stage.loop.count}" }}'
    for wave in stage.waves:
        yield from ("[[stage.wave]]", f'id = "{wave.id}"', f"start = {_wall(wave.start, plan)}")
    for place in stage.checkpoints:
        yield from (
            "[[stage.checkpoint]]",
            f'id = "{place.id}"',
            f"km = {place.metres / 1_000}",
            f"record = [{_quoted(place.record)}]",
        )
        if place.close is not None:
            yield f"close = {_wall(place.close, plan)}"


def _wall(instant: Instant, plan: Plan) -> str:
    return plan.zone.local(instant).isoformat(timespec="seconds")


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)
