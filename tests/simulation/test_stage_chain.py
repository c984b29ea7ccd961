"""A stage cell by cell: the kernel is its plain twin, nobody sees another, and causes have their effects."""

import numpy as np
import pytest
from stages_made import NEVER, NUMBERS, in_lanes, out_of_lanes, people, route, sky

from stagerace.kernels import chain_fields as f
from stagerace.kernels.chain import stage_lanes
from stagerace.kernels.model import Array
from stagerace.simulation.stage_plain import stage_plain

LONGEST = 900


def run(
    person: Array, state: Array, where: f.Route, over: f.Sky, longest: int = LONGEST, every: int = 5
) -> tuple[Array, Array]:
    """The state after the stage and the arrivals, by the kernel."""
    runners, places = person.shape[1], len(where.places) // f.PLACE
    lanes = in_lanes(person), in_lanes(state)
    arrived, filled = (np.full((len(lanes[0]), places * f.ROW), start) for start in (np.nan, 0.0))
    stage_lanes(*lanes, where, over, longest, every, NUMBERS, arrived, filled)
    return out_of_lanes(lanes[1], f.STATE, runners), out_of_lanes(arrived, places, runners)


def with_places(where: f.Route, **metres: float) -> f.Route:
    """The route with some of its places elsewhere: `k0=5023.0` moves the first."""
    places = where.places.copy()
    for name, value in metres.items():
        places[int(name[1:]) * f.PLACE] = value
    return where._replace(places=places)


def sleepers(person: Array) -> Array:
    """The same people, every third of whom sleeps for 25 minutes once 150 have passed."""
    found = person.copy()
    found[f.SLEEP], found[f.SLEEP_FROM] = np.where(np.arange(person.shape[1]) % 3, 0.0, 25.0), 150.0
    return found


@pytest.mark.parametrize("longest", [LONGEST, 300])
def test_the_kernel_is_its_plain_twin(longest: int) -> None:
    person, state = people(60)
    person, where = sleepers(person), with_places(route(), k0=5023.0, k1=9977.3)
    ours, arrived = run(person, state, where, sky(), longest, every=1)
    twin = state.copy()
    plain_arrived, _ = stage_plain(person, twin, where, sky(), longest, 1, NUMBERS)
    assert (ours[f.OUT] == twin[f.OUT]).all()
    assert (ours[f.OUT] == (f.FINISHED if longest == LONGEST else f.BY_CUT_OFF)).sum() > 30
    np.testing.assert_allclose(arrived, plain_arrived, rtol=1e-7)
    for field in range(f.STATE):
        if field not in (f.HEAVY, f.STEEPER):
            np.testing.assert_allclose(ours[field], twin[field], rtol=1e-7, atol=1e-9, err_msg=str(field))


def test_two_places_may_lie_on_one_spot() -> None:
    person, state = people(20)
    where = with_places(route(), k1=5000.0)
    _, arrived = run(person, state, where, sky(), every=1)
    plain_arrived, _ = stage_plain(person, state, where, sky(), LONGEST, 1, NUMBERS)
    np.testing.assert_allclose(arrived, plain_arrived, rtol=1e-7)
    np.testing.assert_allclose(arrived[1] - arrived[0], 10 * person[f.DWELL])


def test_loads_taken_every_five_cells_hardly_change_arrivals(usual: tuple[Array, Array]) -> None:
    often, seldom = (run(*usual, route(), sky(), every=every)[1] for every in (1, 5))
    np.testing.assert_allclose(seldom, often, rtol=1e-3)


def test_shorter_steps_of_the_body_hardly_change_the_day(usual: tuple[Array, Array]) -> None:
    person, state = (fields[:, :60] for fields in usual)
    coarse, fine = state.copy(), state.copy()
    seldom, _ = stage_plain(person, coarse, route(), sky(), LONGEST, 5, NUMBERS)
    often, _ = stage_plain(
        person, fine, route(), sky(), LONGEST, 5, NUMBERS, longest_step=0.2, longest_rest=0.2, together=1
    )
    np.testing.assert_allclose(seldom, often, rtol=5e-3)
    np.testing.assert_allclose(np.median(seldom, axis=1), np.median(often, axis=1), rtol=2e-3)
    np.testing.assert_allclose(np.median(seldom[-1]), np.median(often[-1]), rtol=5e-4)
    np.testing.assert_allclose(coarse[f.PEAK_CORE], fine[f.PEAK_CORE], atol=0.06)
    np.testing.assert_allclose(coarse[f.PEAK_DRY], fine[f.PEAK_DRY], atol=5e-4)


