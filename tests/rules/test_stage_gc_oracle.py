"""The general classification of another program, table by table."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from races import entered, plan, race, sheet, stage
from stagerace.core.clock import Elapsed
from stagerace.core.names import Bib, StageNo
from stagerace.core.records import StageTime
from stagerace.rules.classes import Scope, classify
from stagerace.rules.race import Race
from stagerace.rules.standing import after_stage

pytestmark = pytest.mark.data


def scenarios(data_dir: Path) -> list[dict[str, Any]]:
    with (data_dir / "timing" / "stage_gc_oracle.json").open(encoding="utf-8") as file:
        found: list[dict[str, Any]] = json.load(file)["scenarios"]
    return found


def whole(result: dict[str, Any]) -> int:
    return int(result["time_s"])


def fraction(result: dict[str, Any], kind: str) -> float:
    """The exact time where the other program keeps fractions: only on time trials."""
    return result["time_s"] if kind == "tt" else int(result["time_s"])


def sheet_of(n: int, result: dict[str, Any]) -> StageTime:
    finished = isinstance(result["place"], int)
    return StageTime(
        StageNo(n),
        Bib(str(result["bib"])),
        "finished" if finished else "withdrawn",
        Elapsed(whole(result) * 1000) if finished else None,
        Elapsed(result["penalty_s"] * 1000),
        Elapsed(result["bonus_s"] * 1000),
    )


def race_of_scenario(scenario: dict[str, Any]) -> Race:
    the_plan = plan([stage(s["n"], checkpoints=()) for s in scenario["stages"]])
    bodies = [entered(str(rider["bib"])) for rider in scenario["riders"]]
    sheets = [sheet_of(s["n"], result) for s in scenario["stages"] for result in s["results"]]
    return race(the_plan, *bodies, *sheets)


def tie_break(scenario: dict[str, Any], after: int, bib: Bib) -> tuple[float, int, int, int]:
    """What the other program compares between equal whole seconds: fractions, places, the last place, the bib."""
    stages = scenario["stages"][:after]
    mine = [(s["kind"], r) for s in stages for r in s["results"] if str(r["bib"]) == bib]
    fractions = sum(fraction(r, kind) + r["penalty_s"] - r["bonus_s"] for kind, r in mine)
    places = [r["place"] for _, r in mine]
    return (round(fractions, 3), sum(places), places[-1], int(bib))


def test_every_table_of_the_other_program_is_reproduced(data_dir: Path) -> None:
    tables = 0
    for scenario in scenarios(data_dir):
        the_race = race_of_scenario(scenario)
        for after, expected in enumerate(scenario["individual_gc_after_stage"], 1):
            order = after_stage(the_race, StageNo(after))
            placed = sorted(order.placed, key=lambda s: (s.elapsed, tie_break(scenario, after, s.bib)))
            theirs = [row for row in expected if not row["retired_stage"]]
            assert [int(s.bib) for s in placed] == [row["bib"] for row in theirs]
            assert [(s.elapsed or 0) // 1000 for s in placed] == [row["total_s"] for row in theirs]
            leader = placed[0].elapsed or 0
            assert [((s.elapsed or 0) - leader) // 1000 for s in placed] == [row["gap_s"] for row in theirs]
            retired = {row["bib"] for row in expected if row["retired_stage"]}
            assert {int(s.bib) for s in order.others} == retired
            assert all(s.status == "withdrawn" for s in order.others)
            tables += 1
    assert tables == 15


def test_equal_whole_seconds_are_a_shared_place_without_a_tie_break(data_dir: Path) -> None:
    dense = next(s for s in scenarios(data_dir) if s["name"] == "series6_dense_ties")
    lines = classify(race_of_scenario(dense), "overall", Scope(after=StageNo(6)))
    ranked = [line for line in lines if line.rank is not None]
    for before, line in pairwise(ranked):
        assert (line.rank == before.rank) == (line.elapsed == before.elapsed)


def test_a_sheet_row_counts_once_however_often_it_was_written() -> None:
    twice = race(plan(), entered("7"), sheet(1, "7", "5:00:00"), sheet(1, "7", "5:00:00"))
    assert classify(twice, "overall", Scope(stage=StageNo(1)))[0].elapsed == 5 * 3_600_000
