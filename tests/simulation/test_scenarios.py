"""Scenarios: races that are made as told, figures for every row that can be simulated, people as able as a study's."""

import numpy as np
import pytest

from stagerace.feeds.field_targets import shipped_targets
from stagerace.kernels import chain_fields as f
from stagerace.kernels.chain_fields import CELL
from stagerace.simulation.entrants import invented_field
from stagerace.simulation.free import Free
from stagerace.simulation.scenarios import weeks
from stagerace.simulation.scenarios.all import SCENARIOS
from stagerace.simulation.scenarios.bodies import drunk, lost_in_stage, sodium
from stagerace.simulation.scenarios.figures import known, measure
from stagerace.simulation.scenarios.going import Outcome, run_gone, run_scenario
from stagerace.simulation.scenarios.leaving import causes, left_by_stage, share_leaving, shares_of_causes
from stagerace.simulation.scenarios.making import Air, Leg, Spot, even, made_race
from stagerace.simulation.scenarios.scenario import NOBODY_LEAVES, Scenario, with_taken

MILD = Air(10, 20, 8)


def small(name: str, **more: float) -> Outcome:
    """A scenario with few runners, run once."""
    scenario = SCENARIOS[name]()
    return run_scenario(scenario._replace(editions=1, samples=scenario.samples[::8]), with_taken(Free(), more), 3)


def test_every_row_that_can_be_simulated_has_its_scenario_and_all_its_figures_and_no_other_is_known() -> None:
    asked = {(target.id, figure.name) for target in shipped_targets() for figure in target.figures}
    assert asked == known()
    assert {target.scenario for target in shipped_targets() if target.scenario} == set(SCENARIOS)


def test_a_course_climbs_as_much_as_its_places_say() -> None:
    spots = (Spot(10, 400, 100), Spot(20, 900, 900), Spot(30, 900, 1500))
    race = made_race("made", invented_field(3), [Leg(spots, 8.0, altitude=1500.0)], MILD)
    grade = race.stages[0].route.cells.reshape(-1, CELL)[:, 1]
    assert np.maximum(grade, 0).sum() * 100 == pytest.approx(900, rel=0.03)
    assert np.minimum(grade, 0).sum() * 100 == pytest.approx(-1500, rel=0.03)


def test_places_are_shut_when_they_say_and_rests_are_as_long() -> None:
    race = made_race("made", invented_field(3), [Leg(even(30.0, 0.0, 10.0), 8.0, limit=6.0, rest=4.0)], MILD)
    places = race.stages[0].route.places.reshape(-1, 4)
    assert places[:, 0].tolist() == [10_000, 20_000, 30_000]
    assert places[-1, 1] == 360
    assert places[:2, 2].tolist() == [4, 4]


def test_people_of_a_study_take_as_long_as_they_took() -> None:
    outcome = small("march")
    assert float(outcome.gone[0].end.minutes.mean()) == pytest.approx(282, rel=0.02)


def test_what_is_drunk_sweated_and_lost_adds_up_to_a_body() -> None:
    gone = small("march").gone[0]
    done, went = gone.stages[0].done, gone.stages[0]
    gone_out = went.lived[f.SWEATED][done] + f.BREATH * went.clock[done]
    lost = lost_in_stage(gone, 0) / 100 * gone.people.mass.reshape(-1)[done]
    # Urine and fuel with the water bound to it take a little more, food gives a little back.
    np.testing.assert_allclose(lost, gone_out - drunk(gone, 0), atol=1.0)


def test_rested_people_differ_in_sodium_as_the_healthy_do() -> None:
    scenario = SCENARIOS["marathon"]()
    numbers = with_taken(Free(), {**scenario.taken, "people.drinks_spread": 0.0, "people.thirst_spread": 0.0})
    gone = run_gone(scenario.races[0], 20, 1, numbers)
    assert 2.0 < sodium(gone, 0).std() < 3.2


def test_nobody_leaves_where_nobody_is_to() -> None:
    race = weeks.sables_race(60)
    kept = with_taken(Free(), {**NOBODY_LEAVES, "people.uptake_men": 60.0, "people.uptake_women": 60.0})
    assert share_leaving(run_gone(race, 1, 1, kept)) < 0.05


def test_shares_of_causes_are_of_all_who_left_and_whoever_is_called_in_was_late() -> None:
    gone = run_gone(weeks.sables_race(60), 2, 1, with_taken(Free(), {"hazards.legs": 0.01}))
    assert sum(shares_of_causes([gone]).values()) == pytest.approx(1.0)
    for went in gone.stages:
        assert ((causes(went) > 0) == (went.started & ~went.done)).all()
    assert (left_by_stage(gone) >= 0).all()


def test_a_number_that_a_study_fixes_holds_in_its_scenario_alone() -> None:
    free = Free()
    assert with_taken(free, {"people.drive": 1.5}).people.drive == 1.5
    assert free.people.drive != 1.5


def test_a_figure_that_nobody_gives_is_no_number() -> None:
    alps = SCENARIOS["alps"]()
    slow = alps._replace(editions=1, taken={"people.uptake_men": 20.0, "people.uptake_women": 20.0})
    outcome = run_scenario(slow, Free(), 1)
    assert measure(outcome, "V30", "mean") == pytest.approx(100.0)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SCENARIOS))
def test_every_figure_of_a_scenario_is_a_number(name: str) -> None:
    scenario: Scenario = SCENARIOS[name]()
    outcome = run_scenario(scenario._replace(editions=2), Free(), 2)
    rows = [target for target in shipped_targets() if target.scenario == name]
    for target in rows:
        for figure in target.figures:
            assert np.isfinite(measure(outcome, target.id, figure.name)), (target.id, figure.name)