def test_a_runner_has_the_same_day_in_any_company() -> None:
    person, state = people(700)
    person = sleepers(person)
    person[f.TAIL, 5], person[f.SLEEP, 7] = 0.1, 400.0
    whole, arrived = run(person, state, route(), sky())
    order = np.random.default_rng(3).permutation(700)
    mixed, mixed_arrived = run(person[:, order], state[:, order], route(), sky())
    np.testing.assert_array_equal(mixed, whole[:, order])
    np.testing.assert_array_equal(mixed_arrived, arrived[:, order])
    for i in (0, 1, 5, 7, 9):
        alone, _ = run(person[:, [i]], state[:, [i]], route(), sky())
        np.testing.assert_array_equal(alone[:, 0], whole[:, i])


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
    mild, hot = (run(person, state, route(), sky(air, air + 22)) for air in (28.0, 42.0))
    assert (hot[1][-1] >= mild[1][-1] - 1e-9).all()
    assert (hot[0][f.PEAK_CORE] >= mild[0][f.PEAK_CORE] - 1e-6).all()
    assert (hot[0][f.SWEATED] > mild[0][f.SWEATED]).all()
    assert (hot[0][f.TIME_HOT] >= mild[0][f.TIME_HOT]).all()


def test_a_heavier_pack_makes_nobody_faster(usual: tuple[Array, Array]) -> None:
    person, state = usual
    heavy = person.copy()
    heavy[f.KIT] += 4
    assert (run(heavy, state, route(), sky())[1][-1] > run(*usual, route(), sky())[1][-1]).all()


def test_tired_legs_make_nobody_faster(usual: tuple[Array, Array]) -> None:
    person, state = usual
    tired = state.copy()
    tired[f.TIRED] += 0.15
    assert (run(person, tired, route(), sky())[1][-1] > run(*usual, route(), sky())[1][-1]).all()


def test_places_come_in_order_and_a_rest_lies_between(usual: tuple[Array, Array]) -> None:
    _, arrived = run(*usual, route(), sky())
    assert np.isfinite(arrived).all()
    assert (np.diff(arrived, axis=0) > 10 * usual[0][f.DWELL]).all()
    assert (arrived[0] > usual[0][f.START]).all()


def test_who_starts_later_arrives_as_much_later_under_a_sky_that_stays(usual: tuple[Array, Array]) -> None:
    person, state = usual
    later = person.copy()
    later[f.START] += 47
    still = sky()._replace(values=np.tile(sky().values[:24], 96))
    first, second = (run(p, state, route(), still)[1] for p in (person, later))
    np.testing.assert_allclose(second, first + 47, rtol=1e-9)


def test_who_sleeps_arrives_at_the_next_place_that_much_later(usual: tuple[Array, Array]) -> None:
    """A cool day: in the heat, whoever slept goes on refreshed."""
    person, state = usual
    asleep = person.copy()
    asleep[f.SLEEP], asleep[f.SLEEP_FROM] = 60.0, 75.0
    (up, awake), (bed, slept) = (run(p, state, route(), sky(15.0, 20.0)) for p in (person, asleep))
    np.testing.assert_array_equal(slept[0], awake[0])
    at_first = awake[0] >= 75.0
    assert 20 < at_first.sum() < 108
    np.testing.assert_array_equal(slept[1][~at_first], awake[1][~at_first])
    np.testing.assert_allclose((slept - awake)[1][at_first], 60.0, atol=2.0)
    np.testing.assert_allclose((slept - awake)[2], 60.0, atol=4.0)
    assert (up[f.SLEPT] == 0).all()
    assert (bed[f.SLEPT] == 1).all()


def test_who_comes_after_the_closing_is_out_there(usual: tuple[Array, Array]) -> None:
    _, open_ended = run(*usual, route(), sky())
    closes = float(np.median(open_ended[-1]))
    state, _ = run(*usual, route(closes=closes), sky())
    late = open_ended[-1] > closes
    assert (state[f.OUT][late] == f.BY_CUT_OFF).all()
    assert (state[f.OUT][~late] == f.FINISHED).all()


