"""A race of which nobody said when it began: its nights tell."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stagerace.forecast.backtest import walk
from stagerace.forecast.forecaster import Watch
from stagerace.forecast.ground import Ground
from stagerace.forecast.hour_unknown import HOURS, HourUnknown, is_heard
from stagerace.forecast.leg_by_leg import LegByLeg
from stagerace.forecast.legs import Legs
from stagerace.forecast.night import Night
from stagerace.forecast.numbers import NUMBERS
from stagerace.forecast.report import report
from stagerace.forecast.situation import Array, Edition, Places
from stagerace.forecast.stagerace import Stagerace
from stagerace.forecast.stagerace_history import StageraceHistory

COLUMNS = 14
PLACES = Places(
    (*(f"Cairn {k}" for k in range(1, COLUMNS)), "Camp"),
    np.arange(1, COLUMNS + 1) * 10_000.0,
    np.arange(1, COLUMNS + 1) * 300.0,
    np.arange(1, COLUMNS + 1) * 300.0,
)
RUNNERS = 80
GROUND = Ground(PLACES, NUMBERS)


def field(clock: float | None, seed: int) -> Array:
    """A field that runs 140 km in 17 to 40 hours and is slowed by its nights [s], by runner and column."""
    luck = np.random.default_rng(seed)
    night = Night(clock, NUMBERS)
    pace = 0.55 * np.exp(luck.normal(0.0, 0.2, RUNNERS))
    found, elapsed = np.zeros((RUNNERS, COLUMNS)), np.zeros(RUNNERS)
    for column, metres in enumerate(GROUND.effective):
        by_day = pace * metres * (1.0 + 0.5 * column / COLUMNS) * np.exp(luck.normal(0.0, 0.06, RUNNERS))
        elapsed = elapsed + by_day * np.exp(night.slows(elapsed, elapsed, by_day))
        found[:, column] = np.round(elapsed)
    return found


def passings(elapsed: Array, upto: float = np.inf) -> list[tuple[float, int, int]]:
    return sorted((float(elapsed[i, j]), int(i), int(j)) for i, j in np.argwhere(elapsed <= upto))


def supposing(clock: float | None) -> LegByLeg:
    return LegByLeg(Legs(GROUND, np.zeros(RUNNERS), Night(clock, NUMBERS), {}))


def followed(elapsed: Array, upto: float = np.inf) -> HourUnknown:
    watch = HourUnknown(supposing)
    for time, runner, column in passings(elapsed, upto):
        watch.see(runner, column, time)
    return watch


class NeverDark(Stagerace):
    """Our own forecast that knows of no night."""

    def watch(
        self, places: Places, starts: Array, history: Sequence[Edition] = (), clock: float | None = None
    ) -> Watch:
        return supposing(None)


class Told(Stagerace):
    """Our own forecast, asked with the hour at which each race truly began."""


def score(forecaster: Stagerace, clock: float, seed: int) -> float:
    """The score of the next column on an invented race [s]."""
    race = Edition(PLACES, field(clock, seed), clock if isinstance(forecaster, Told) else None)
    found = report(walk(race, [forecaster], every=3), [forecaster.name]).methods[forecaster.name]
    assert found is not None
    return found.next.crps_s


@pytest.mark.parametrize("clock", [5.0, 11.0, 17.0, 23.0])
def test_when_a_race_began_is_told_by_when_its_people_became_slow(clock: float) -> None:
    likely = followed(field(clock, 4)).likely()
    off = [abs((hour - clock + 12.0) % 24.0 - 12.0) if hour is not None else 12.0 for hour in HOURS]
    assert float(likely @ np.array(off)) < 3.0


def test_where_it_never_gets_dark_that_is_told_too() -> None:
    likely = followed(field(None, 4)).likely()
    assert likely[HOURS.index(None)] > 0.5


def test_most_of_what_an_untold_night_costs_is_won_back() -> None:
    unknown, known, never = (
        np.array([score(forecaster, clock, seed) for clock, seed in ((5.0, 10), (18.0, 11))])
        for forecaster in (Stagerace(), Told(), NeverDark())
    )
    assert (known < never).all()
    assert np.mean(unknown / known) - 1.0 < 0.5 * (np.mean(never / known) - 1.0)


def test_until_enough_was_heard_there_is_no_night() -> None:
    elapsed = field(19.0, 2)
    upto = float(np.quantile(elapsed[:, 1], 0.3))
    unknown, none = followed(elapsed, upto), supposing(None)
    for time, runner, column in passings(elapsed, upto):
        none.see(runner, column, time)
    everybody, everywhere = np.arange(RUNNERS), np.arange(COLUMNS)
    assert unknown.forecast(everybody, everywhere).tobytes() == none.forecast(everybody, everywhere).tobytes()


def test_where_the_hour_is_known_no_other_is_followed() -> None:
    starts = np.zeros(RUNNERS)
    assert isinstance(Stagerace().watch(PLACES, starts, (), 19.0), LegByLeg)
    assert isinstance(Stagerace().watch(PLACES, starts), HourUnknown)
    assert isinstance(StageraceHistory().watch(PLACES, starts), HourUnknown)


def test_hours_that_forecast_badly_are_followed_no_longer_and_the_likeliest_always_is() -> None:
    likely = followed(field(17.0, 1)).likely()
    assert 0 < np.count_nonzero(likely) < len(HOURS)
    assert likely.sum() == pytest.approx(1.0)


def test_a_copy_goes_on_from_where_it_was_made_and_neither_tells_the_other() -> None:
    elapsed = field(17.0, 3)
    first, rest = passings(elapsed)[:300], passings(elapsed)[300:700]
    watch = HourUnknown(supposing)
    for time, runner, column in first:
        watch.see(runner, column, time)
    before, other = watch.likely(), watch.copy()
    for time, runner, column in rest:
        other.see(runner, column, time)
    assert watch.likely().tobytes() == before.tobytes()
    for time, runner, column in rest:
        watch.see(runner, column, time)
    assert watch.likely().tobytes() == other.likely().tobytes() != before.tobytes()
    who, where = np.array([7]), np.array([COLUMNS - 1])
    assert watch.forecast(who, where).tobytes() == other.forecast(who, where).tobytes()


@given(st.integers(1, 5000))
@settings(max_examples=50)
def test_of_the_first_most_are_heard_and_of_many_ever_fewer_but_never_one_alone(count: int) -> None:
    heard = sum(is_heard(each) for each in range(1, count + 1))
    assert not is_heard(1)
    assert heard <= count
    assert abs(heard - 30.0 * np.log1p(count / 30.0)) <= 1.0


def test_a_passing_that_cannot_be_says_nothing_of_the_hour() -> None:
    elapsed = field(17.0, 5)
    watch = followed(elapsed, float(np.median(elapsed[:, 6])))
    before = watch.likely()
    runner = int(np.argmin(elapsed[:, 6]))
    watch.see(runner, 2, float(elapsed[runner, 6]) + 60.0)
    watch.see(runner, 8, float(elapsed[runner, 5]))
    assert watch.likely().tobytes() == before.tobytes()


def test_a_passing_that_is_told_twice_counts_once() -> None:
    elapsed = field(17.0, 5)
    twice = HourUnknown(supposing)
    for time, runner, column in passings(elapsed):
        twice.see(runner, column, time)
        twice.see(runner, column, time)
    assert twice.likely().tobytes() == followed(elapsed).likely().tobytes()
