"""A stage minute by minute: the kernel is its plain twin, nobody sees another, and causes have their effects."""

import numpy as np
import pytest
from stages_made import NUMBERS, in_lanes, out_of_lanes, people, route, sky

from stagerace.kernels import chain_fields as f
from stagerace.kernels.chain import stage_lanes
from stagerace.kernels.model import Array
from stagerace.simulation.stage_plain import stage_plain

LONGEST = 900


def run(
    person: Array, state: Array, where: f.Route, over: f.Sky, longest: int = LONGEST, every: int = 1
) -> tuple[Array, Array]:
    """The state after the stage and the arrivals, by the kernel."""
    runners, places = person.shape[1], len(where.places) // f.PLACE
    lanes = in_lanes(person), in_lanes(state)
    arrived, filled = (np.full((len(lanes[0]), places * f.ROW), start) for start in (np.nan, 0.0))
    stage_lanes(*lanes, where, over, longest, every, NUMBERS, arrived, filled)
    return out_of_lanes(lanes[1], f.STATE, runners), out_of_lanes(arrived, places, runners)


def test_the_kernel_is_its_plain_twin() -> None:
    person, state = people(60)
    ours, arrived = run(person, state, route(), sky())
    twin = state.copy()
    plain_arrived, _ = stage_plain(person, twin, route(), sky(), LONGEST, 1, NUMBERS)
    assert (ours[f.OUT] == twin[f.OUT]).all()
    assert (ours[f.OUT] == f.FINISHED).sum() > 30
    np.testing.assert_allclose(arrived, plain_arrived, rtol=1e-7)
    for field in (f.CORE, f.SKIN, f.WATER, f.SALTS, f.GLYCOGEN, f.ACUTE, f.SLOW, f.HEAT, f.GUT, f.FEET, f.LEGS, f.WILL,
                  f.PEAK_CORE, f.PEAK_DRY, f.LEAST_SODIUM, f.UNMET, f.SWEATED, f.LIVED, f.MOVED):  # fmt: skip
        np.testing.assert_allclose(ours[field], twin[field], rtol=1e-7, atol=1e-9, err_msg=str(field))


def test_loads_taken_every_five_cells_hardly_change_arrivals() -> None:
    person, state = people(60)
    person[f.HEAT_PATIENCE :] = 1e9
    often, seldom = (run(person, state, route(), sky(), every=every)[1] for every in (1, 5))
    np.testing.assert_allclose(seldom, often, rtol=1e-3)


def test_a_runner_has_the_same_day_in_any_company() -> None:
    person, state = people(700)
    whole, arrived = run(person, state, route(), sky(), every=5)
    order = np.random.default_rng(3).permutation(700)
    mixed, mixed_arrived = run(person[:, order], state[:, order], route(), sky(), every=5)
    np.testing.assert_array_equal(mixed, whole[:, order])
    np.testing.assert_array_equal(mixed_arrived, arrived[:, order])
    few, _ = run(person[:, :3], state[:, :3], route(), sky(), every=5)
    np.testing.assert_array_equal(few, whole[:, :3])


@pytest.fixture(scope="module")
def usual() -> tuple[Array, Array]:
    """People whom no hazard takes out."""
    person, state = people(128)
    person[f.HEAT_PATIENCE :] = 1e9
    return person, state


def test_a_hotter_day_makes_nobody_faster_or_cooler(usual: tuple[Array, Array]) -> None:
    """Who drinks by thirst drinks more in the heat and then carries less: here everyone drinks by plan."""
    person, state = usual[0].copy(), usual[1]
    person[f.BY_THIRST] = 0.0
    mild, hot = (run(person, state, route(), sky(air, air + 22), every=5) for air in (28.0, 42.0))
    assert (hot[1][-1] >= mild[1][-1] - 1e-9).all()
    assert (hot[0][f.PEAK_CORE] >= mild[0][f.PEAK_CORE] - 1e-6).all()
    assert (hot[0][f.SWEATED] > mild[0][f.SWEATED]).all()


def test_a_heavier_pack_makes_nobody_faster(usual: tuple[Array, Array]) -> None:
    person, state = usual
    heavy = person.copy()
    heavy[f.KIT] += 4
    assert (run(heavy, state, route(), sky(), every=5)[1][-1] > run(*usual, route(), sky(), every=5)[1][-1]).all()


def test_tired_legs_make_nobody_faster(usual: tuple[Array, Array]) -> None:
    person, state = usual
    tired = state.copy()
    tired[f.TIRED] += 0.15
    assert (run(person, tired, route(), sky(), every=5)[1][-1] > run(*usual, route(), sky(), every=5)[1][-1]).all()