def test_when_time_is_up_everyone_is_where_they_were(usual: tuple[Array, Array]) -> None:
    _, arrived = run(*usual, route(), sky())
    state, _ = run(*usual, route(), sky(), longest=240)
    called_in = arrived[-1] > 240
    assert (state[f.OUT][called_in] == f.BY_CUT_OFF).all()
    np.testing.assert_allclose(state[f.OUT_MINUTE][called_in], 240.0)
    np.testing.assert_allclose(state[f.LIVED][called_in], 240.0 - usual[0][f.START][called_in])
    marks = route().places[:: f.PLACE]
    behind = np.where(arrived <= 240, marks[:, None], 0.0).max(axis=0)
    ahead = np.where(arrived > 240, marks[:, None], NEVER).min(axis=0)
    assert (state[f.OUT_AT] >= behind)[called_in].all()
    assert (state[f.OUT_AT] < ahead)[called_in].all()


def test_impatience_ends_races_by_its_cause() -> None:
    causes = (f.BY_HEAT, f.BY_STOMACH, f.BY_FEET, f.BY_LEGS, f.BY_WILL)
    for number, cause in enumerate(causes):
        person, state = people(20)
        person[f.HEAT_PATIENCE :] = 1e9
        person[f.HEAT_PATIENCE + number] = 0.0
        ended, _ = run(person, state, route(), sky())
        assert (ended[f.OUT] == cause).all()
        assert (ended[f.OUT_AT] < 20_000).all()


def test_nobody_drinks_more_than_they_carry_and_water_adds_up(usual: tuple[Array, Array]) -> None:
    person, begun = usual
    where = route()
    lanes, after = in_lanes(person), in_lanes(begun)
    arrived, filled = np.full((1, 4 * f.ROW), np.nan), np.zeros((1, 4 * f.ROW))
    stage_lanes(lanes, after, where, sky(), LONGEST, 5, NUMBERS, arrived, filled)
    ended, taken = out_of_lanes(after, f.STATE, 128), out_of_lanes(filled, 4, 128)
    assert (ended[f.CARRIED] >= -1e-9).all()
    assert (ended[f.CARRIED] <= person[f.BOTTLES] + 1e-9).all()
    assert (ended[f.UNMET] >= 0).all()
    np.testing.assert_allclose(ended[f.DRUNK], begun[f.CARRIED] + taken.sum(axis=0) - ended[f.CARRIED])


def test_minutes_on_the_move_and_at_rest_are_those_of_the_clock(usual: tuple[Array, Array]) -> None:
    person, _ = usual
    ended, _ = run(*usual, route(), sky())
    np.testing.assert_allclose(ended[f.LIVED], ended[f.CLOCK] - person[f.START])
    np.testing.assert_allclose(ended[f.LIVED] - ended[f.MOVED], 30 * person[f.DWELL])


def test_minutes_beyond_what_was_measured_are_counted() -> None:
    person, state = people(20)
    person[f.MOST] = 13.0
    ended, _ = run(person, state, route(), sky())
    assert (ended[f.BEYOND] > 0).all()
    assert (ended[f.BEYOND] <= ended[f.LIVED]).all()


def test_a_place_between_two_cells_is_met_where_it_lies(usual: tuple[Array, Array]) -> None:
    (_, there), (_, further) = (run(*usual, with_places(route(), k1=metres), sky()) for metres in (10_000.0, 10_037.0))
    np.testing.assert_array_equal(further[0], there[0])
    assert (further[1] > there[1]).all()
    assert (further[1] < there[1] + 37.0 / f.SLOWEST / 60.0).all()


def test_salt_and_energy_of_the_stage_are_like_those_of_people(usual: tuple[Array, Array]) -> None:
    ended, _ = run(*usual, route(), sky())
    salt, watts = ended[f.SALTED] / ended[f.SWEATED], ended[f.SPENT] * 1000 / (ended[f.LIVED] * 60)
    assert ((salt > 10) & (salt < 110)).all()
    assert ((watts > 80) & (watts < 1500)).all()
