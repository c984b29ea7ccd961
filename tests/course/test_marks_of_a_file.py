"""Marks of a file that no plan puts in order are found on its course, whatever order the file has them in."""

from itertools import permutations

import numpy as np
import pytest
from tracks_made import bends, track

from stagerace.core.names import PlaceId
from stagerace.course.cleaning import clean
from stagerace.course.line import line
from stagerace.course.snapping import Wanted, snap_marks
from stagerace.course.track import Track

KILOMETRE = 1_000 / 110_780.0


def straight() -> Track:
    """Ten kilometres north of 25 N 30 E, a point every 50 m."""
    north = np.arange(0.0, 10_001.0, 50.0)
    return track(np.zeros(len(north)), north, np.full(len(north), 5.0))


def mark(name: str, kilometres: float, beside: float = 0.0) -> Wanted:
    return Wanted(PlaceId(name), None, 25.0 + kilometres * KILOMETRE, 30.0 + beside * KILOMETRE)


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_marks_are_found_in_whatever_order_a_file_lists_them(order: tuple[int, ...]) -> None:
    marks = [mark("Well", 2.0), mark("Palm", 4.0), mark("Ruin", 6.0), mark("Camp", 9.0)]
    placed, findings = snap_marks(line(straight())[0], [marks[i] for i in order])
    assert [place.id for place in placed] == ["Well", "Palm", "Ruin", "Camp"]
    assert [place.metres for place in placed] == pytest.approx([2_000, 4_000, 6_000, 9_000], abs=50)
    assert findings == ()


def test_the_order_of_the_file_is_believed_on_a_way_out_and_back() -> None:
    out = np.arange(0.0, 5_001.0, 50.0)
    north = np.concatenate([out, out[-2::-1]])
    made = line(track(np.zeros(len(north)), north, np.full(len(north), 5.0)))[0]
    placed, _ = snap_marks(made, [mark("Turn", 5.0), mark("Well", 2.0)])
    assert [(place.id, round(place.metres, -2)) for place in placed] == [("Turn", 5_000), ("Well", 8_000)]


def test_a_mark_of_another_place_is_named_and_left_out() -> None:
    placed, findings = snap_marks(line(straight())[0], [mark("Well", 2.0), mark("Hotel", 5.0, beside=7.0)])
    assert [place.id for place in placed] == ["Well"]
    assert [str(finding) for finding in findings] == ["Hotel is marked 6.4 km beside the course; left out"]


def test_a_drawn_track_without_times_is_nothing_odd_but_a_recording_without_is() -> None:
    drawn = bends()
    recorded = Track(*(getattr(drawn, name) for name in ("latitude", "longitude", "altitude", "time", "starts")),
                     source="run.fit")  # fmt: skip
    assert clean(drawn)[1] == ()
    assert [finding.kind for finding in clean(recorded)[1]] == ["no-times"]


def test_a_line_of_a_few_points_far_apart_is_no_course_in_silence() -> None:
    far = np.array([0.0, 20_000.0, 45_000.0])
    assert [f.kind for f in clean(track(far, far, np.full(3, 5.0)))[1]] == ["gap", "gap"]
