"""`stagerace forecast` on race folders in which something is odd: ranges of honest width, or a reason."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from calling import must, stagerace

from races import FIRST_START, checkpoint, entered, plan, ruled, seen, stage
from stagerace.core.clock import HOUR, MINUTE, Instant
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import Body, PlanAdopted, WithdrawalReported
from stagerace.log import create_log
from stagerace.node.folder import RaceFolder

ONE = stage(checkpoints=[checkpoint(f"1CP{k}", 10 * k, close=None) for k in (1, 2, 3)])
NOW = Instant(FIRST_START + 4 * HOUR)
Told = Callable[[Sequence[Body]], Any]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """Writes a race folder, and tells what is forecast of it four hours into the stage."""

    def forecast(bodies: Sequence[Body]) -> Any:
        path = tmp_path / "sahara"
        path.mkdir()
        create_log(path / "race.log", FIRST_START, race="sahara-2031")
        with RaceFolder(path).write(NOW) as log:
            log.append([PlanAdopted(plan([ONE])), *bodies], NOW)
        at = datetime.fromtimestamp(NOW / 1000, UTC).isoformat()
        table = must("forecast", path, "--as-of", at).out
        assert "Sahara 2031, stage 1: forecast of" in table
        return json.loads(must("forecast", path, "--as-of", at, "--format", "json").out)

    return forecast


def ran(count: int, unseen: str = "", pace: Callable[[int], float] = lambda n: 7.0 - 0.1 * n) -> list[Body]:
    """So many runners with what was seen of them by now; nothing at a place that is unseen."""
    found: list[Body] = [entered(str(n)) for n in range(1, count + 1)]
    for n in range(1, count + 1):
        for k, place in enumerate(("1CP1", "1CP2", "1CP3", "1FINISH"), 1):
            at = Instant(FIRST_START + round(10 * k / pace(n) * HOUR))
            if at <= NOW and place != unseen:
                found.append(seen(str(n), place, at))
    return found


def of(found: Any, bib: str) -> Any:
    return next(runner for runner in found["runners"] if runner["bib"] == bib)


def width(arrival: Any) -> float:
    """The 90 % range [h]."""
    early, late = (datetime.fromisoformat(arrival[name]) for name in ("p05", "p95"))
    return (late - early).total_seconds() / 3600


def assert_honest(found: Any) -> None:
    """Whoever is on course is expected at the finish, in order, in a range that is neither nothing nor all day."""
    for runner in found["runners"]:
        if runner["state"] != "on_course":
            continue
        last = runner["arrivals"][-1]
        assert last["place"] == "1FINISH"
        assert 0.1 < width(last) < 8.0, runner["bib"]
        middles = [arrival["p50"] for arrival in runner["arrivals"]]
        assert middles == sorted(middles)


def test_a_checkpoint_nobody_passes_is_named_and_nobody_is_late_for_it(told: Told) -> None:
    found = told(ran(20, unseen="1CP2", pace=lambda n: 9.0 - 0.1 * n))
    assert any("nothing is heard from 1CP2" in why for why in found["why"])
    assert_honest(found)
    assert not any("19 of 20" in why for runner in found["runners"] for why in runner["why"])


def test_a_runner_going_backwards_is_forecast_from_what_fits(told: Told) -> None:
    wrong = seen("5", "1CP3", Instant(FIRST_START + 5 * MINUTE))
    found = told([*ran(20), wrong])
    assert_honest(found)
    assert of(found, "5")["furthest"] == "1CP2"
    assert of(found, "4")["arrivals"][-1]["p50"] < of(found, "5")["arrivals"][-1]["p50"]


def test_all_equal_times_are_one_forecast_with_a_width(told: Told) -> None:
    found = told(ran(20, pace=lambda n: 6.0))
    assert_honest(found)
    assert len({runner["arrivals"][-1]["p50"] for runner in found["runners"]}) == 1


def test_one_runner_alone_has_a_range_of_honest_width(told: Told) -> None:
    alone = told(ran(1))
    assert_honest(alone)
    assert [arrival["place"] for arrival in alone["runners"][0]["arrivals"]][-1] == "1FINISH"
    assert width(alone["runners"][0]["arrivals"][-1]) > 0.5


def test_a_stage_cancelled_half_way_leaves_nothing_to_forecast(told: Told) -> None:
    found = told([*ran(20), ruled("c", "cancel", announced=Instant(NOW - HOUR))])
    assert all(runner["arrivals"] == [] for runner in found["runners"])


def test_a_stage_shortened_half_way_ends_for_everybody_at_its_new_end(told: Told) -> None:
    found = told([*ran(20), ruled("s", "shorten", announced=Instant(NOW - HOUR), place="1CP3")])
    ends = {runner["arrivals"][-1]["place"] for runner in found["runners"] if runner["arrivals"]}
    assert ends == {"1CP3"}


def test_a_field_that_has_all_withdrawn_is_named_one_by_one(told: Told) -> None:
    gone = [WithdrawalReported(Bib(str(n)), PlaceId("1CP1"), Instant(NOW - HOUR)) for n in range(1, 4)]
    found = told([*ran(3), *gone])
    assert {runner["refused"] for runner in found["runners"]} == {"withdrawn at 1CP1"}
    assert {runner["p_race"] for runner in found["runners"]} == {0.0}


def test_a_race_without_runners_is_refused_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "sahara"
    path.mkdir()
    create_log(path / "race.log", FIRST_START, race="sahara-2031")
    with RaceFolder(path).write(NOW) as log:
        log.append([PlanAdopted(plan([ONE]))], NOW)
    said = stagerace("forecast", path)
    assert said.status != 0
    assert "nobody is left in the race on stage 1" in said.err
