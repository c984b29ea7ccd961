"""The plan: places in order, points, waves, teams."""

import msgspec
import pytest

from races import checkpoint, plan, stage, start_of_day
from stagerace.core.clock import HOUR, Elapsed
from stagerace.core.names import Bib, Direction, Metres, PlaceId, WaveId
from stagerace.core.plan import Checkpoint, Loop, Plan, Stage, Team, Wave


def test_start_and_finish_are_implicit() -> None:
    one = stage(1, 20)
    assert [place.id for place in one.places] == ["1START", "1CP1", "1FINISH"]
    assert one.points == (("1START", "out"), ("1CP1", "in"), ("1CP1", "out"), ("1FINISH", "in"))
    assert one.point_metres == (0, 10_000, 10_000, 20_000)
    assert [one.order[point] for point in one.points] == [0, 1, 2, 3]


def test_a_stage_without_checkpoints_or_waves_is_fine() -> None:
    bare = stage(1, 10, checkpoints=())
    assert [place.id for place in bare.places] == ["1START", "1FINISH"]
    assert bare.wave_of(Bib("1")) is None


@pytest.mark.parametrize(
    ("place", "way", "point"),
    [
        ("1CP1", None, ("1CP1", "in")),
        ("1CP1", "out", ("1CP1", "out")),
        ("1CP2", None, ("1CP2", "out")),
        ("1CP2", "in", None),
        ("1START", "in", ("1START", "out")),
        ("1FINISH", "out", ("1FINISH", "in")),
        ("9CP9", "in", None),
    ],
)
def test_a_passing_belongs_to_a_point_of_its_place(
    place: str, way: Direction | None, point: tuple[str, str] | None
) -> None:
    one = stage(1, 30, [checkpoint("1CP1", 10), checkpoint("1CP2", 20, ["out"])])
    assert one.point(PlaceId(place), way) == point


def test_a_runner_s_wave_is_found_by_bib_else_by_the_name_on_the_entry() -> None:
    slow, fast = Wave(WaveId("A"), start_of_day(1), "1-50"), Wave(WaveId("B"), start_of_day(1))
    one = stage(1, waves=(slow, fast))
    assert one.wave_of(Bib("7")) == slow
    assert one.wave_of(Bib("7"), "B") == slow
    assert one.wave_of(Bib("77"), "B") == fast
    assert one.wave_of(Bib("77")) is None


def test_a_team_that_is_not_listed_has_the_race_s_usual_kind() -> None:
    the_plan = plan(teams=(Team("Dunes", "average"),), team_kind="together")
    assert the_plan.team("Dunes").kind == "average"
    assert the_plan.team("Others") == Team("Others", "together")


def test_a_place_leads_to_its_stage_and_a_number_too() -> None:
    the_plan = plan(2)
    assert the_plan.stage_at[PlaceId("2CP1")].n == 2
    assert [one.n for one in the_plan] == [1, 2]
    assert the_plan.by_number[the_plan.stages[1].n] is the_plan.stages[1]


def test_a_plan_comes_back_from_its_bytes() -> None:
    loop = stage(2, 15, (), loop=Loop(Metres(15_000), Elapsed(8 * HOUR), "laps"))
    the_plan = plan([stage(1, waves=(Wave(WaveId("A"), start_of_day(1), "1-5"),)), loop], teams=(Team("T", "average"),))
    again = msgspec.json.decode(msgspec.json.encode(the_plan), type=Plan)
    assert again == the_plan
    assert isinstance(again.stages[0], Stage)
    assert isinstance(again.stages[0].checkpoints[0], Checkpoint)
