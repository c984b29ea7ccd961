"""Chances: of cut-offs, of the stage, of the race, of titles."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from live_races import forecast, hours, of, plan, speeds, stage, under_way

from races import checkpoint, ruled
from stagerace.core.clock import HOUR, Elapsed
from stagerace.core.names import Bib
from stagerace.forecast.stopping import base_rate
from stagerace.node.forecast_titles import at_least, with_titles
from stagerace.rules.season.outing import Outing, RunnerId, SeasonRace, Slot, SlotId
from stagerace.rules.season.season import Season, Title
from stagerace.rules.season.table import season_table

FIELD = speeds(30)


def test_a_later_closing_is_never_harder_to_make() -> None:
    now = hours(1, 3)
    chances = []
    for closes in (5, 6, 8, 9, 10):
        places = [checkpoint("1CP1", 10), checkpoint("1CP2", 20), checkpoint("1CP3", 30, close=hours(1, closes))]
        found = forecast(under_way(plan([stage(checkpoints=places)]), FIELD, now), now)
        arrival = next(a for a in of(found, "25").arrivals if a.place == "1CP3")
        assert arrival.by == hours(1, closes)
        assert arrival.p_in_time is not None
        chances.append(arrival.p_in_time)
    assert chances == sorted(chances)
    assert chances[0] < 0.5 < chances[-1]


def test_the_chance_of_the_stage_is_no_better_than_that_of_its_tightest_cut_off() -> None:
    now = hours(1, 3)
    found = forecast(under_way(plan([stage(limit=Elapsed(8 * HOUR))]), FIELD, now), now)
    for runner in found.runners:
        told = [a.p_in_time for a in runner.arrivals if a.p_in_time is not None]
        assert runner.p_race <= runner.p_stage <= min(told) + 1e-3
    assert of(found, "1").p_stage > of(found, "30").p_stage


def test_a_closing_as_a_person_ruled_it_is_the_one_that_counts() -> None:
    now = hours(1, 3)
    closed = ruled("c", "close", announced=now, minutes=120, place="1FINISH")
    found = forecast(under_way(plan(), FIELD, now, closed), now)
    assert of(found, "30").arrivals[-1].by == hours(1, 5)
    assert of(found, "30").p_stage < 0.05


def test_the_later_somebody_is_the_less_likely_they_still_go_on() -> None:
    seen_until = under_way(plan([stage(limit=Elapsed(20 * HOUR))]), FIELD, hours(1, 4))
    gone = {bib: pace for bib, pace in FIELD.items() if bib != "15"}
    chances = []
    for late in (4, 5, 6, 8):
        now = hours(1, late)
        the_race = under_way(plan([stage(limit=Elapsed(20 * HOUR))]), gone, now, *_of("15", seen_until))
        chances.append(of(forecast(the_race, now), "15").p_stage)
    # As long as they are not late yet, what others do on the way moves it by a hair.
    assert all(after <= before + 1e-3 for before, after in pairwise(chances))
    assert chances[-1] < chances[0] - 0.2


def _of(bib: str, the_race: object) -> list:  # type: ignore[type-arg]
    facts = the_race.facts  # type: ignore[attr-defined]
    passed = [sighting.passing for places in facts.seen[bib].values() for sighting in places]
    return [facts.entries[bib], *passed]


@given(st.floats(1.0, 300.0), st.floats(1.0, 300.0))
def test_more_people_stop_on_a_longer_stage(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert base_rate(low) * low <= base_rate(high) * high < 2.5 * high


@given(st.integers(0, 4), st.lists(st.floats(0, 1), max_size=4))
def test_at_least_so_many_is_a_chance_and_less_likely_for_more(needed: int, chances: list[float]) -> None:
    assert -1e-12 <= at_least(needed + 1, chances) <= at_least(needed, chances) <= 1 + 1e-9


def season(*came: tuple[str, str]) -> Season:
    """Two races before this one, as they came out for a runner, and one to come."""
    slots = tuple(Slot(SlotId(name), name) for name in ("gobi", "atacama", "sahara", "ice"))
    races = tuple(
        SeasonRace(id_, id_, date(2031, month, 2), SlotId(slot), phase)  # type: ignore[arg-type]
        for id_, month, slot, phase in (
            ("gobi-2031", 1, "gobi", "over"),
            ("atacama-2031", 2, "atacama", "over"),
            ("sahara-2031", 3, "sahara", "running"),
            ("ice-2031", 11, "ice", "to_come"),
        )
    )
    title = Title("grand-slam", "Grand Slam", "slots", tuple(slot.id for slot in slots))
    return Season("s", "S", 2031, slots, races, (title,), (), date(2031, 3, 2))


def outings(of: Season, *came: str) -> list[Outing]:
    return [Outing(RunnerId("ana"), race, how, 1) for race, how in zip(of.races, came, strict=False)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("came", "is_open"), [(("finished", "finished", "active"), True), (("withdrawn", "finished", "active"), False)]
)
def test_a_title_is_won_by_this_race_and_those_to_come_or_is_out_of_reach(came: tuple[str, ...], is_open: bool) -> None:
    now, the_season = hours(1, 3), season()
    found = forecast(under_way(plan(), FIELD, now), now)
    table = season_table(the_season, outings(the_season, *came))
    told = of(with_titles(found, table, {Bib("1"): RunnerId("ana")}), "1")
    expected = {"grand-slam": pytest.approx(told.p_race * told.p_again, abs=1e-4)} if is_open else {}
    assert told.p_titles == expected
