"""Sheets of terrain: the ground by kilometre, every bad line named."""

import csv
import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagerace.core.course import Ground
from stagerace.core.errors import BadInput
from stagerace.core.names import Metres, StageNo
from stagerace.core.terrain import TERRAINS, Terrain
from stagerace.feeds.terrain_sheet import TerrainSheet, read_terrain

HEAD = "stage,from_km,to_km,terrain\n"
STAGES = [StageNo(1), StageNo(2)]


def read(text: str, stages: list[StageNo] = STAGES) -> TerrainSheet:
    return read_terrain(text.encode(), "terrain.csv", stages)


def ground(start: int, terrain: Terrain) -> Ground:
    return Ground(Metres(start), terrain)


def test_stretches_become_the_ground_of_their_stage_in_the_order_of_the_course() -> None:
    sheet = read(HEAD + "2,0,1.5,sand\n1,4,9.5,rock\n1,0,4,Dunes\n")
    assert sheet.problems == ()
    assert sheet.grounds == {
        1: (ground(0, "dune"), ground(4_000, "rock"), ground(9_500, "unknown")),
        2: (ground(0, "sand"), ground(1_500, "unknown")),
    }


def test_what_no_row_names_is_unknown() -> None:
    sheet = read(HEAD + "1,2,3,salt\n1,5,6,snow\n")
    assert sheet.grounds[StageNo(1)] == (
        ground(0, "unknown"), ground(2_000, "salt"), ground(3_000, "unknown"), ground(5_000, "snow"),
        ground(6_000, "unknown"),
    )  # fmt: skip


def test_stretches_of_one_kind_that_touch_are_one() -> None:
    assert read(HEAD + "1,0,2,sand\n1,2,5,sand\n").grounds[StageNo(1)] == (ground(0, "sand"), ground(5_000, "unknown"))


def test_an_overlap_is_a_problem_that_names_both_lines() -> None:
    sheet = read(HEAD + "1,0,5,sand\n2,0,5,rock\n1,4.9,8,rock\n")
    assert [(problem.line, problem.what) for problem in sheet.problems] == [
        (4, "km 4.9 to 8 of stage 1 overlaps line 2")
    ]
    assert sheet.grounds[StageNo(1)] == (ground(0, "sand"), ground(5_000, "unknown"))


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("1,0,5,sadn", "terrain", "Did you mean sand?"),
        ("1,0,5,cannyon", "terrain", "Did you mean canyon?"),
        ("1,0,5,", "terrain", "terrain is empty"),
        ("3,0,5,sand", "stage", "the plan has no stage 3"),
        ("one,0,5,sand", "stage", "no number of a stage"),
        ("1,5,5,sand", "to_km", "not after its start"),
        ("1,7,5,sand", "to_km", "not after its start"),
        ("1,-1,5,sand", "from_km", "cannot be meant"),
        ("1,zero,5,sand", "from_km", "not a number of km"),
    ],
)
def test_a_bad_line_is_named_with_its_column_and_the_good_ones_are_kept(row: str, column: str, said: str) -> None:
    sheet = read(f"{HEAD}2,0,1,road\n{row}\n")
    assert [(p.file, p.line, p.column) for p in sheet.problems] == [("terrain.csv", 3, column)]
    assert said in str(sheet.problems[0])
    assert sheet.grounds == {2: (ground(0, "road"), ground(1_000, "unknown"))}


def test_a_sheet_of_one_course_needs_no_column_stage() -> None:
    sheet = read_terrain(b"from_km;to_km;terrain\n0;2,5;sand\n", "t.csv")
    assert sheet.grounds == {1: (ground(0, "sand"), ground(2_500, "unknown"))}
    assert sheet.notes == ()


def test_where_the_plan_has_several_stages_a_missing_column_is_said() -> None:
    assert read("from_km,to_km,terrain\n0,2,sand\n").notes == (
        "there is no column stage: every row is taken for stage 1",
    )


def test_a_file_that_is_no_sheet_of_terrain_is_refused() -> None:
    with pytest.raises(BadInput, match="from_km,to_km,terrain"):
        read("bib,name\n1,Ann\n")


@given(st.lists(st.tuples(st.integers(1, 40), st.sampled_from(TERRAINS)), min_size=1, max_size=12))
def test_whatever_is_laid_without_gaps_reads_back_as_it_was_laid(parts: list[tuple[int, Terrain]]) -> None:
    ends = [0]
    for length, _ in parts:
        ends.append(ends[-1] + length * 100)
    rows = [(1, a / 1_000, b / 1_000, terrain) for (a, b), (_, terrain) in zip(pairwise(ends), parts, strict=True)]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([("stage", "from_km", "to_km", "terrain"), *rows])
    found = read(text.getvalue()).grounds[StageNo(1)]
    for (a, b), (_, terrain) in zip(pairwise(ends), parts, strict=True):
        for metres in (a, b - 1):
            assert [part.terrain for part in found if part.start <= metres][-1] == terrain
