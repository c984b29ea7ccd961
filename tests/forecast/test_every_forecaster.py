"""What holds for every forecaster, on any field at any instant."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_fields import PLACES, field_of, fields, hidden_after, instant_in

from stagerace.core.errors import BadInput
from stagerace.forecast.backtest import Walked, walk
from stagerace.forecast.forecaster import LEVELS, MEDIAN, Forecaster
from stagerace.forecast.kinds import FORECASTERS
from stagerace.forecast.situation import Array, Edition, Places, Situation

every_forecaster = pytest.mark.parametrize("forecaster", FORECASTERS.values(), ids=FORECASTERS)
HISTORY = (field_of(60, 7),)
COLUMNS = range(len(PLACES))
shares = st.floats(0.0, 1.0)


def said(forecaster: Forecaster, elapsed: Array, now: float, **more: object) -> Array:
    situation = Situation(PLACES, elapsed, now, history=HISTORY, **more)  # type: ignore[arg-type]
    return forecaster.forecast(situation, range(len(elapsed)), COLUMNS)


@every_forecaster
@given(race=fields(), share=shares)
@settings(max_examples=25)
def test_quantiles_are_ordered_finite_and_ahead(forecaster: Forecaster, race: Edition, share: float) -> None:
    now = instant_in(race, share)
    quantiles = said(forecaster, race.elapsed, now)
    refused = np.isnan(quantiles)
    assert (refused.all(axis=2) == refused.any(axis=2)).all()
    given_ = quantiles[~refused.any(axis=2)]
    assert np.isfinite(given_).all()
    assert (np.diff(given_, axis=1) >= 0).all()
    assert (given_ >= now).all()


@every_forecaster
@given(race=fields(), share=shares, seed=st.integers(0, 1000))
@settings(max_examples=25)
def test_nothing_after_the_instant_changes_anything(
    forecaster: Forecaster, race: Edition, share: float, seed: int
) -> None:
    now = instant_in(race, share)
    other = field_of(len(race.elapsed), seed).elapsed
    changed = np.where(race.elapsed <= now, race.elapsed, np.where(other > now, other, np.nan))
    before = said(forecaster, race.elapsed, now)
    assert before.tobytes() == said(forecaster, changed, now).tobytes()
    assert before.tobytes() == said(forecaster, hidden_after(race.elapsed, now), now).tobytes()


@every_forecaster
@given(race=fields(), share=shares)
@settings(max_examples=10)
def test_the_same_input_gives_the_same_bits(forecaster: Forecaster, race: Edition, share: float) -> None:
    now = instant_in(race, share)
    assert said(forecaster, race.elapsed, now).tobytes() == said(forecaster, race.elapsed.copy(), now).tobytes()


@every_forecaster
@given(race=fields(), share=shares)
@settings(max_examples=15)
def test_having_been_asked_before_changes_no_answer(forecaster: Forecaster, race: Edition, share: float) -> None:
    """A watch that is asked at every passing says in the end what one says that is asked once."""
    situation = Situation(PLACES, race.elapsed, instant_in(race, share), history=HISTORY)
    watch = forecaster.watch(PLACES, situation.own_start, HISTORY)
    everybody, everywhere = np.arange(len(race.elapsed)), np.array(COLUMNS)
    for _, runner, column, elapsed in situation.passings():
        watch.see(runner, column, elapsed)
        watch.forecast(np.array([runner]), everywhere)
    once = forecaster.watch(PLACES, situation.own_start, HISTORY)
    for _, runner, column, elapsed in situation.passings():
        once.see(runner, column, elapsed)
    assert watch.forecast(everybody, everywhere).tobytes() == once.forecast(everybody, everywhere).tobytes()


@every_forecaster
@given(race=fields(), share=shares, later=st.floats(0.0, 7200.0))
@settings(max_examples=20)
def test_time_that_passes_without_news_makes_nobody_earlier(
    forecaster: Forecaster, race: Edition, share: float, later: float
) -> None:
    """First meaning of: a later passing of one runner never speeds up another's clock by itself.

    That the clock was read later, at somebody else's passing, is no news about me: as long as no passing is known that
    was not known before, no quantile of mine moves forward.
    """
    now = instant_in(race, share)
    known = hidden_after(race.elapsed, now)
    before, after = said(forecaster, known, now), said(forecaster, known, now + later)
    assert (np.isnan(before) == np.isnan(after)).all()
    assert (after[~np.isnan(after)] >= before[~np.isnan(before)] - 1e-6).all()


@every_forecaster
@given(seed=st.integers(0, 10_000), slower=st.floats(1.0, 1.5), gap=st.floats(1.02, 1.4))
@settings(max_examples=25)
def test_whoever_is_alone_ahead_and_slower_makes_nobody_behind_faster(
    forecaster: Forecaster, seed: int, slower: float, gap: float
) -> None:
    """Second meaning of: a later passing of one runner never speeds up another's clock by itself.

    All that I know of the leg before me is the one runner who has completed it. Had they come later, I would be
    expected no earlier. (Of many ahead, one who comes later may make a slope steeper, and somebody on its other side
    faster.)
    """
    first = field_of(1, seed).elapsed[0]
    ahead, mine = first.copy(), first * gap
    mine[2:], ahead[3:] = np.nan, np.nan
    mine[1] = max(mine[1], first[1] + 1.0)
    now = max(first[1] + (first[2] - first[1]) * slower, mine[1]) + 4 * 3600.0
    late = ahead.copy()
    late[2] = first[1] + (first[2] - first[1]) * slower
    situations = [Situation(PLACES, np.stack([row, mine]), now, history=HISTORY) for row in (ahead, late)]
    early, after = (_without_waiting(forecaster, situation) for situation in situations)
    assert np.isnan(early).all() == np.isnan(after).all()
    assert not after[MEDIAN] < early[MEDIAN] - 1e-6


def _without_waiting(forecaster: Forecaster, situation: Situation) -> Array:
    """My next arrival, before it is known that I have not arrived yet."""
    watch = forecaster.watch(situation.places, situation.own_start, situation.history)
    for _, runner, column, elapsed in situation.passings():
        watch.see(runner, column, elapsed)
    return np.asarray(watch.forecast(np.array([1]), np.array([2]))[0, 0])


@every_forecaster
def test_a_column_behind_is_refused(forecaster: Forecaster) -> None:
    race = field_of(5, 1)
    quantiles = said(forecaster, race.elapsed, 1e9)
    assert np.isnan(quantiles).all()


@every_forecaster
@pytest.mark.parametrize("clock", [None, 19.0])
def test_odd_races_get_a_forecast_with_a_width_or_a_refusal(forecaster: Forecaster, clock: float | None) -> None:
    whole = field_of(12, 3).elapsed
    unseen, backward, equal, alone, stopped = (whole.copy() for _ in range(5))
    unseen[:, 2] = np.nan
    backward[4, 1], backward[4, 2] = backward[4, 2], backward[4, 1]
    equal[:] = whole[0]
    alone[1:] = np.nan
    stopped[:, 3:] = np.nan
    for odd in (unseen, backward, equal, alone, stopped, np.full_like(whole, np.nan), np.zeros_like(whole)):
        known = odd[np.isfinite(odd)]
        now = float(np.median(known)) if len(known) else 0.0
        quantiles = said(forecaster, odd, now, clock=clock)
        told = quantiles[~np.isnan(quantiles).any(axis=2)]
        assert np.isfinite(told).all()
        assert (np.diff(told, axis=1) >= 0).all()
        if forecaster.name.startswith("stagerace"):
            assert (told[:, -1] > told[:, 0]).all()


@every_forecaster
def test_a_walk_asks_all_the_same(forecaster: Forecaster) -> None:
    race = field_of(30, 5, missing=0.1, leaving=0.03)
    walked = walk(race, [forecaster], HISTORY)
    assert walked.said[forecaster.name].shape == (len(walked.asked.actual), len(LEVELS))
    assert (walked.asked.actual > walked.asked.since).all()
    assert np.isfinite(walked.said[forecaster.name]).all()


def keys(walked: Walked) -> list[tuple[float, ...]]:
    """What was asked, row by row."""
    asked = walked.asked
    return list(zip(asked.since, asked.runner, asked.column, asked.finish, strict=True))


@every_forecaster
def test_a_walk_that_asks_at_one_passing_in_three_is_told_the_same_there(forecaster: Forecaster) -> None:
    race = field_of(30, 5, missing=0.1, leaving=0.03)
    whole, part = (walk(race, [forecaster], HISTORY, every=every) for every in (1, 3))
    told, fewer = ({key: row.tolist() for key, row in zip(keys(each), each.said[forecaster.name], strict=True)}
                   for each in (whole, part))  # fmt: skip
    assert 0 < len(fewer) < 0.45 * len(told)
    assert all(told[key] == row for key, row in fewer.items())


@every_forecaster
def test_own_starts_move_only_what_is_known_when(forecaster: Forecaster) -> None:
    race = field_of(10, 8)
    starts = np.full(10, 600.0)
    now = instant_in(race, 0.5)
    moved = said(forecaster, race.elapsed, now + 600.0, starts=starts)
    assert np.allclose(moved, said(forecaster, race.elapsed, now), equal_nan=True)


def test_a_course_in_the_wrong_order_is_refused_by_name() -> None:
    with pytest.raises(BadInput, match="Dune"):
        replace(PLACES, distance_m=PLACES.distance_m[[1, 0, 2, 3, 4, 5]])


def test_tables_that_do_not_fit_are_refused() -> None:
    with pytest.raises(BadInput, match="column for every place"):
        Situation(PLACES, np.zeros((3, 2)), 0.0)
    with pytest.raises(BadInput, match="starts"):
        Situation(PLACES, np.zeros((3, 6)), 0.0, starts=np.zeros(2))
    with pytest.raises(BadInput, match="for each of its places"):
        Places(("A",), np.zeros(2), np.zeros(2), np.zeros(2))