def test_places_come_in_order_and_a_rest_lies_between(usual: tuple[Array, Array]) -> None:
    _, arrived = run(*usual, route(), sky(), every=5)
    assert np.isfinite(arrived).all()
    assert (np.diff(arrived, axis=0) > 10 * usual[0][f.DWELL]).all()
    assert (arrived[0] > usual[0][f.START]).all()


def test_who_comes_after_the_closing_is_out_there(usual: tuple[Array, Array]) -> None:
    _, open_ended = run(*usual, route(), sky(), every=5)
    closes = float(np.median(open_ended[-1]))
    state, _ = run(*usual, route(closes=closes), sky(), every=5)
    late = open_ended[-1] > closes
    assert (state[f.OUT][late] == f.BY_CUT_OFF).all()
    assert (state[f.OUT][~late] == f.FINISHED).all()


def test_impatience_ends_races_by_its_cause() -> None:
    causes = (f.BY_HEAT, f.BY_STOMACH, f.BY_FEET, f.BY_LEGS, f.BY_WILL)
    for number, cause in enumerate(causes):
        person, state = people(20)
        person[f.HEAT_PATIENCE :] = 1e9
        person[f.HEAT_PATIENCE + number] = 0.0
        ended, _ = run(person, state, route(), sky(), every=5)
        assert (ended[f.OUT] == cause).all()
        assert (ended[f.OUT_AT] < 20_000).all()


def test_nobody_drinks_more_than_they_carry_and_water_adds_up(usual: tuple[Array, Array]) -> None:
    person, _ = usual
    ended, _ = run(*usual, route(), sky(), every=5)
    assert (ended[f.CARRIED] >= -1e-9).all()
    assert (ended[f.CARRIED] <= person[f.BOTTLES] + 1e-9).all()
    assert (ended[f.UNMET] >= 0).all()


def test_minutes_beyond_what_was_measured_are_counted() -> None:
    person, state = people(20)
    person[f.MOST] = 13.0
    ended, _ = run(person, state, route(), sky(), every=5)
    assert (ended[f.BEYOND] > 0).all()
    assert (ended[f.BEYOND] <= ended[f.LIVED]).all()


def test_a_sleeper_lies_down_at_the_first_place_after_an_hour_and_once_only(usual: tuple[Array, Array]) -> None:
    person, state = usual
    sleeper = person.copy()
    sleeper[f.SLEEP], sleeper[f.SLEEP_FROM] = 60.0, 120.0
    awake, slept = run(person, state, route(), sky(), every=5)[1], run(sleeper, state, route(), sky(), every=5)[1]
    first = np.argmax(awake >= 120.0, axis=0)
    for runner, place in enumerate(first):
        np.testing.assert_array_equal(slept[: place + 1, runner], awake[: place + 1, runner])
        if place < len(awake) - 1:
            later = slept[place + 1 :, runner] - awake[place + 1 :, runner]
            assert (np.abs(later - 60.0) < 8.0).all()


def test_whoever_is_still_out_when_time_is_up_is_out_where_they_are(usual: tuple[Array, Array]) -> None:
    ended, arrived = run(*usual, route(), sky(), longest=150, every=5)
    out = ended[f.OUT] == f.BY_CUT_OFF
    assert out.sum() > 100
    assert (ended[f.OUT_MINUTE][out] == 150.0).all()
    assert (ended[f.OUT_AT][out] < 20_000).all()
    assert not (arrived > 150.0).any()


def test_a_place_between_two_cells_is_met_where_it_lies(usual: tuple[Array, Array]) -> None:
    where = route()
    moved = where.places.reshape(-1, f.PLACE).copy()
    moved[1, 0] += 37.0
    _, arrived = run(*usual, where, sky(), every=5)
    _, later = run(*usual, where._replace(places=moved.reshape(-1)), sky(), every=5)
    np.testing.assert_array_equal(later[0], arrived[0])
    assert (later[1] > arrived[1]).all()
    assert (later[1] < arrived[1] + 37.0 / f.SLOWEST / 60.0 + 1e-9).all()


def test_water_salt_and_energy_of_the_stage_are_summed(usual: tuple[Array, Array]) -> None:
    ended, _ = run(*usual, route(), sky(), every=5)
    assert (ended[f.SALTED] / ended[f.SWEATED] < 110.0).all()
    assert (ended[f.SALTED] > 0).all()
    watts = ended[f.SPENT] * 1000 / (ended[f.LIVED] * 60)
    assert (watts > 80).all()
    assert (watts < 1500).all()
