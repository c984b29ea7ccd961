"""Which 02:30 was meant: midnight, both clock changes, the date line."""

from contextlib import suppress
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagerace.core.clock import HOUR, MINUTE, Elapsed, Instant, later
from stagerace.core.zone import Zone, to_iso
from stagerace.feeds.cells import Unreadable
from stagerace.feeds.day import BEFORE_PRIOR, date_clock
from stagerace.feeds.zones import frozen

NIGHTS = [
    ("Africa/Cairo", date(2031, 3, 2)),
    ("Europe/London", date(2031, 3, 29)),
    ("Europe/London", date(2031, 10, 25)),
    ("America/Denver", date(2017, 11, 4)),
    ("Australia/Lord_Howe", date(2031, 4, 5)),
    ("Pacific/Apia", date(2011, 12, 29)),
]
ZONES = {night: frozen(night[0], night[1], night[1]) for night in NIGHTS}


def local(zone: Zone, text: str) -> Instant:
    return zone.instant(datetime.fromisoformat(text))


@given(
    night=st.sampled_from(NIGHTS),
    prior=st.integers(0, 36 * 60),
    leg=st.integers(-170, 20 * 60),
    guess=st.integers(0, 20 * 60),
)
def test_a_clock_time_within_half_a_day_of_what_is_expected_gets_its_own_day(
    night: tuple[str, date], prior: int, leg: int, guess: int
) -> None:
    zone = ZONES[night]
    before = later(local(zone, f"{night[1]}T00:00"), Elapsed(prior * MINUTE))
    truth = later(before, Elapsed(leg * MINUTE))
    expected = later(before, Elapsed(guess * MINUTE))
    wall = zone.local(truth)
    # A clock change makes a day an hour shorter; nearer than that there is no doubt which day it is.
    if abs(truth - expected) >= 11 * HOUR + 30 * MINUTE:
        return
    dated = date_clock(wall.time(), zone, expected, before)
    assert dated.wall == wall
    assert dated.instant == truth or (dated.twice and abs(dated.instant - expected) <= abs(truth - expected))


@given(
    night=st.sampled_from(NIGHTS),
    clock=st.times(),
    prior=st.integers(0, 36 * 60),
    guess=st.integers(-30 * 60, 60 * 60),
)
def test_nothing_is_dated_before_the_last_sure_time_less_three_hours(
    night: tuple[str, date], clock: time, prior: int, guess: int
) -> None:
    zone = ZONES[night]
    before = later(local(zone, f"{night[1]}T00:00"), Elapsed(prior * MINUTE))
    clock = clock.replace(microsecond=clock.microsecond // 1_000 * 1_000)
    with suppress(Unreadable):
        dated = date_clock(clock, zone, later(before, Elapsed(guess * MINUTE)), before)
        assert dated.instant >= before - BEFORE_PRIOR
        assert zone.local(dated.instant) == dated.wall
        assert dated.wall.time() == clock


def test_a_reading_in_the_hour_that_was_skipped_is_refused() -> None:
    zone = ZONES["Europe/London", date(2031, 3, 29)]
    start = local(zone, "2031-03-29T20:00")
    with pytest.raises(Unreadable, match="skipped 2031-03-30 01:30"):
        date_clock(time(1, 30), zone, later(start, Elapsed(6 * HOUR)), start)


def test_of_a_reading_that_came_twice_the_one_nearer_to_what_is_expected_is_taken() -> None:
    zone = ZONES["Europe/London", date(2031, 10, 25)]
    start = local(zone, "2031-10-25T20:00")
    early = date_clock(time(1, 30), zone, later(start, Elapsed(5 * HOUR)), start)
    late = date_clock(time(1, 30), zone, later(start, Elapsed(7 * HOUR)), start)
    assert (early.twice, late.twice) == (True, True)
    assert late.instant - early.instant == HOUR
    assert to_iso(early.instant, zone) == "2031-10-26T01:30:00+01:00"


@pytest.mark.parametrize("hours", [3, 6, 10])
def test_a_day_that_the_date_line_took_is_passed_over(hours: int) -> None:
    zone = ZONES["Pacific/Apia", date(2011, 12, 29)]
    prior = local(zone, "2011-12-29T20:00")
    dated = date_clock(time(1), zone, later(prior, Elapsed(hours * HOUR)), prior)
    assert to_iso(dated.instant, zone) == "2011-12-31T01:00:00+14:00"
