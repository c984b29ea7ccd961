"""What a drill plays: the same seed the same, everything planted has its truth, and what is written follows from it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stagerace.core.clock import HOUR, Elapsed, later
from stagerace.core.records import AlertAnswered, HandedOver, Passing, RollCalled
from stagerace.simulation.drill.crew import Crew, Heard
from stagerace.simulation.drill.faults import FAULTS
from stagerace.simulation.drill.going import go
from stagerace.simulation.drill.inventing import ALL_FAULTS, LOSSES, invent_scene
from stagerace.simulation.drill.plain import plain_bibs, plain_plan
from stagerace.simulation.drill.scene import Scene
from stagerace.simulation.drill.seen import NEVER, everything_told

STAGE = plain_plan(30.0, 5.0).stages[0]
SEEDS = st.integers(0, 10_000)


def scene_of(seed: int, faults: dict[str, int] | None = None, runners: int = 25) -> Scene:
    return invent_scene(STAGE, plain_bibs(runners), seed, dict(ALL_FAULTS) if faults is None else faults)


@settings(max_examples=20)
@given(SEEDS)
def test_the_same_seed_tells_the_same_bit_by_bit(seed: int) -> None:
    one, other = scene_of(seed), scene_of(seed)
    assert one.plants == other.plants
    assert everything_told(one) == everything_told(other)


@settings(max_examples=20)
@given(SEEDS)
def test_nobody_is_at_a_place_before_the_place_behind_it(seed: int) -> None:
    going = scene_of(seed).going
    for moments in going.at:
        known = moments[np.isfinite(moments)]
        assert (np.diff(known, prepend=0.0) > 0.0).all()
        assert np.isfinite(moments[: len(known)]).all()


@settings(max_examples=20)
@given(SEEDS)
def test_nothing_of_those_in_trouble_is_written_after_it_began(seed: int) -> None:
    scene = scene_of(seed, dict(LOSSES))
    bibs = {scene.going.bibs[runner]: since for runner, since in scene.trouble.items()}
    passings = [told.body for told in everything_told(scene) if isinstance(told.body, Passing)]
    assert len(bibs) == 4
    assert all(body.seen_at <= bibs[body.bib] for body in passings if body.bib in bibs)


@settings(max_examples=20)
@given(SEEDS)
def test_every_plant_that_must_be_found_names_its_alerts_and_a_runner_or_a_place(seed: int) -> None:
    scene = scene_of(seed)
    for plant in scene.plants:
        assert plant.what
        assert not plant.must_be_found or plant.bibs or plant.place
    planted = {plant.fault for plant in scene.plants}
    assert {fault.name for fault in FAULTS} - planted <= {"silent_station"}


def test_every_fault_can_be_planted_alone_and_is_named_in_the_usual_drill() -> None:
    assert {fault.name for fault in FAULTS} == set(ALL_FAULTS)
    for fault in FAULTS:
        assert scene_of(3, {fault.name: 1}).plants, fault.name


def test_a_silent_station_is_heard_late_or_never() -> None:
    for seed in range(8):
        scene = scene_of(seed, {"silent_station": 1})
        (place, silence), *_ = scene.silent.items()
        told = [t for t in everything_told(scene) if t.node == place and t.written >= silence.since]
        assert told
        assert all(each.arrives == NEVER if silence.until is None else each.arrives >= silence.until for each in told)


def test_a_dead_laptop_loses_nothing_and_hears_nothing_before_the_replica_takes_over() -> None:
    scene, plain = scene_of(5, {"dead_laptop": 1}), scene_of(5, {})
    outage = scene.outage
    assert outage is not None
    told = everything_told(scene)
    assert len(told) == len(everything_told(plain))
    assert not [each for each in told if outage.since <= each.arrives < outage.taken_over]


@settings(max_examples=10)
@given(SEEDS)
def test_the_crew_brings_everybody_in_trouble_to_camp_with_both_sides_of_each_hand_over(seed: int) -> None:
    scene = scene_of(seed)
    everything_told(scene)
    crew, now = Crew(scene), scene.going.instant(30 * 3600.0)
    for runner in scene.trouble:
        crew.answer(Heard("overdue", "overdue", now, (scene.going.bibs[runner],)))
    evening = later(now, Elapsed(12 * HOUR))
    assert all(crew.is_in_camp(runner, evening) for runner in range(len(scene.going.bibs)))
    words = [told.body for told in scene.said if isinstance(told.body, HandedOver)]
    words = [word for word in words if word.giver.what != "course"]
    sides = {side: [(w.bib, w.giver, w.taker) for w in words if w.side == side] for side in ("gives", "takes")}
    assert sorted(map(str, sides["gives"])) == sorted(map(str, sides["takes"]))
    roll = crew.roll_call(evening).body
    assert isinstance(roll, RollCalled)
    assert roll.missing == ()


def test_the_crew_dismisses_an_alarm_about_somebody_well_only_with_a_reason() -> None:
    scene = scene_of(1, {})
    everything_told(scene)
    told = Crew(scene).answer(Heard("overdue 1 103", "overdue", scene.going.instant(5_000.0), (scene.going.bibs[2],)))
    answers = [each.body for each in told if isinstance(each.body, AlertAnswered)]
    assert [answer.answer for answer in answers] == ["taken", "dismissed"]
    assert answers[-1].reason


@pytest.mark.parametrize("every", [4.3, 5.0, 10.0])
def test_a_field_spreads_like_a_field(every: float) -> None:
    stage = plain_plan(55.0, every).stages[0]
    at = go(stage, plain_bibs(200), np.random.default_rng(4)).at
    finished = at[:, -1][np.isfinite(at[:, -1])] / 3600.0
    assert 170 <= len(finished) <= 200
    assert 8.5 < np.median(finished) < 12.5
    assert np.max(finished) < 21.0
