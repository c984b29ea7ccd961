"""Times and amounts as they are written in sheets."""

from datetime import UTC, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagerace.core.clock import Elapsed, Instant, format_elapsed
from stagerace.core.zone import Zone, from_datetime, to_iso
from stagerace.feeds.cells import Unreadable
from stagerace.feeds.times import parse_clocked, parse_km, parse_length, parse_moment, parse_offset, settle

EIGHT = from_datetime(datetime(2031, 3, 2, 6, tzinfo=UTC))


@pytest.mark.parametrize(
    "text",
    ["2031-03-02T08:00:00+02:00", "2031-03-02 08:00+0200", "2031-03-02T06:00:00Z", "2031-03-02t08:00:00.0004+02"],
)
def test_a_time_with_its_offset_is_an_instant(text: str) -> None:
    assert parse_moment(text) == EIGHT


def test_fractions_are_cut_to_milliseconds() -> None:
    assert parse_moment("2031-03-02T06:00:00.123999Z") == EIGHT + 123
    assert parse_moment("8:00:00,5") == time(8, 0, 0, 500_000)


@pytest.mark.parametrize(
    "text",
    ["25:30:45", "24:00", "8", "8:60", "2031-02-30T08:00", "2031-03-02", "02/03/2031 08:00", "2031-03-02T08:00+15:00",
     "noon", "0001-01-01T00:00Z", "9999-12-31T23:59:59-14:00", "٢٠٣١-03-02T08:00Z", ""],
)  # fmt: skip
def test_what_no_clock_shows_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_moment(text)


@given(
    at=st.integers(0, 4_102_444_800_000).map(Instant),
    hours=st.integers(-14, 14),
    quarter=st.sampled_from([0, 15, 30, 45]),
)
def test_an_instant_printed_is_read_back(at: Instant, hours: int, quarter: int) -> None:
    seconds = hours * 3_600 + (quarter * 60 if abs(hours) < 14 else 0)
    assert parse_moment(to_iso(at, Zone("x", ((Instant(0), seconds),)))) == at


@given(ms=st.integers(0, 10 * 86_400_000).map(Elapsed))
def test_an_elapsed_time_printed_is_read_back(ms: Elapsed) -> None:
    assert parse_clocked(format_elapsed(ms)) == ms


@given(ms=st.integers(-10 * 86_400_000, 10 * 86_400_000).map(Elapsed))
def test_a_length_printed_is_read_back(ms: Elapsed) -> None:
    assert parse_length(format_elapsed(ms)) == ms


@given(metres=st.integers(0, 2_000_000))
def test_km_printed_are_read_back(metres: int) -> None:
    assert parse_km(f"{metres // 1_000}.{metres % 1_000:03}") == metres


@pytest.mark.parametrize("text", ["-1", "-0:30:00", "abc", "1e99", "241:00:00", "99999999", "१०", "1:2:3"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_clocked(text)


@pytest.mark.parametrize("text", ["nan", "inf", "-1", "1e999999", "1_0", "38.00001", "x" * 100, "99999"])
def test_what_is_no_distance_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_km(text)


def test_offsets_are_read_as_written() -> None:
    assert parse_offset("-0330") == timezone(-timedelta(hours=3, minutes=30))
    with pytest.raises(Unreadable):
        parse_offset("+2")


def test_a_skipped_reading_is_refused_and_a_double_one_noted() -> None:
    zone = Zone("Here", ((Instant(0), 0), (Instant(36_000_000), 3_600), (Instant(72_000_000), 0)))
    with pytest.raises(Unreadable, match="skipped 1970-01-01 10:30"):
        settle(datetime.fromisoformat("1970-01-01T10:30"), zone)
    instant, note = settle(datetime.fromisoformat("1970-01-01T20:30"), zone)
    assert instant == 19.5 * 3_600_000
    assert "twice" in note
