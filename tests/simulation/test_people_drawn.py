"""People of a replicate: the same runner is the same person whoever else runs, and groups differ as they should."""

import numpy as np
import pytest

from stagerace.simulation.company import in_company
from stagerace.simulation.drawing import People, draw_people
from stagerace.simulation.entrants import Entrant, field_of, invented_field, key_of
from stagerace.simulation.free import Free, HabitNumbers

MANY = np.arange(400)


def drawn(*entrants: Entrant) -> People:
    return draw_people(field_of(entrants), MANY, 3, Free())


def test_a_runner_is_the_same_person_in_any_field() -> None:
    me = Entrant("7", "maria", "F", 34.0)
    alone, among = drawn(me), drawn(Entrant("1", "otto", "M", 60.0), me)
    np.testing.assert_array_equal(alone.able[:, 0], among.able[:, 1])
    np.testing.assert_array_equal(alone.frailty[:, 0], among.frailty[:, 1])


def test_another_bib_in_another_race_makes_nobody_another_person() -> None:
    here, there = drawn(Entrant("7", "maria", "F", 34.0)), drawn(Entrant("99", "maria", "F", 34.0))
    np.testing.assert_array_equal(here.able, there.able)


def test_people_of_the_same_age_differ_and_replicates_do() -> None:
    people = drawn(Entrant("1", "a", "M", 40.0), Entrant("2", "b", "M", 40.0))
    assert len(np.unique(people.able)) == people.able.size


def test_age_takes_power_and_nothing_else() -> None:
    young, old = drawn(Entrant("1", "a", "M", 30.0)), drawn(Entrant("1", "a", "M", 65.0))
    assert (old.able < young.able).all()
    np.testing.assert_array_equal(old.mass, young.mass)
    np.testing.assert_array_equal(old.frailty, young.frailty)


def test_a_known_pack_is_carried_as_it_is() -> None:
    people = drawn(Entrant("1", "a", "M", 30.0, pack=7.0))
    np.testing.assert_allclose(people.kit + 7 * people.food, 7.0)
    assert (people.kit > 0).all()


@pytest.mark.parametrize("age", [None, 200.0, 3.0])
def test_an_age_that_cannot_be_is_taken_as_the_usual_one(age: float | None) -> None:
    assert field_of([Entrant("1", "a", "M", age)]).age[0] == 45.0


def test_an_invented_field_looks_like_those_of_desert_races() -> None:
    field = field_of(invented_field(500))
    assert field.female.mean() == pytest.approx(0.24, abs=0.02)
    assert np.median(field.age) == pytest.approx(44, abs=1)
    assert len(set(field.keys.tolist())) == 500


def test_a_runner_has_the_same_key_on_every_machine() -> None:
    assert key_of("maria") == key_of("maria") != key_of("otto")


def test_a_team_that_stays_together_goes_as_its_slowest_does() -> None:
    field = field_of([Entrant(str(n), str(n), "M", 40.0, team="Dunes" if n < 3 else "") for n in range(5)])
    used = np.array([[5.0, 4.0, 6.0, 3.0, 7.0]])
    keys = np.arange(5, dtype=np.uint64)[None, :]
    np.testing.assert_array_equal(in_company(used, field, keys, 1, HabitNumbers(together=0.0)), [[4, 4, 4, 3, 7]])


def test_company_makes_nobody_faster_and_nobody_much_slower() -> None:
    field = field_of(invented_field(60))
    used = np.random.default_rng(1).uniform(4, 8, (20, 60))
    keys = np.arange(1200, dtype=np.uint64).reshape(20, 60)
    found = in_company(used, field, keys, 1, HabitNumbers(together=1.0, apart=0.05))
    assert (found <= used).all()
    assert (found >= used / 1.05 - 1e-12).all()
    assert (found < used).any()
