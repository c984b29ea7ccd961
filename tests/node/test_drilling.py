"""A drill played headless: whoever is planted is found, nobody is unaccounted for, the same seed is the same drill."""

import numpy as np
import pytest

from stagerace.core.clock import HOUR, MINUTE, Elapsed, later
from stagerace.core.errors import NotARace
from stagerace.core.names import Metres, PlaceId, StageNo
from stagerace.core.plan import Loop, Plan, Stage
from stagerace.core.records import Passing, Voided
from stagerace.core.zone import Zone
from stagerace.node.drill_setting import invented
from stagerace.node.drilling import Desk, Pace, Rehearsal, Setting, drill
from stagerace.rules.race import race_of
from stagerace.simulation.drill.inventing import ALL_FAULTS, LOSSES, invent_scene
from stagerace.simulation.drill.plain import START, plain_bibs

COARSE = Pace(watch=Elapsed(5 * MINUTE), forecast=Elapsed(30 * MINUTE))
SMALL = invented(30, 25.0, 8.0, 1, dict(ALL_FAULTS))


def test_every_planted_runner_has_an_alert_and_nobody_is_unaccounted_for_at_the_close() -> None:
    (stage,) = drill(SMALL, 4, COARSE).stages
    people = [fault for fault in stage.faults if fault.bibs and fault.must]
    assert len(people) == 7
    assert [fault.what for fault in people if not fault.found] == []
    assert stage.closed is not None
    assert stage.unaccounted == ()


def test_the_same_seed_is_the_same_drill_bit_by_bit() -> None:
    setting = invented(15, 15.0, 5.0, 1, dict(LOSSES))
    assert drill(setting, 9, COARSE) == drill(setting, 9, COARSE)
    assert drill(setting, 9, COARSE) != drill(setting, 10, COARSE)


def test_the_race_kept_up_by_the_desk_is_the_race_its_records_tell() -> None:
    setting = invented(12, 15.0, 5.0, 1, dict(ALL_FAULTS))
    desk = Desk(setting)
    Rehearsal(desk, invent_scene(setting.plan.stages[0], setting.bibs, 2, dict(ALL_FAULTS)), COARSE).play()
    anew = race_of(desk.log)
    assert desk.race.results == anew.results
    assert desk.race.facts.reports == anew.facts.reports


def test_no_alert_is_raised_while_the_laptop_is_dead_and_none_is_lost() -> None:
    setting = invented(20, 20.0, 5.0, 1, {**LOSSES, "dead_laptop": 1})
    scene = invent_scene(setting.plan.stages[0], setting.bibs, 3, setting.faults)
    played = Rehearsal(Desk(setting), scene, COARSE)
    score = played.play()
    outage = scene.outage
    assert outage is not None
    assert not [each for each in played.heard if outage.since <= each.at < outage.taken_over]
    assert score.missed == ()


@pytest.mark.slow
def test_the_stages_of_a_race_follow_one_another_without_those_who_left_it() -> None:
    score = drill(invented(20, 15.0, 5.0, 2, dict(LOSSES)), 1, COARSE)
    first, second = score.stages
    assert second.runners == 20 - sum(len(fault.bibs) for fault in first.faults)
    assert score.passed


def test_a_stage_run_in_laps_is_refused() -> None:
    loop = Stage(StageNo(1), Metres(10_000), START, loop=Loop(Metres(2_000), Elapsed(60 * MINUTE)))
    plan = Plan("laps", "Laps", "2031-03-02", Zone("UTC", ((START, 0),)), (loop,))
    with pytest.raises(NotARace, match="in laps"):
        drill(Setting(plan, plain_bibs(5), (StageNo(1),)), 1)


def test_who_left_the_race_on_one_stage_keeps_none_of_the_next_from_being_closed() -> None:
    two = invented(10, 12.0, 6.0, 2, {"lost": 1, "slipped_away": 1})
    score = drill(two, 3, Pace(forecast=Elapsed(HOUR)))
    assert [stage.passed for stage in score.stages] == [True, True]
    assert score.stages[1].runners < score.stages[0].runners


def test_somebody_misread_as_one_who_never_started_is_asked_for_and_the_stage_is_closed() -> None:
    setting = invented(30, 25.0, 8.0, 1, {})
    scene = invent_scene(setting.plan.stages[0], setting.bibs, 1, {})
    absent = next(bib for k, bib in enumerate(setting.bibs) if not np.isfinite(scene.going.at[k]).any())
    moment = later(scene.going.start, Elapsed(-16 * MINUTE))
    scene.say(moment, "1CP1", Passing(absent, PlaceId("1CP1"), moment, "in", "keypad 1CP1"))
    played = Rehearsal(Desk(setting), scene, COARSE)
    assert played.play().closed is not None
    assert any(isinstance(each.body, Voided) for each in played.desk.log)
