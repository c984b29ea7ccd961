import numpy as np
import pytest

from stagerace.core.errors import BadInput
from stagerace.course.pieces import whole
from stagerace.course.track import Track


def walk(start: float, points: int, name: str = "") -> Track:
    latitude = start + np.arange(points) * 0.001
    return Track(latitude, np.full(points, 10.0), np.zeros(points), np.full(points, np.nan), name=name)


def test_a_file_with_one_track_is_that_track() -> None:
    track, findings = whole([walk(10, 5)])
    assert len(track) == 5
    assert findings == ()


def test_pieces_that_follow_each_other_are_one_course() -> None:
    track, findings = whole([walk(10, 5), walk(10.005, 4)], "day.gpx")
    assert len(track) == 9
    assert track.starts.tolist() == [0, 5]
    assert [found.kind for found in findings] == ["pieces"]


def test_of_tracks_that_lie_apart_the_longest_is_taken_and_it_is_said() -> None:
    track, findings = whole([walk(10, 5, "short"), walk(12, 40, "long")], "week.gpx")
    assert track.name == "long"
    assert "'long'" in findings[0].assumed


def test_a_file_without_a_track_is_refused() -> None:
    with pytest.raises(BadInput, match="no track"):
        whole([], "camps.gpx")
