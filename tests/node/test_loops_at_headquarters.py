"""Headquarters of a stage on a loop: laps, kilometres of a lap, and everybody comes round to every place."""

from races import at, entered, race
from stagerace.core.names import Bib
from stagerace.node.forecasting import forecast_of
from stagerace.node.hq.headquarters import hq_told
from stagerace.node.hq.known import known_of
from stagerace.node.hq.told import HqTold
from stagerace.node.look import Look
from stagerace.watch.watching import watch
from watch.loop_scenes import EVEN, loop, round_and_round
from watch.watch_scenes import BIBS, ONE


def look(clock: str) -> Look:
    """Twelve who go round, as headquarters sees them."""
    now = at(1, clock)
    the_race = race(loop(), *(entered(bib) for bib in BIBS), *round_and_round(loop(), now, EVEN))
    forecast = forecast_of(the_race, now, ONE)
    return Look(the_race, 1, now, watch(the_race, now, forecast), forecast)


def told(clock: str) -> HqTold:
    return hq_told(look(clock), (), {}, {})


def test_everybody_is_on_a_lap_by_its_number() -> None:
    where = {each.bib: each.where for each in told("3:00:00").runners}
    assert (where[Bib("1")], where[Bib("12")]) == ("on lap 4", "on lap 3")
    assert {each.where for each in told("0:10:00").runners} == {"on lap 1"}


def test_places_lie_along_the_lap_and_everybody_comes_to_them_again() -> None:
    assert [(each.place, each.metres, each.expected) for each in told("3:00:00").checkpoints] == [
        ("1START", 0, 0), ("1CP1", 2_000, 12), ("1FINISH", 5_000, 12),
    ]  # fmt: skip


def test_everything_that_is_known_of_somebody_is_told() -> None:
    found = known_of(look("3:00:00"), Bib("1"))
    assert found is not None
    assert found.row.where == "on lap 4"
    assert [each.reason for each in found.seen] == [f"lap {n} in 50 min" for n in (3, 2, 1)]
    assert len(found.said) == 4
    assert found.said[0].says == "told at 1CP1, within a lap: no result rests on it"
