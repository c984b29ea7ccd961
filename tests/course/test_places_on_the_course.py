"""Places are found where they lie on the course, also where it loops, crosses itself and comes back."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagerace.core.clock import Instant
from stagerace.core.names import Metres, PlaceId, StageNo
from stagerace.core.plan import Checkpoint, Stage
from stagerace.course.naming import wanted_places
from stagerace.course.snapping import Wanted, snap
from stagerace.course.track import Waypoint
from stagerace.kernels.model import Array

DEGREE = 111_195.0
MILE = 1_609.344


@dataclass(frozen=True)
class Line:
    distance: Array
    latitude: Array
    longitude: Array


def line_of(x: Array, y: Array, latitude: float = 25.0, longitude: float = 30.0) -> Line:
    """A line through points east and north of a place [m]."""
    steps = np.hypot(np.diff(x), np.diff(y))
    east = longitude + x / (DEGREE * np.cos(np.radians(latitude)))
    return Line(np.concatenate(([0.0], np.cumsum(steps))), latitude + y / DEGREE, (east + 180) % 360 - 180)


def figure_eight() -> Line:
    angle = np.linspace(0, 2 * np.pi, 1_001)
    return line_of(3_000 * np.sin(angle), 1_500 * np.sin(2 * angle))


def out_and_back() -> Line:
    along = np.linspace(0, 8_000, 401)
    x = np.concatenate([along, along[-2::-1]])
    return line_of(x, 400 * np.sin(x / 900))


def three_laps() -> Line:
    angle = np.linspace(0, 6 * np.pi, 1_801)
    return line_of(1_500 * np.cos(angle), 1_000 * np.sin(angle))


def across_the_date_line() -> Line:
    x = np.linspace(-9_000, 9_000, 721)
    return line_of(x, 900 * np.sin(x / 2_000), latitude=-17.0, longitude=180.0)


COURSES = {
    "figure eight": figure_eight(),
    "out and back": out_and_back(),
    "three laps": three_laps(),
    "across the date line": across_the_date_line(),
}


def marked(line: Line, metres: float, name: str, *, told: float | None, beside: float = 0.0) -> Wanted:
    """A place marked at a distance along a line, some metres to the north of it."""
    latitude = float(np.interp(metres, line.distance, line.latitude)) + beside / DEGREE
    east = np.where(line.longitude < 0, line.longitude + 360, line.longitude)
    longitude = float(np.interp(metres, line.distance, east))
    return Wanted(PlaceId(name), told, latitude, longitude if longitude <= 180 else longitude - 360)


@pytest.mark.parametrize("name", COURSES)
@given(parts=st.sets(st.integers(1, 99), min_size=1, max_size=8), error=st.floats(-0.02, 0.02))
def test_a_point_laid_on_a_course_is_found_where_it_was_laid(name: str, parts: set[int], error: float) -> None:
    line = COURSES[name]
    metres = [part / 100 * line.distance[-1] for part in sorted(parts)]
    wanted = [marked(line, m, f"P{k}", told=m + error * min(m, 4_000)) for k, m in enumerate(metres)]
    placed, findings = snap(line, wanted)
    assert [spot.metres for spot in placed] == pytest.approx(metres, abs=25)
    assert {finding.kind for finding in findings} <= {"one-point"}


@pytest.mark.parametrize("name", COURSES)
@given(shares=st.lists(st.floats(0.01, 0.99), min_size=2, max_size=8))
def test_places_keep_their_order_whatever_the_plan_says_of_their_distances(name: str, shares: list[float]) -> None:
    line = COURSES[name]
    wanted = [marked(line, s * line.distance[-1], f"P{k}", told=None) for k, s in enumerate(shares)]
    placed, findings = snap(line, wanted)
    assert [spot.metres for spot in placed] == sorted(spot.metres for spot in placed)
    left_out = [finding for finding in findings if finding.kind == "no-order"]
    assert len(placed) + len(left_out) == len(wanted)


def test_an_out_and_back_passes_one_checkpoint_twice_by_its_order_alone() -> None:
    line = out_and_back()
    wanted = [marked(line, 3_000, name, told=None) for name in ("OUT", "BACK")]
    placed, _ = snap(line, wanted)
    end = line.distance[-1]
    assert [spot.metres for spot in placed] == pytest.approx([3_000, end - 3_000], abs=25)


def test_each_lap_has_its_own_pass_of_the_same_place() -> None:
    line = three_laps()
    lap = line.distance[-1] / 3
    wanted = [marked(line, lap * 0.4, f"L{n}", told=lap * (n + 0.4)) for n in range(3)]
    placed, findings = snap(line, wanted)
    assert [spot.metres for spot in placed] == pytest.approx([lap * (n + 0.4) for n in range(3)], abs=25)
    assert findings == ()


def test_a_place_without_a_mark_lies_where_the_plan_has_it() -> None:
    placed, findings = snap(figure_eight(), [Wanted(PlaceId("1CP1"), metres=4_200.0)])
    assert (placed[0].metres, placed[0].beside, findings) == (4_200, 0, ())


def test_a_place_without_a_mark_gives_way_to_a_marked_one() -> None:
    line = across_the_date_line()
    wanted = [marked(line, 10_400, "1CP1", told=9_900), Wanted(PlaceId("1CP2"), 10_100.0)]
    placed, findings = snap(line, [*wanted, marked(line, 12_000, "1CP3", told=12_000)])
    assert [spot.metres for spot in placed] == pytest.approx([10_400, 10_400, 12_000], abs=2)
    assert [said.kind for said in findings] == ["one-point"]


def test_a_place_marked_far_beside_the_course_is_told_with_how_far() -> None:
    line = across_the_date_line()
    placed, findings = snap(line, [marked(line, 4_500, "1CP1", told=4_500, beside=400)])
    assert [finding.kind for finding in findings] == ["far-beside"]
    assert 150 < placed[0].beside <= 400


def test_a_mark_kilometres_away_is_left_aside_for_the_plan() -> None:
    line = across_the_date_line()
    placed, findings = snap(line, [marked(line, 4_500, "1CP1", told=6_000, beside=30_000)])
    assert [spot.metres for spot in placed] == [6_000]
    assert "put where the plan has it, km 6.00" in str(findings[0])


def test_a_place_far_from_its_distance_is_told() -> None:
    line = across_the_date_line()
    _, findings = snap(line, [marked(line, 4_500, "1CP1", told=6_500)])
    assert [finding.kind for finding in findings] == ["far-along"]
    assert "is marked at km 4.50, 2.00 km from km 6.50 in the plan" in str(findings[0])


def test_a_distance_beyond_the_end_of_the_course_is_told_and_put_at_the_end() -> None:
    line = across_the_date_line()
    placed, findings = snap(line, [Wanted(PlaceId("1CP9"), metres=40_000.0)])
    assert placed[0].metres == round(line.distance[-1])
    assert "beyond the end" in findings[0].what


def test_two_places_at_one_point_are_told() -> None:
    line = across_the_date_line()
    wanted = [marked(line, 4_500, name, told=4_500) for name in ("1CP1", "1CP2")]
    assert [finding.kind for finding in snap(line, wanted)[1]] == ["one-point"]


def test_one_mark_out_of_order_does_not_move_the_others() -> None:
    line = across_the_date_line()
    laid = [2_000, 5_000, 8_000, 11_000]
    wanted = [marked(line, m, f"P{m}", told=None) for m in laid]
    wanted.insert(1, marked(line, 14_000, "P3000", told=3_000))
    placed, findings = snap(line, wanted)
    assert [spot.metres for spot in placed] == pytest.approx([2_000, 3_000, 5_000, 8_000, 11_000], abs=2)
    assert [finding.kind for finding in findings] == ["no-order"]


def test_a_place_with_nothing_known_is_named_and_left_out() -> None:
    placed, findings = snap(figure_eight(), [Wanted(PlaceId("1CP1"))])
    assert placed == ()
    assert "neither a waypoint nor a distance" in findings[0].what


def test_where_nothing_tells_passes_apart_the_first_is_taken_and_the_others_are_told() -> None:
    line = three_laps()
    placed, findings = snap(line, [marked(line, line.distance[-1] / 2, "1CP1", told=None)])
    assert placed[0].metres == pytest.approx(line.distance[-1] / 6, abs=25)
    assert [finding.kind for finding in findings] == ["several-passes"]


def test_a_distance_of_a_later_lap_counts_round_the_loop_again() -> None:
    angle = np.linspace(0, 2 * np.pi, 601)
    line = line_of(1_500 * np.cos(angle), 1_000 * np.sin(angle))
    lap = line.distance[-1]
    placed, findings = snap(line, [marked(line, 0.3 * lap, "1CP1", told=2.3 * lap)], loop=True)
    assert placed[0].metres == pytest.approx(0.3 * lap, abs=2)
    assert findings == ()


def test_forty_places_on_250_km_are_all_found_where_they_were_laid() -> None:
    s = np.arange(0, 250_000, 10.0)
    line = line_of(30_000 * np.sin(s / 40_000), 30_000 * np.cos(s / 25_000))
    laid = np.linspace(3_000, line.distance[-1] - 3_000, 40)
    placed, findings = snap(line, [marked(line, m, f"P{m:.0f}", told=m) for m in laid])
    assert [place.metres for place in placed] == pytest.approx(laid, abs=15)
    assert findings == ()


def stage(*ids: str) -> Stage:
    places = tuple(Checkpoint(PlaceId(name), Metres(1_000 * k)) for k, name in enumerate(ids, 1))
    return Stage(StageNo(1), Metres(20_000), Instant(0), checkpoints=places)


def waypoints(*names: str) -> list[Waypoint]:
    return [Waypoint(name, 25.0 + k, 30.0) for k, name in enumerate(names)]


@pytest.mark.parametrize("name", ["1CP1", "1cp1", "1-CP 1", "CP 1", "cp1", "Stage 1 CP1", "Stage 1: Cp.1"])
def test_a_waypoint_is_known_by_its_name_however_it_is_written(name: str) -> None:
    places, findings = wanted_places(stage("1CP1", "1CP2"), waypoints(name))
    assert [place.marked for place in places] == [True, False]
    assert findings == ()


def test_a_name_that_is_only_alike_is_proposed_and_not_taken() -> None:
    places, findings = wanted_places(stage("1CP1", "1WELL"), waypoints("Wells"))
    assert not any(place.marked for place in places)
    assert "is it 1WELL? Then call it so" in str(findings[0])


def test_a_waypoint_that_is_no_checkpoint_is_listed() -> None:
    _, findings = wanted_places(stage("1CP1"), waypoints("Petrol"))
    assert [(finding.kind, finding.where) for finding in findings] == [("unknown-waypoint", "Petrol")]


def test_the_very_name_comes_before_one_written_alike_and_both_are_told() -> None:
    places, findings = wanted_places(stage("1CP1"), waypoints("CP 1", "1CP1"))
    assert places[0].latitude == 26.0
    assert [finding.kind for finding in findings] == ["two-waypoints"]


def test_start_and_finish_are_known_and_need_no_mark() -> None:
    assert wanted_places(stage("1CP1"), waypoints("Start", "1FINISH", "CP1"))[1] == ()


def read_gpx(file: Path) -> tuple[Line, dict[str, tuple[float, float, str]]]:
    """The line of a GPX file by plain arithmetic, and its waypoints with their description."""
    root = ElementTree.parse(file).getroot()
    name = {"g": root.tag.split("}")[0].strip("{")}
    points = np.array([[float(p.attrib["lat"]), float(p.attrib["lon"])] for p in root.iterfind(".//g:trkpt", name)])
    north = np.radians(np.diff(points[:, 0]))
    east = np.radians(np.diff(points[:, 1])) * np.cos(np.radians(points[:-1, 0]))
    distance = np.concatenate(([0.0], np.cumsum(6_371_009 * np.hypot(north, east))))
    marks = {
        w.findtext("g:name", "", name): (float(w.attrib["lat"]), float(w.attrib["lon"]), w.findtext("g:desc", "", name))
        for w in root.iterfind("g:wpt", name)
    }
    return Line(distance, points[:, 0], points[:, 1]), marks


OFFICIAL_MILES = {
    "Lyon Ridge": 10.3, "Red Star Ridge": 15.8, "Duncan Canyon": 24.4, "Robinson Flat": 30.3, "Miller's Defeat": 34.4,
    "Dusty Corners": 38.0, "Last Chance": 43.3, "Devils Thumb": 47.8, "El Dorado": 52.9, "Michigan Bluff": 55.7,
    "Foresthill": 62.0, "Dardanelles (CAL 1)": 65.7, "Peachstone (CAL 2)": 70.7, "Fords Bar (CAL 3)": 73.0,
    "Rucky Chucky": 78.0, "Green Gate": 79.8, "Auburn Lake Trails": 85.2, "Quarry Rd": 90.7, "Pointed Rocks": 94.3,
    "Robie Point": 98.9,
}  # fmt: skip
"""The aid stations of Western States with the miles that the race publishes for them."""


@pytest.mark.data
def test_the_aid_stations_of_western_states_lie_at_their_published_miles(data_dir: Path) -> None:
    line, marks = read_gpx(data_dir / "courses" / "western_states.gpx")
    wanted = [Wanted(PlaceId(n), miles * MILE, *marks[n][:2]) for n, miles in OFFICIAL_MILES.items()]
    placed, findings = snap(line, wanted)
    # The file runs half a mile past the published list on the first climb, which is what is to be said.
    assert [(said.kind, said.where) for said in findings] == [
        ("far-along", "Lyon Ridge"),
        ("far-along", "Red Star Ridge"),
    ]
    assert [spot.metres / MILE for spot in placed] == pytest.approx(list(OFFICIAL_MILES.values()), abs=0.7)
    assert max(spot.beside for spot in placed) <= 15


@pytest.mark.data
def test_the_aid_stations_of_western_states_keep_their_order_without_any_distance(data_dir: Path) -> None:
    line, marks = read_gpx(data_dir / "courses" / "western_states.gpx")
    placed, _ = snap(line, [Wanted(PlaceId(n), None, *marks[n][:2]) for n in OFFICIAL_MILES])
    assert [spot.metres / MILE for spot in placed] == pytest.approx(list(OFFICIAL_MILES.values()), abs=0.7)


@pytest.mark.data
def test_the_aid_stations_of_black_canyon_lie_at_the_miles_in_their_own_descriptions(data_dir: Path) -> None:
    line, marks = read_gpx(data_dir / "courses" / "2024_black_canyon.gpx")
    miles = {name: float(re.findall(r"[0-9.]+", told)[0]) for name, (*_, told) in marks.items()}
    ordered = sorted(miles, key=lambda name: miles[name])
    placed, _ = snap(line, [Wanted(PlaceId(n), miles[n] * MILE, *marks[n][:2]) for n in ordered])
    assert len(placed) == 9
    assert [spot.metres / MILE for spot in placed] == pytest.approx([miles[n] for n in ordered], abs=1.05)


@pytest.mark.data
def test_every_loop_of_javelina_passes_its_aid_stations_once(data_dir: Path) -> None:
    line, marks = read_gpx(data_dir / "courses" / "javelina_jundred.gpx")
    names = ["Coyote Camp Aid", "Jackass Junction Aid", "Rattlesnake Ranch Aid"]
    lap = line.distance[-1] / 5
    wanted = [
        Wanted(PlaceId(f"{n}{name}"), lap * (n + share), *marks[name][:2])
        for n in range(5) for name, share in zip(names, (0.25, 0.5, 0.75), strict=True)
    ]  # fmt: skip
    placed, findings = snap(line, wanted)
    assert len(placed) == 15
    gaps = np.diff([spot.metres for spot in placed])
    assert gaps.min() > 5_000
    assert {finding.kind for finding in findings} <= {"far-along"}
    assert max(spot.beside for spot in placed) <= 1


@pytest.mark.data
def test_the_stations_of_the_bear_laid_on_a_line_through_them_are_found_in_order(data_dir: Path) -> None:
    stations = json.loads((data_dir / "courses" / "bear100-2024-stations.json").read_text())["stations"]
    places = np.array([[s["location"]["latitude"], s["location"]["longitude"]] for s in stations])
    spots = np.linspace(0, len(places) - 1, 2_000)
    latitude = np.interp(spots, np.arange(len(places)), places[:, 0])
    longitude = np.interp(spots, np.arange(len(places)), places[:, 1])
    steps = np.hypot(np.diff(latitude), np.diff(longitude) * np.cos(np.radians(41.9))) * DEGREE
    # A real course winds: its length is spread over the straight lines between the stations.
    miles = np.array([s["distance"] for s in stations])
    distance = np.concatenate(([0.0], np.cumsum(steps))) / steps.sum() * miles[-1] * MILE
    wanted = [
        Wanted(PlaceId(s["name"]), float(m) * MILE, float(place[0]), float(place[1]))
        for s, place, m in zip(stations, places, miles, strict=True)
    ]
    placed, _ = snap(Line(distance, latitude, longitude), wanted)
    assert [spot.metres for spot in placed] == sorted(spot.metres for spot in placed)
    assert len(placed) == len(stations)
    assert max(spot.beside for spot in placed) <= 30
