"""One run recorded by two devices: a Garmin eTrex every 5 s and a Polar Vantage every second, in a town of hills.

The lengths and widths were chosen on the runs of 27 May and 7 June; those of 14 and 21 June were looked at once, after.
"""

from pathlib import Path

import numpy as np
import pytest
from tracks_made import bends, jittered

from stagerace.core.course import Course
from stagerace.course.laying import lay
from stagerace.feeds.tracks import read_tracks

DAYS = ("27-05-2024", "07-06-2024", "14-06-2024", "21-06-2024")


def course(folder: Path, name: str) -> Course:
    read = read_tracks((folder / name).read_bytes(), name)
    return lay(read.tracks[0])[0]


@pytest.mark.data
@pytest.mark.parametrize("day", DAYS)
def test_the_same_run_on_two_devices_is_as_long_and_each_climb_lies_in_the_range_of_the_other(
    data_dir: Path, day: str
) -> None:
    folder = data_dir / "courses" / "two_devices"
    garmin, polar = (course(folder, f"{day}_{device}.gpx") for device in ("garmin", "polar"))
    assert polar.metres == pytest.approx(garmin.metres, rel=0.025)
    for one, other in ((garmin, polar), (polar, garmin)):
        assert other.climb.low <= one.climb.likely <= other.climb.high
        assert other.descent.low <= one.descent.likely <= other.descent.high


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "km"),
    # What the points of the file make when joined, measured on WGS84.
    [("western_states", 161.12), ("2024_black_canyon", 100.92), ("javelina_jundred", 158.17)],
)
def test_a_race_s_own_file_keeps_its_length_and_has_a_narrow_climb(data_dir: Path, name: str, km: float) -> None:
    laid = course(data_dir / "courses", f"{name}.gpx")
    assert laid.metres == pytest.approx(km * 1_000, rel=0.03)
    assert (laid.climb.high - laid.climb.low) / laid.climb.likely < 0.25


def test_two_devices_on_one_made_run_agree_as_well() -> None:
    one = jittered(bends(metres=10_000.0, every=12.0, hill=80.0, timed=True), 2.0, 1)
    other = jittered(bends(metres=10_000.0, every=2.5, hill=80.0, timed=True), 4.0, 2)
    first, second = lay(one)[0], lay(other)[0]
    assert first.metres == pytest.approx(second.metres, rel=0.025)
    assert second.climb.low <= first.climb.likely <= second.climb.high
    assert np.isfinite(first.altitudes).all()
