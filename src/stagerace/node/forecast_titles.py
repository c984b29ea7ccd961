"""The chance of each title that a runner can still win: this race, and those of the season still to come."""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import structs

from stagerace.core.names import Bib
from stagerace.forecast.outlook import RunnerForecast, StageForecast
from stagerace.rules.season.outing import RunnerId, SlotId
from stagerace.rules.season.table import RaceLine, SeasonTable, TitleTable

SLOTS: Final = "slots"
"""The kind of title that asks for races finished."""


def with_titles(forecast: StageForecast, season: SeasonTable, runners: Mapping[Bib, RunnerId]) -> StageForecast:
    """The forecast with everyone's chance of each title; as it is where the season does not know the race.

    What came after this race is not looked at, so that a forecast of the past stays one.
    """
    this = next((line for line in season.races if line.id == forecast.race), None)
    if this is None or this.slot is None:
        return forecast
    titles = [title for title in season.titles if title.kind == SLOTS and this.slot in title.slots and not title.extra]
    told = [_with(runner, runners.get(runner.bib), titles, season.races, this) for runner in forecast.runners]
    return structs.replace(forecast, runners=told)


def _with(
    runner: RunnerForecast,
    who: RunnerId | None,
    titles: Sequence[TitleTable],
    races: Sequence[RaceLine],
    this: RaceLine,
) -> RunnerForecast:
    earlier = [race for race in races if race.start < this.start]
    found = {}
    for title in titles:
        done = _done(title, who, earlier)
        open_slots = set(title.slots) - {race.slot for race in earlier} - {this.slot}
        needed = title.needed - len(done)
        chance = at_least(needed, [runner.p_race, *[runner.p_again] * len(open_slots)])
        if who is not None and needed <= 1 + len(open_slots):
            found[title.id] = round(chance, 4)
    return structs.replace(runner, p_titles=found)


def _done(title: TitleTable, who: RunnerId | None, earlier: Sequence[RaceLine]) -> set[SlotId]:
    """The slots of a title that a runner has finished in earlier races."""
    ids = {race.id for race in earlier}
    ran = [each for row in title.rows if row.runner == who for each in row.races]
    return {each.slot for each in ran if each.race in ids and each.slot and each.status == "finished"} & set(
        title.slots
    )


def at_least(needed: int, chances: Sequence[float]) -> float:
    """The chance that so many of several things happen that do not depend on each other.

    >>> at_least(1, [0.5, 0.5]), at_least(2, [0.5, 0.5])
    (0.75, 0.25)
    """
    counts = [1.0]
    for chance in chances:
        without, with_it = [*counts, 0.0], [0.0, *counts]
        counts = [a * (1.0 - chance) + b * chance for a, b in zip(without, with_it, strict=True)]
    return sum(counts[max(needed, 0) :])
