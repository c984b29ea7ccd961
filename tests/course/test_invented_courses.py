"""Invented courses look like such deserts: as long as asked, as steep as published, said to be invented."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from math import asin, cos, hypot, radians, sin, sqrt
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stagerace.core.clock import HOUR, Elapsed, Instant
from stagerace.core.names import Metres, PlaceId, StageNo
from stagerace.core.plan import Checkpoint, Loop, Plan, Stage
from stagerace.core.zone import Zone
from stagerace.course.invented.course import InventedCourse, Leg, Spot, invent_course
from stagerace.course.invented.files import course_files, invent_courses
from stagerace.course.invented.gpx import gpx_text
from stagerace.course.invented.heights import climb_of
from stagerace.course.invented.kinds import KINDS
from stagerace.course.snapping import Wanted, snap
from stagerace.kernels.model import Array

NAMES = sorted(KINDS)
LENGTHS = {
    "antarctica": (4_200, 14_500),
    "atacama": (9_600, 41_800),
    "gobi": (9_600, 41_800),
    "sahara": (9_600, 41_800),
}
"""Lengths [m] such as real stages have: 1.3 to 14.5 km laps of The Last Desert 2008-2018, 10 to 42 km elsewhere."""


def invented(
    name: str, metres: int, seed: int = 1, *, loop: bool = False, places: Sequence[int] = ()
) -> InventedCourse:
    named = tuple((PlaceId(f"1CP{k}"), spot) for k, spot in enumerate(places, 1))
    return invent_course(KINDS[name], Leg(metres, named, loop), random.Random(seed))


def apart(one: Spot, other: Spot) -> float:
    """How far apart two spots are on a sphere [m], by the haversine."""
    a, b = radians(one.latitude), radians(other.latitude)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * 6_371_008.8 * asin(sqrt(half))


@dataclass(frozen=True)
class Line:
    distance: Array
    latitude: Array
    longitude: Array


def line_of(course: InventedCourse) -> Line:
    steps = [apart(a, b) for a, b in pairwise(course.points)]
    return Line(
        np.concatenate(([0.0], np.cumsum(steps))),
        np.array([spot.latitude for spot in course.points]),
        np.array([spot.longitude for spot in course.points]),
    )


CASES = [(name, metres, loop) for name in NAMES for metres, loop in product(LENGTHS[name], (False, True))]


@pytest.mark.parametrize(("name", "metres", "loop"), CASES)
@settings(max_examples=8)
@given(seed=st.integers(0, 10_000))
def test_a_course_is_as_long_as_asked_and_climbs_as_courses_there_do(
    name: str, metres: int, loop: bool, seed: int
) -> None:
    course, kind = invented(name, metres, seed, loop=loop), KINDS[name]
    assert line_of(course).distance[-1] == pytest.approx(metres, rel=0.01)
    heights = [spot.altitude for spot in course.points]
    assert kind.lowest <= min(heights)
    assert max(heights) <= kind.highest
    # One canyon or train of dunes is much of a short stage; over a long one they even out.
    if metres > 14_000:
        assert 0.6 < climb_of(heights) / metres * 1_000 / kind.climb < 1.5
    assert max(abs(b - a) for a, b in pairwise(heights)) / (metres / (len(heights) - 1)) < 0.4


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=8)
@given(seed=st.integers(0, 10_000))
def test_a_loop_comes_home_and_does_not_cross_itself(name: str, seed: int) -> None:
    course = invented(name, 10_000, seed, loop=True)
    assert course.points[0] == course.points[-1]
    assert not crossings(course)


@pytest.mark.parametrize("name", NAMES)
def test_a_way_winds_and_still_leads_somewhere(name: str) -> None:
    course = invented(name, 40_000)
    beeline = apart(course.points[0], course.points[-1])
    assert 0.4 < beeline / 40_000 < 0.97


@pytest.mark.parametrize(("name", "metres", "loop"), CASES)
def test_every_place_is_found_again_at_its_metres(name: str, metres: int, loop: bool) -> None:
    spots = [round(metres * share) for share in (0.2, 0.5, 0.81)]
    course = invented(name, metres, loop=loop, places=spots)
    wanted = [Wanted(place, None, spot.latitude, spot.longitude) for place, spot in course.places]
    placed, findings = snap(line_of(course), wanted, loop=loop)
    assert findings == ()
    assert [spot.metres for spot in placed] == pytest.approx(spots, rel=0.006)
    assert max(spot.beside for spot in placed) <= 1


def test_salt_flats_are_flat_and_dunes_are_waves_of_five_to_forty_metres() -> None:
    flat, dunes = [], []
    for seed in range(12):
        course = invented("atacama", 60_000, seed)
        ends = [*(part.start for part in course.ground[1:]), course.metres]
        for part, end in zip(course.ground, ends, strict=True):
            heights = [spot.altitude for k, spot in enumerate(course.points) if part.start + 600 < k * 50 < end - 600]
            if part.terrain == "salt" and len(heights) > 20:
                flat.append(max(abs(b - a) for a, b in pairwise(heights)) / 50)
            if part.terrain == "dune":
                dunes += waves(heights)
    assert max(flat) < 0.05
    assert 5 < sorted(dunes)[len(dunes) // 2] < 40
    assert max(dunes) < 60


def waves(heights: Sequence[float]) -> list[float]:
    """How high each rise is, from a hollow to the next crest [m]."""
    turns = [h for a, h, b in zip(heights, heights[1:], heights[2:], strict=False) if (h - a) * (b - h) < 0]
    return [b - a for a, b in pairwise(turns) if b > a]


def test_each_desert_has_its_own_ground() -> None:
    seen = {name: {p.terrain for s in range(10) for p in invented(name, 60_000, s).ground} for name in NAMES}
    assert {"salt", "rock", "canyon", "dune"} <= seen["atacama"]
    assert {"rock", "canyon", "road"} <= seen["gobi"]
    assert {"sand", "dune", "rock"} <= seen["sahara"]
    assert seen["antarctica"] == {"snow", "rock"}


def test_the_same_luck_gives_the_same_course_and_other_luck_another() -> None:
    assert invented("gobi", 20_000, 5) == invented("gobi", 20_000, 5)
    assert invented("gobi", 20_000, 5) != invented("gobi", 20_000, 6)


def a_plan(*, loops: bool) -> Plan:
    stages = []
    for n, metres in enumerate((9_000, 21_000, 12_500), 1):
        places = (Checkpoint(PlaceId(f"{n}CP1"), Metres(metres // 2)),)
        loop = Loop(Metres(metres), Elapsed(8 * HOUR)) if loops else None
        stages.append(Stage(StageNo(n), Metres(metres), Instant(0), "A & B", checkpoints=places, loop=loop))
    return Plan("r", "R", "2031-01-01", Zone("UTC", ((Instant(0), 0),)), tuple(stages))


def test_each_stage_starts_where_the_one_before_it_finished() -> None:
    courses = invent_courses(a_plan(loops=False), KINDS["sahara"], random.Random(3))
    for one, other in pairwise(courses):
        assert apart(one.points[-1], other.points[0]) < 0.01
        assert one.points[-1].altitude == pytest.approx(other.points[0].altitude, abs=15)


def test_the_files_are_one_a_stage_said_to_be_invented_with_the_checkpoints_by_name() -> None:
    files = course_files(a_plan(loops=True), KINDS["antarctica"], random.Random(3))
    assert list(files) == ["course/1.gpx", "course/2.gpx", "course/3.gpx", "course/terrain.csv"]
    name = {"g": "http://www.topografix.com/GPX/1/1"}
    for n in (1, 2, 3):
        root = ElementTree.fromstring(files[f"course/{n}.gpx"])
        assert (root.attrib["version"], root.attrib["creator"]) == ("1.1", "StageRace")
        assert root.findtext("g:metadata/g:keywords", "", name) == "invented"
        assert "invented" in root.findtext("g:metadata/g:desc", "", name)
        assert root.findtext("g:trk/g:name", "", name) == f"R, stage {n}: A & B"
        assert [w.findtext("g:name", "", name) for w in root.iterfind("g:wpt", name)] == [f"{n}CP1"]
        points = root.findall(".//g:trkpt", name)
        assert points[0].attrib == points[-1].attrib
        assert all(point.find("g:ele", name) is not None for point in points)


def test_a_position_stays_a_position_across_the_date_line() -> None:
    leg = Leg(30_000, begin=Spot(-17.0, 179.99, 300.0), heading=0.0)
    course = invent_course(KINDS["sahara"], leg, random.Random(1))
    assert all(-180 <= spot.longitude < 180 for spot in course.points)
    assert min(spot.longitude for spot in course.points) < 0
    assert line_of(course).distance[-1] == pytest.approx(30_000, rel=0.01)
    assert 'lon="-179' in gpx_text("Fiji", course)


def crossings(course: InventedCourse) -> list[tuple[int, int]]:
    """The pairs of pieces of a course, not neighbours, that cross."""
    north = np.array([spot.latitude for spot in course.points])
    east = np.array([spot.longitude for spot in course.points]) * cos(radians(course.points[0].latitude))
    points = np.stack([east, north], axis=1)
    last = len(points) - 2
    return [
        (i, j)
        for i in range(last + 1)
        for j in range(i + 2, last + 1)
        if (i, j) != (0, last) and near(points, i, j) and cross(*points[i : i + 2], *points[j : j + 2])
    ]


def near(points: Array, i: int, j: int) -> bool:
    return hypot(*(points[j] - points[i])) < 3 * hypot(*(points[i + 1] - points[i]))


def cross(a: Array, b: Array, c: Array, d: Array) -> bool:
    def side(p: Array, q: Array, r: Array) -> float:
        return float((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]))

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
