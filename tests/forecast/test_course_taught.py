"""What the field just ahead teaches: levels, slow ones who are not through yet, those who go unseen, and night."""

import numpy as np
import pytest
from invented_fields import PLACES, field_of

from stagerace.forecast.belief import Belief, Row
from stagerace.forecast.forecaster import MEDIAN
from stagerace.forecast.ground import Ground
from stagerace.forecast.kinds import FORECASTERS
from stagerace.forecast.leg import Leg
from stagerace.forecast.night import Night
from stagerace.forecast.numbers import NUMBERS
from stagerace.forecast.situation import Edition, Situation

GROUND = Ground(PLACES, NUMBERS)
HOUR = float(np.log(3600.0))


def a_leg() -> Leg:
    return Leg(NUMBERS, 0.0, Belief(GROUND, 0, 1, HOUR, 0.0))


def row(leg: Leg) -> Row:
    return Row(*leg.belief.place(HOUR), np.zeros(len(PLACES)))


def run(leg: Leg, takes: np.ndarray, every: float = 30.0) -> float:
    """Runners set off one by one and need so long over what is expected; what is believed once the last sets off."""
    events = [(k * every, 0, k) for k in range(len(takes))]
    events += [(k * every + 3600.0 * float(np.exp(each)), 1, k) for k, each in enumerate(takes) if np.isfinite(each)]
    last = events[len(takes) - 1][0]
    for now, through, k in sorted(event for event in events if event[0] <= last):
        if through:
            leg.arrive(k, HOUR + float(takes[k]))
        else:
            leg.enter(k, row(leg), HOUR, now)
        leg.ripen(now)
    return leg.belief.says(row(leg))


@pytest.mark.parametrize("level", [-0.3, 0.0, 0.3])
@pytest.mark.parametrize("spread", [0.05, 0.2])
def test_the_level_is_learnt_though_the_fast_are_through_first(level: float, spread: float) -> None:
    luck = np.random.default_rng(4)
    assert run(a_leg(), level + spread * luck.normal(size=600)) == pytest.approx(level, abs=0.25 * spread + 0.02)


def test_those_who_never_come_make_the_leg_a_little_slower_at_most() -> None:
    luck = np.random.default_rng(5)
    takes = 0.1 * luck.normal(size=600)
    takes[luck.random(600) < 0.5] = np.nan
    assert abs(run(a_leg(), takes)) < 0.06


@pytest.mark.parametrize("every", [20.0, 60.0])
def test_who_went_by_before_a_place_was_open_makes_no_leg_slow_once_those_behind_are_through(every: float) -> None:
    luck = np.random.default_rng(6)
    takes = 0.1 * luck.normal(size=320) - 0.1
    takes[:50] = np.nan
    assert run(a_leg(), takes, every) == pytest.approx(-0.1, abs=0.06)


def test_who_was_taken_for_unseen_and_comes_after_all_teaches() -> None:
    luck = np.random.default_rng(6)
    takes = 0.1 * luck.normal(size=320) - 0.1
    takes[:40] = np.nan
    leg = a_leg()
    run(leg, takes, 20.0)
    taught = leg.belief.taught
    leg.arrive(3, HOUR + 0.2)
    leg.ripen(4.0 * 3600.0)
    assert leg.entries[3].taught
    assert leg.belief.taught > taught


def test_nobody_through_leaves_the_prior() -> None:
    assert run(a_leg(), np.full(5, np.nan)) == pytest.approx(0.0, abs=0.01)


def test_a_field_teaches_a_leg_that_the_course_does_not_tell() -> None:
    race = field_of(200, 11)
    heavy = race.elapsed.copy()
    heavy[:, 4:] += (race.elapsed[:, 4] - race.elapsed[:, 3])[:, None]
    order = np.argsort(heavy[:, 3])
    late = int(order[-20])
    now = float(heavy[late, 3])
    quantiles = FORECASTERS["stagerace"].forecast(Situation(PLACES, heavy, now), [late], [4])[0, 0]
    assert quantiles[MEDIAN] - now == pytest.approx(heavy[late, 4] - now, rel=0.25)


def test_history_narrows_the_first_forecasts() -> None:
    race, past = field_of(60, 21), field_of(60, 22)
    first = int(np.argmin(race.elapsed[:, 0]))
    situation = Situation(PLACES, race.elapsed, float(race.elapsed[first, 0]), history=(past,))
    cold, known = (
        FORECASTERS[name].forecast(situation, [first], [1])[0, 0] for name in ("stagerace", "stagerace_history")
    )
    assert known[-1] - known[0] < cold[-1] - cold[0]


def test_an_earlier_edition_on_other_columns_is_no_worse_than_none() -> None:
    race = field_of(40, 23)
    elsewhere = Edition(PLACES, np.full((3, len(PLACES)), np.nan))
    now = float(np.nanmedian(race.elapsed))
    cold = FORECASTERS["stagerace"].forecast(Situation(PLACES, race.elapsed, now), range(40), range(6))
    situation = Situation(PLACES, race.elapsed, now, history=(elsewhere,))
    assert np.array_equal(
        cold, FORECASTERS["stagerace_history"].forecast(situation, range(40), range(6)), equal_nan=True
    )


def test_night_slows_by_the_share_of_the_way_in_the_dark() -> None:
    day = Night(8.0, NUMBERS)
    begun, under_way = np.array([0.0, 14.0, 12.0]) * 3600.0, np.full(3, 86_400.0)
    found = day.slows(begun, under_way, np.full(3, 2 * 3600.0))
    assert found == pytest.approx([0.0, NUMBERS.night, NUMBERS.night / 2])
    assert not Night(None, NUMBERS).slows(begun, under_way, under_way).any()


def test_a_way_through_the_night_is_darker_than_a_whole_day_and_one_by_day_is_less_dark() -> None:
    day, hours = Night(8.0, NUMBERS), np.array([6.0, 24.0, 48.0, 8.0]) * 3600.0
    night = NUMBERS.night_ends + 24.0 - NUMBERS.night_falls
    found = day.darker(np.array([0.0, 3.0, 5.0, 14.0]) * 3600.0, hours)
    assert found == pytest.approx([-night / 24.0, 0.0, 0.0, 1.0 - night / 24.0])
    assert not Night(None, NUMBERS).darker(hours, hours).any()


def test_a_dwell_is_minutes_and_not_a_share_of_the_way() -> None:
    race = field_of(5, 31)
    now = float(race.elapsed[:, 2].min())
    first = int(np.argmin(race.elapsed[:, 2]))
    quantiles = FORECASTERS["stagerace"].forecast(Situation(PLACES, race.elapsed, now), [first], [3])[0, 0]
    assert 60.0 < quantiles[MEDIAN] - now < 1200.0
