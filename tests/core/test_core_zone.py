"""Local time at a race: frozen offsets, skipped and doubled hours."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagerace.core.clock import DAY, HOUR, Instant
from stagerace.core.zone import Zone, from_datetime, say_clock, to_iso

SPRING = from_datetime(datetime(2031, 4, 25, 22, tzinfo=UTC))
"""Clocks in an invented desert go from 00:00 to 01:00 here."""
AUTUMN = from_datetime(datetime(2031, 10, 30, 21, tzinfo=UTC))
"""And from 24:00 back to 23:00 here."""
DESERT = Zone("Desert/Camp", ((Instant(0), 7_200), (SPRING, 10_800), (AUTUMN, 7_200)))


def test_a_skipped_wall_clock_has_no_instant_and_says_so() -> None:
    skipped = datetime(2031, 4, 26, 0, 30)  # noqa: DTZ001
    assert DESERT.instants(skipped) == ()
    with pytest.raises(ValueError, match="skipped 2031-04-26 00:30; write the time with its offset"):
        DESERT.instant(skipped)


def test_a_doubled_wall_clock_has_two_instants_and_the_earlier_is_taken() -> None:
    doubled = datetime(2031, 10, 30, 23, 30)  # noqa: DTZ001
    first, second = DESERT.instants(doubled)
    assert second - first == HOUR
    assert DESERT.instant(doubled) == first


@given(st.integers(0, 4_000_000_000_000))
def test_the_wall_clock_of_an_instant_leads_back_to_it(moment: int) -> None:
    assert Instant(moment) in DESERT.instants(DESERT.local(Instant(moment)))


@given(st.integers(0, 4_000_000_000_000))
def test_iso_text_carries_the_offset_and_comes_back(moment: int) -> None:
    assert from_datetime(datetime.fromisoformat(to_iso(Instant(moment), DESERT))) == moment


def test_a_zone_west_of_greenwich_shows_its_sign() -> None:
    west = Zone("UTC-03:30", ((Instant(0), -12_600),))
    assert to_iso(Instant(DAY), west) == "1970-01-01T20:30:00-03:30"


def test_before_the_first_change_the_first_offset_holds() -> None:
    assert DESERT.offset(Instant(-1)) == 7_200


def test_an_aware_datetime_of_any_offset_is_one_instant() -> None:
    there = datetime(1970, 1, 2, 5, 45, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    assert from_datetime(there) == DAY


def test_a_clock_is_said_with_its_date_unless_it_is_today() -> None:
    moment = from_datetime(datetime(2031, 3, 3, 0, 30, 5, tzinfo=UTC))
    assert say_clock(moment, DESERT) == "02:30:05 on 3 Mar"
    assert say_clock(moment, DESERT, DESERT.local(moment).date()) == "02:30:05"


@given(st.integers(-(2**70), 2**70))
def test_every_instant_has_a_wall_clock_however_far_off(instant: int) -> None:
    wall = DESERT.local(Instant(instant))
    assert wall.year in range(1, 10_000)
    if abs(instant) < 300 * 365 * DAY:
        assert wall == datetime(1970, 1, 1) + timedelta(milliseconds=instant + DESERT.offset(Instant(instant)) * 1000)  # noqa: DTZ001
    assert say_clock(Instant(instant), DESERT)
    assert to_iso(Instant(instant), DESERT)
