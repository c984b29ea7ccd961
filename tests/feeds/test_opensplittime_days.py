"""The days that OpenSplitTime's own specifications give to clock times, reproduced."""

import csv
import json
import re
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest

from stagerace.core.clock import Elapsed, Instant, later
from stagerace.core.zone import Zone, from_datetime
from stagerace.feeds.cells import Unreadable
from stagerace.feeds.day import date_clock
from stagerace.feeds.times import parse_moment
from stagerace.feeds.zones import frozen

pytestmark = pytest.mark.data

MS_PER_METRE = 600
"""Their pace on the flat: 0.6 s a metre."""
MS_PER_CLIMBED = 4_000
"""What a metre of climb adds: 4.0 s."""

Point = tuple[str, float, float]
"""A time point: its name, its distance [m] and the climb up to it [m]."""


@pytest.fixture(scope="module")
def folder(data_dir: Path) -> Path:
    return data_dir / "opensplittime"


@pytest.fixture(scope="module")
def vectors(folder: Path) -> list[dict[str, Any]]:
    found = json.loads((folder / "vectors.json").read_text(encoding="utf-8"))["intended_time"]
    assert isinstance(found, list)
    return found


def points(folder: Path, course: str) -> list[Point]:
    with (folder / "splits.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["course"] == course]
    return [
        (f"{row['name']} {way.title()}", float(row["distance_m"]), float(row["vert_gain_m"]))
        for row in sorted(rows, key=lambda row: float(row["distance_m"]))
        for way in row["sub_splits"].split("+")
    ]


def denver(prior: Instant) -> Zone:
    day = datetime.fromtimestamp(prior / 1_000, UTC).date()
    return frozen("America/Denver", day, day)


def dated(entered: str, prior: Instant, start: Point, end: Point) -> datetime:
    clock = parse_moment(entered)
    assert isinstance(clock, time)
    leg = round((end[1] - start[1]) * MS_PER_METRE + max(0.0, end[2] - start[2]) * MS_PER_CLIMBED)
    return date_clock(clock, denver(prior), later(prior, Elapsed(leg)), prior).wall


def test_a_runner_who_has_not_been_seen_is_dated_from_the_start(folder: Path, vectors: list[dict[str, Any]]) -> None:
    course = points(folder, "hardrock_cw")
    places = {"2nd time point": course[1], "Sherman In (8th time point)": course[7], "Finish": course[-1]}
    for vector in vectors[:3]:
        prior = from_datetime(datetime.fromisoformat(vector["event_start_local"]))
        wall = dated(vector["entered"], prior, course[0], places[vector["at"]])
        assert wall.date().isoformat() == vector["expect_local_date"], vector


def test_a_time_more_than_three_hours_before_the_last_is_of_the_next_day(
    folder: Path, vectors: list[dict[str, Any]]
) -> None:
    vector, course = vectors[3], points(folder, "hardrock_cw")
    telluride = next(point for point in course if point[0] == vector["at"])
    start = from_datetime(datetime.fromisoformat("2016-07-15T06:00:00-06:00"))
    assert dated(vector["entered"], start, course[0], telluride).isoformat() == "2016-07-16T02:30:00"


def test_a_clock_past_24_is_refused(vectors: list[dict[str, Any]]) -> None:
    assert vectors[4]["expect"] == "invalid"
    with pytest.raises(Unreadable):
        parse_moment(vectors[4]["entered"])


@pytest.mark.parametrize("index", [5, 6])
def test_the_night_the_clocks_are_set_back_changes_nothing(
    folder: Path, vectors: list[dict[str, Any]], index: int
) -> None:
    vector, course = vectors[index], points(folder, "sum_100k_course")
    effort = vector["effort"].split(" ")[0]
    with (folder / "split_times.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["effort"] == effort]
    last = from_datetime(datetime.fromisoformat(rows[-1]["absolute_time_utc"]))
    wall = dated(vector["entered"], last, course[1], course[2])
    expected = re.match(r"[0-9-]+ [0-9:]+", vector["expect_local"])
    assert expected is not None
    assert wall == datetime.fromisoformat(expected[0])
