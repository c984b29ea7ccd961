"""The fit: knobs go there and back, the search finds what is lowest, what is compared is counted alike."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagerace.simulation.fitting.checked import alike
from stagerace.simulation.fitting.held import Held
from stagerace.simulation.fitting.kept import KEPT
from stagerace.simulation.fitting.knobs import Knob, number, numbers, places_of, turned
from stagerace.simulation.fitting.mountains import MAIN, as_it_was
from stagerace.simulation.fitting.observed import Course, Mountain
from stagerace.simulation.fitting.search import search
from stagerace.simulation.fitting.stages import BODIES, EDITIONS, LEAVING, PACE
from stagerace.simulation.fitting.terms import heat_slope, log_hazards
from stagerace.simulation.free import Free

KNOBS = (*PACE, *BODIES, *LEAVING, *EDITIONS)


@pytest.mark.parametrize("knob", KNOBS, ids=lambda knob: knob.name)
def test_a_knob_goes_there_and_back(knob: Knob) -> None:
    for place in (0.0, 0.3, 1.0):
        assert knob.place(knob.value(place)) == pytest.approx(place, abs=2e-3)
    assert knob.at_bound(knob.low)
    assert knob.at_bound(knob.high)


def test_every_free_number_is_turned_or_kept_for_a_reason_and_none_is_both() -> None:
    turned_ones = [knob.name for knob in KNOBS]
    assert len(turned_ones) == len(set(turned_ones))
    assert set(turned_ones) | set(KEPT) == set(numbers(Free()))
    assert not set(turned_ones) & set(KEPT)


def test_turning_changes_what_is_turned_and_nothing_else() -> None:
    found = turned(Free(), PACE, np.full(len(PACE), 0.5))
    assert {name for name, value in numbers(found).items() if value != numbers(Free())[name]} <= {k.name for k in PACE}
    assert places_of(found, PACE) == pytest.approx(np.full(len(PACE), 0.5), abs=2e-3)
    assert number(found, "people.loss") == number(Free(), "people.loss")


@given(st.lists(st.floats(0.05, 0.95), min_size=1, max_size=4), st.floats(0.05, 0.95))
def test_the_search_finds_the_bottom_of_a_bowl(bottom: list[float], start: float) -> None:
    middle = np.array(bottom)
    found = search(lambda place: float(((place - middle) ** 2).sum()), np.full(len(middle), start), rounds=40)
    np.testing.assert_allclose(found.place, middle, atol=0.02)


def test_the_search_never_ends_higher_than_it_began_nor_outside() -> None:
    luck = np.random.default_rng(1)
    rough = luck.normal(size=1000)

    def loss(place: np.ndarray) -> float:
        return float(rough[int(abs(place.sum()) * 1e4) % 1000])

    start = np.array([0.2, 0.9, 0.5])
    found = search(loss, start, rounds=3)
    assert found.loss <= loss(start)
    assert ((found.place >= 0) & (found.place <= 1)).all()


def test_a_figure_at_its_value_costs_nothing_and_one_that_is_no_number_much() -> None:
    held = Held("V99", "mean", "nowhere", 10.0, 2.0)
    assert held.term(10.0) == 0.0
    assert 0.5 < held.term(12.0) < held.term(12.5) / 1.5
    assert held.term(float("nan")) > held.term(15.0)


def test_whoever_left_is_counted_at_the_next_main_place_and_their_last_hour() -> None:
    course = Course(
        ("contamines", "combal", "chapieux", "courmayeur", "arnuva", "fouly", "champex", "trient", "finish"),
        np.array([30.0, 40.0, 50.0, 75.0, 95.0, 110.0, 125.0, 140.0, 165.0]), np.zeros(9), np.zeros(9),
    )  # fmt: skip
    none = np.nan
    hours = np.array([
        [5.0, 7.0, 9.0, 15, 20, 24, 27, 32, 40.0],
        [5.0, none, none, none, none, none, none, none, none],
        [6.0, 8.5, none, none, none, none, none, none, none],
        [6.0, 8.0, 9.5, 16.0, none, none, none, none, none],
    ])  # fmt: skip
    year = Mountain(2031, course.names, hours, np.array([40.0, 41.0]), np.full(4, 40.0), np.zeros(4, dtype=bool))
    went = as_it_was([year], course)
    assert dict(zip(MAIN, went.by_place, strict=True)) == {
        "contamines": 0.25, "chapieux": 0.25, "courmayeur": 0.25, "arnuva": 0, "fouly": 0, "champex": 0, "trient": 0,
        "finish": 0,
    }  # fmt: skip
    assert went.by_hour[:5].tolist() == [0.0, 0.25, 0.25, 0.0, 0.25]


def test_shares_that_are_alike_are_no_distance_apart() -> None:
    one = np.array([0.1, 0.3, 0.05])
    assert alike(one, 2 * one) == pytest.approx((0.0, 1.0))
    assert alike(np.array([1.0, 0.0]), np.array([0.0, 1.0]))[0] == 1.0


def test_heat_is_told_from_luck() -> None:
    luck = np.random.default_rng(2)
    air = luck.normal(0, 4, 400)
    slope, apart = heat_slope(air, 0.7 - 0.01 * air + luck.normal(0, 0.05, 400))
    assert slope == pytest.approx(0.01, abs=0.002)
    assert apart == pytest.approx(0.05, abs=0.01)


def test_editions_in_which_all_or_none_leave_still_have_a_place() -> None:
    assert np.isfinite(log_hazards(np.array([0.0, 0.5, 1.0]))).all()
