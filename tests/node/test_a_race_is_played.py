"""A finished race played again: nothing before its time, everything in the end, the quiet skipped."""

from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from races import at, entered, plan, ruled, seen, sheet
from stagerace.core.clock import HOUR, MINUTE, Instant, Segment, Stamp
from stagerace.core.names import Bib, NodeId, Number, PlaceId
from stagerace.core.records import (
    Body,
    ClockAnchor,
    HoldCalled,
    Passing,
    PlanAdopted,
    Record,
    StageTime,
    WithdrawalReported,
)
from stagerace.log import create_log
from stagerace.node.folder import RaceFolder
from stagerace.node.playing import QUIET, PlayClock, script_of
from stagerace.node.staging import AHEAD, playing, stage
from stagerace.rules.race import race_of

START = at(1, "0:00:00")
TOML = """
[race]
id = "sahara-2031"
name = "Sahara 2031"
start_date = 2031-03-02
utc_offset = "+00:00"
[[stage]]
n = 1
km = 40.0
start = 2031-03-02T08:00:00
"""
WEEK: list[Body] = [
    PlanAdopted(plan(1)),
    entered("1"),
    entered("2"),
    seen("1", "1CP1", at(1, "1:00:00")),
    ruled("r1", "penalty", 1, "1", 5),
    seen("2", "1CP1", at(1, "1:05:00")),
    sheet(1, "2", "3:00:00"),
]


def written(bodies: list[Body]) -> list[Record]:
    return [Record(NodeId("camp"), Number(n), Stamp(n), body) for n, body in enumerate(bodies, 1)]


def finished(root: Path) -> Path:
    folder = root / "sahara"
    folder.mkdir(parents=True)
    (folder / "race.toml").write_text(TOML)
    create_log(folder / "race.log", START, race="sahara")
    with RaceFolder(folder).write(START) as log:
        log.append(WEEK, START)
    return folder


def test_the_plan_and_the_start_list_come_first_and_the_rest_in_order_of_time() -> None:
    script = script_of(written(WEEK))
    assert len(script.before) == 3
    assert [scene.at for scene in script.scenes] == sorted(scene.at for scene in script.scenes)
    assert sum(len(scene.bodies) for scene in script.scenes) == len(WEEK) - 3


def test_a_sheets_row_comes_when_the_runner_was_in() -> None:
    came = [scene.at for scene in script_of(written(WEEK)).scenes if isinstance(scene.bodies[0], StageTime)]
    assert came == [at(1, "3:00:00")]


def test_what_a_crew_says_comes_when_it_says_it_happened() -> None:
    gone = WithdrawalReported(Bib("2"), PlaceId("1CP1"), at(1, "2:00:00"))
    held = HoldCalled(PlaceId("1CP1"), "h1", at(1, "1:30:00"), at(1, "1:40:00"))
    scenes = script_of(written([*WEEK, gone, held])).scenes
    came = {type(body): scene.at for scene in scenes for body in scene.bodies}
    assert (came[WithdrawalReported], came[HoldCalled]) == (gone.reported_at, held.released_at)


def test_a_passing_comes_when_the_clock_of_the_race_says() -> None:
    """The device's clock was ten minutes ahead, as the anchor of its contact tells."""
    noon, passed = at(1, "4:00:00"), at(1, "1:00:00")
    told = Instant(noon + 10 * MINUTE)
    anchor = ClockAnchor(told, noon, noon, told, 1, Segment(1), "hq")
    ahead = Passing(Bib("1"), PlaceId("1CP1"), Instant(passed + 10 * MINUTE), segment=Segment(1))
    scenes = script_of(written([*WEEK[:3], ahead, anchor])).scenes
    assert [scene.at for scene in scenes if ahead in scene.bodies] == [passed]


@given(st.integers(0, 5 * HOUR))
def test_from_whenever_it_is_played_nothing_is_lost_or_doubled(after: int) -> None:
    script = script_of(written(WEEK))
    past, scenes = script.split(Instant(START + after))
    assert len(past) + sum(len(scene.bodies) for scene in scenes) == len(WEEK)
    assert all(body.seen_at < START + after for body in past if isinstance(body, Passing))


def test_the_clock_runs_at_its_rate_and_is_only_ever_set_ahead() -> None:
    machine = iter([0.0, 2.0, 2.0, 2.0, 3.0, 3.0, 3.0, 3.0])
    clock = PlayClock(START, 60, lambda: next(machine))
    assert clock() == START + 2 * MINUTE
    clock.skip_to(Instant(START + HOUR))
    assert clock() == START + HOUR + MINUTE
    clock.skip_to(START)
    assert clock() == START + HOUR + MINUTE


def test_a_stage_that_the_race_does_not_have_is_named(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="no stage 9"):
        stage(tmp_path / "season", finished(tmp_path), 9)  # type: ignore[arg-type]


@pytest.mark.parametrize("moved", [30, -20])
def test_it_begins_before_the_start_as_it_was_ruled(tmp_path: Path, moved: int) -> None:
    race = finished(tmp_path)
    with RaceFolder(race).write(START) as log:
        log.append([ruled("r2", "move_start", 1, "all", moved)], START)
    assert stage(tmp_path / "season", race, None).start == START + moved * MINUTE - AHEAD


def test_a_race_is_played_to_its_end_and_is_then_what_it_was(tmp_path: Path) -> None:
    race, over = finished(tmp_path), Event()
    staged = stage(tmp_path, race, None)
    with playing(staged, 3600 * 4, monotonic, over.set) as (camp, player, password):
        assert not camp.present.race()[0].facts.passings
        assert camp.accounts.check("director", password)
        player.start()
        assert over.wait(30), "the quiet is not skipped"
        assert camp.clock() >= at(1, "3:00:00") > START + QUIET
    mine, theirs = (RaceFolder(folder).view().race for folder in (staged.folder.path, race))
    assert mine.results == theirs.results == race_of(written(WEEK)).results
