"""Forecasts of an edition from the others: laws for any race, and luck found again where it is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stagerace.kernels.model import Array
from stagerace.simulation.editions import LEVELS, Edition, edition_weights, hours_of
from stagerace.simulation.editions_judged import kolmogorov, left_out, mean_distance

FEW = np.linspace(0.05, 0.95, 7)
SHAPE = np.exp(0.3 * np.sin(np.linspace(-1.4, 1.4, 60)))

times = st.lists(st.floats(10.0, 90.0), min_size=1, max_size=20).map(np.array)
editions = st.builds(Edition, st.integers(1990, 2020), st.floats(100.0, 300.0), times)
histories = st.lists(editions, min_size=1, max_size=5)
few_examples = settings(max_examples=25)


def invented(year: int, pace: float, km: float = 200.0) -> Edition:
    """A field of the usual shape whose typical runner takes `pace` hours a kilometre."""
    return Edition(year, km, km * pace * SHAPE)


def typical(history: list[Edition], year: int) -> float:
    """The typical pace [h/km] forecast for a year, in units of the invented shape."""
    return float(hours_of(history, year, 100.0, np.array([0.5]))[0] / (100.0 * np.median(SHAPE)))


@few_examples
@given(histories, st.integers(1985, 2025), st.floats(0.1, 10.0))
def test_times_in_another_unit_give_the_forecast_in_that_unit(history: list[Edition], year: int, unit: float) -> None:
    other = [edition._replace(hours=edition.hours * unit) for edition in history]
    np.testing.assert_allclose(hours_of(other, year, 220.0, FEW), unit * hours_of(history, year, 220.0, FEW), rtol=1e-6)


@few_examples
@given(histories, st.integers(1985, 2025), st.floats(50.0, 300.0), st.floats(1.0, 2.0))
def test_a_longer_edition_is_never_quicker(history: list[Edition], year: int, km: float, longer: float) -> None:
    assert np.all(hours_of(history, year, km * longer, FEW) >= hours_of(history, year, km, FEW) * (1 - 1e-12))


@few_examples
@given(histories, st.integers(1985, 2025), st.randoms(use_true_random=False))
def test_the_order_of_the_history_says_nothing(history: list[Edition], year: int, luck: st.DataObject) -> None:
    shuffled = list(history)
    luck.shuffle(shuffled)  # type: ignore[attr-defined]
    np.testing.assert_allclose(hours_of(shuffled, year, 220.0, FEW), hours_of(history, year, 220.0, FEW), rtol=1e-6)


@few_examples
@given(histories, st.integers(1985, 2025))
def test_places_come_in_order_and_shares_add_up(history: list[Edition], year: int) -> None:
    assert np.all(np.diff(hours_of(history, year, 220.0, LEVELS)) >= 0)
    assert edition_weights(history, year).sum() == pytest.approx(1.0)


@few_examples
@given(editions, st.integers(1985, 2025), st.floats(50.0, 300.0))
def test_a_history_of_one_edition_comes_back_scaled_by_distance(only: Edition, year: int, km: float) -> None:
    expected = np.quantile(only.hours, FEW) * km / only.km
    np.testing.assert_allclose(hours_of([only], year, km, FEW), expected, rtol=1e-9)


def test_a_shock_that_all_editions_share_is_in_the_forecast_whole() -> None:
    plain = [invented(year, 0.15, 180.0 + 10 * (year % 4)) for year in range(2000, 2008)]
    shocked = [edition._replace(hours=1.2 * edition.hours) for edition in plain]
    assert typical(plain, 2004) == pytest.approx(0.15)
    assert typical(shocked, 2004) == pytest.approx(1.2 * 0.15)


def test_shocks_of_single_years_are_averaged_away() -> None:
    ours, neighbours = [], []
    for seed in range(8):
        luck = 0.1 * np.random.default_rng(seed).standard_normal(40)
        history = [invented(1980 + i, 0.15 * float(np.exp(shock))) for i, shock in enumerate(luck)]
        for i in (10, 20, 29):
            ours.append(abs(np.log(typical(history[:i] + history[i + 1 :], 1980 + i) / 0.15)))
            neighbours.append(abs(luck[i - 1] + luck[i + 1]) / 2)
    assert np.mean(ours) < 0.6 * np.mean(neighbours)


def test_a_shock_that_neighbours_share_is_foreseen_between_them() -> None:
    pace = {year: 0.15 * (1.25 if (year // 6) % 2 else 1.0) for year in range(1980, 2016)}
    for hidden in (1989, 2001, 1995, 2007):
        others = [invented(year, each) for year, each in pace.items() if year != hidden]
        assert abs(np.log(typical(others, hidden) / pace[hidden])) < 0.06


def test_a_race_that_slows_every_year_is_followed_past_its_last_edition() -> None:
    history = [invented(year, 0.15 * 1.01 ** (year - 2000)) for year in range(2000, 2020)]
    assert typical(history, 2022) == pytest.approx(0.15 * 1.01**22, rel=0.02)


def test_a_list_of_the_first_few_only_says_nothing_of_a_field() -> None:
    history = [invented(year, 0.15) for year in range(2000, 2006)]
    partial = Edition(2006, 200.0, np.array([15.0, 15.5, 16.0]))
    np.testing.assert_array_equal(hours_of([*history, partial], 2007, 200.0, FEW), hours_of(history, 2007, 200.0, FEW))


@given(times, times)
def test_the_distance_is_the_largest_gap_between_the_shares_come_in(one: Array, other: Array) -> None:
    at = np.concatenate((one, other))
    gaps = [abs(np.mean(one <= hours) - np.mean(other <= hours)) for hours in at]
    assert kolmogorov(one, other) == pytest.approx(max(gaps), abs=1e-12)
    assert kolmogorov(one, one) == 0.0


def test_an_edition_left_out_is_judged_by_the_others_alone() -> None:
    history = [invented(year, 0.15) for year in range(2000, 2005)]
    slow = invented(2005, 0.2)
    (row,) = left_out([*history, slow], [2005])
    assert row.year == 2005
    assert row.ks == kolmogorov(hours_of(history, 2005, 200.0, LEVELS), slow.hours)
    assert row.perfect < 0.05 < row.ks
    assert row.pooled == kolmogorov(history[0].hours, slow.hours)
    assert mean_distance([row, row._replace(ks=row.ks + 0.1)]).ks == pytest.approx(row.ks + 0.05)


@pytest.mark.parametrize(
    ("history", "km", "levels", "said"),
    [
        ([], 200.0, FEW, "no edition to learn from"),
        ([invented(2001, 0.15)._replace(hours=np.array([]))], 200.0, FEW, "edition 2001: give at least one"),
        ([invented(2001, 0.15)._replace(hours=np.array([1.0, np.nan]))], 200.0, FEW, "edition 2001"),
        ([invented(2001, 0.15, 200.0)._replace(km=0.0)], 200.0, FEW, "edition 2001: its distance"),
        ([invented(2001, 0.15)], -1.0, FEW, "above 0 km"),
        ([invented(2001, 0.15)], 200.0, FEW[::-1], "increasing order"),
        ([invented(2001, 0.15)], 200.0, np.array([0.5, 1.5]), "from 0 to 1"),
        ([invented(2001, 0.15)], 200.0, np.array([0.5, np.nan]), "from 0 to 1"),
    ],
)
def test_what_cannot_be_forecast_says_why(history: list[Edition], km: float, levels: Array, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        hours_of(history, 2005, km, levels)


def test_nothing_judged_has_no_mean() -> None:
    with pytest.raises(ValueError, match="no edition was judged"):
        mean_distance(left_out([invented(2001, 0.15), invented(2002, 0.15)], [1999]))
