"""How far a device's clock was off: worked out from its anchors, with an error, whatever order they came in."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagerace.core.clock import DAY, HOUR, MINUTE, Elapsed, Instant, Segment
from stagerace.core.names import Bib, NodeId, Number, PlaceId, RecordId
from stagerace.core.records import ClockAnchor, Passing
from stagerace.rules.clocks import Clocks, Corrected
from stagerace.rules.clocks.anchor import Span

NOON = 1_930_204_800_000
AHEAD = 44_800
SPAN: Span = (Instant(NOON - 300 * DAY), Instant(NOON + 300 * DAY))


def record(number: int, node: str = "cp3") -> RecordId:
    return (NodeId(node), Number(number))


def anchor(true: int, ahead: int = AHEAD, trip: int = 10, **more: Any) -> ClockAnchor:
    """An anchor taken so long after noon, of a clock so far ahead."""
    told = {"mono": true, "segment": Segment(1), "reference": "camp", **more}
    heard = Instant(NOON + true + ahead)
    middle = Instant(NOON + true - trip // 2)
    return ClockAnchor(Instant(heard - trip), middle, middle, heard, **told)


def seen(said: int, mono: int | None, segment: int = 1) -> Passing:
    """A passing that the device's clock put so long after noon."""
    return Passing(Bib("7"), PlaceId("1CP3"), Instant(NOON + said), "in", "keypad", segment=Segment(segment), mono=mono)


def corrected(anchors: dict[int, ClockAnchor], passing: Passing, number: int = 50) -> Corrected:
    found = Clocks({record(n): a for n, a in anchors.items()}, SPAN).corrected(record(number), passing)
    assert found is not None
    return found


def test_between_two_anchors_the_time_lies_on_the_line() -> None:
    drifting = {1: anchor(0), 99: anchor(10 * HOUR, AHEAD + 1_000, mono=10 * HOUR + 1_000)}
    midway = corrected(drifting, seen(5 * HOUR + 500 + AHEAD, 5 * HOUR + 500))
    assert midway.at == NOON + 5 * HOUR
    assert midway.anchors == (record(1), record(99))
    assert midway.within == 6 + 145
    assert midway.ahead == AHEAD + 500


def test_from_one_anchor_the_error_grows_with_the_time_away() -> None:
    near = corrected({1: anchor(0)}, seen(AHEAD + MINUTE, MINUTE))
    far = corrected({1: anchor(0)}, seen(AHEAD + 12 * HOUR, 12 * HOUR))
    assert (near.at, near.within, near.is_unsure) == (NOON + MINUTE, 10, False)
    assert (far.at, far.within, far.is_unsure) == (NOON + 12 * HOUR, 6 + 2_506, True)


def test_before_the_only_anchor_it_is_as_sure_as_after_it() -> None:
    found = corrected({99: anchor(12 * HOUR)}, seen(AHEAD, 0), number=1)
    assert (found.at, found.within) == (NOON, 6 + 2_506)


def test_drift_learnt_between_two_anchors_holds_on_after_them() -> None:
    learnt = {1: anchor(0), 2: anchor(10 * HOUR, AHEAD + 1_000, mono=10 * HOUR + 1_000)}
    found = corrected(learnt, seen(11 * HOUR + 1_100 + AHEAD, 11 * HOUR + 1_100))
    assert found.at == NOON + 11 * HOUR
    assert found.within < 100


def test_a_surer_anchor_a_little_further_away_is_better_than_an_unsure_one_at_hand() -> None:
    by_camp, by_satellite = anchor(0), anchor(2 * MINUTE, trip=2_000, reference="cloud")
    found = corrected({1: by_camp, 2: by_satellite, 99: anchor(HOUR)}, seen(AHEAD + 3 * MINUTE, 3 * MINUTE))
    assert found.anchors == (record(1), record(99))


def test_without_an_anchor_a_time_stays_as_it_was_said() -> None:
    assert Clocks({}).corrected(record(1), seen(0, 0)) is None
    others = Clocks({record(1, "cp9"): anchor(0)}, SPAN)
    assert others.corrected(record(1), seen(0, 0)) is None


def test_a_time_that_was_not_read_from_the_device_is_not_corrected() -> None:
    paper = Passing(Bib("7"), PlaceId("1CP3"), Instant(NOON), "in", "paper")
    assert Clocks({record(1): anchor(0)}, SPAN).corrected(record(2), paper) is None


def test_where_no_monotonic_reading_was_kept_the_wall_clock_serves() -> None:
    assert corrected({1: anchor(0), 99: anchor(HOUR)}, seen(AHEAD + MINUTE, None)).at == NOON + MINUTE


def test_two_anchors_of_one_moment_do_not_divide_by_nothing() -> None:
    both = {1: anchor(0), 2: anchor(0, trip=400)}
    assert corrected(both, seen(AHEAD, 0)).within <= 7
    assert corrected(both, seen(AHEAD + HOUR, HOUR)).at == NOON + HOUR


def test_a_device_that_slept_between_two_anchors_is_told_by_its_wall_clock() -> None:
    slept = {1: anchor(0), 99: anchor(10 * HOUR, AHEAD + 900, mono=4 * HOUR, segment=Segment(4))}
    found = corrected(slept, seen(5 * HOUR + AHEAD + 450, 2 * HOUR, segment=3))
    assert found.at == NOON + 5 * HOUR
    assert found.anchors == (record(1), record(99))
    assert found.within >= 450, "nobody knows how those 900 ms came about"


def test_a_sleep_that_the_device_did_not_notice_is_noticed_here() -> None:
    slept = {1: anchor(0), 99: anchor(10 * HOUR, mono=4 * HOUR)}
    before = corrected(slept, seen(HOUR + AHEAD, HOUR))
    after = corrected(slept, seen(9 * HOUR + AHEAD, 3 * HOUR))
    assert (before.at, after.at) == (NOON + HOUR, NOON + 9 * HOUR)


def test_a_wall_clock_set_between_two_anchors_says_nothing_of_what_lies_between() -> None:
    was_set = {1: anchor(0), 99: anchor(10 * HOUR, 0, mono=3 * HOUR, segment=Segment(3))}
    clocks = Clocks({record(n): a for n, a in was_set.items()}, SPAN)
    assert clocks.corrected(record(50), seen(5 * HOUR, HOUR, segment=2)) is None
    assert corrected(was_set, seen(HOUR + AHEAD, HOUR)).at == NOON + HOUR
    assert corrected(was_set, seen(9 * HOUR, 2 * HOUR, segment=3)).at == NOON + 9 * HOUR


def test_after_a_sleep_one_anchor_counts_if_nobody_set_the_clock_and_says_so() -> None:
    found = corrected({1: anchor(0)}, seen(AHEAD + 2 * MINUTE, MINUTE, segment=2))
    assert (found.at, found.if_not_set, found.is_unsure) == (NOON + 2 * MINUTE, True, True)
    assert found.say().endswith("corrected by one anchor, ± 0.02 s if nobody set it since")


@pytest.mark.parametrize(("number", "mono", "segment"), [(50, 10 * MINUTE, 3), (1, MINUTE, 1)])
def test_one_anchor_does_not_count_where_the_clock_was_set_back(number: int, mono: int, segment: int) -> None:
    said = mono + AHEAD + (-MINUTE if segment == 3 else MINUTE)
    clocks = Clocks({record(9): anchor(2 * MINUTE, segment=Segment(2))}, SPAN)
    assert clocks.corrected(record(number), seen(said, mono, segment)) is None


@pytest.mark.parametrize(
    ("absurd", "why"),
    [
        (ClockAnchor(Instant(9), Instant(5), Instant(5), Instant(8), 0, Segment(1), "camp"), "before its question"),
        (ClockAnchor(Instant(0), Instant(5), Instant(4), Instant(8), 0, Segment(1), "camp"), "before its question"),
        (ClockAnchor(Instant(0), Instant(0), Instant(9), Instant(8), 0, Segment(1), "camp"), "less than no time"),
        (anchor(0, within=Elapsed(-1)), "less than nothing"),
        (anchor(70 * 365 * DAY, reference="lost phone"), "the clock of lost phone is more than a year away"),
    ],
)
def test_an_anchor_that_cannot_be_true_is_ignored_and_listed(absurd: ClockAnchor, why: str) -> None:
    clocks = Clocks({record(1): absurd, record(2): anchor(0)}, SPAN)
    assert [(ignored.anchor.id, why in ignored.why) for ignored in clocks.ignored] == [(record(1), True)]
    found = clocks.corrected(record(3), seen(AHEAD, 0))
    assert found is not None
    assert (found.at, found.anchors) == (NOON, (record(2),))


def test_a_reference_that_disagrees_is_outvoted_by_those_that_more_devices_took_their_time_from() -> None:
    camp = {record(n, f"cp{n}"): anchor(0) for n in range(4, 8)}
    wrong = anchor(MINUTE + 2 * HOUR, AHEAD - 2 * HOUR, mono=MINUTE, reference="a runner's phone")
    clocks = Clocks({**camp, record(1): wrong, record(2): anchor(2 * MINUTE)}, SPAN)
    assert [ignored.anchor.id for ignored in clocks.ignored] == [record(1)]
    assert clocks.ignored[0].why == "the clock of a runner's phone disagrees with others"
    found = clocks.corrected(record(3), seen(AHEAD + MINUTE, MINUTE))
    assert found is not None
    assert found.at == NOON + MINUTE


ANCHORS = st.builds(
    anchor,
    st.integers(0, 12 * HOUR),
    st.integers(-90_000, 90_000),
    st.integers(-10, 3_000),
    mono=st.integers(0, 12 * HOUR),
    segment=st.integers(1, 3).map(Segment),
    reference=st.sampled_from(["camp", "cloud", "phone"]),
)


@given(st.lists(ANCHORS, max_size=8), st.randoms(use_true_random=False), st.integers(0, 12 * HOUR), st.integers(0, 4))
def test_what_anchors_say_does_not_hang_on_the_order_they_came_in(
    anchors: list[ClockAnchor], luck: Any, mono: int, segment: int
) -> None:
    every = [(record(2 * n), anchor) for n, anchor in enumerate(anchors)]
    mixed = luck.sample(every, len(every))
    passing = seen(mono + AHEAD, mono, segment)
    one, other = Clocks(dict(every), SPAN), Clocks(dict(mixed), SPAN)
    assert one.corrected(record(7), passing) == other.corrected(record(7), passing)
    assert one.ignored == other.ignored


@given(st.integers(-200, 200), st.lists(st.integers(0, 12 * HOUR), min_size=1, max_size=6), st.integers(0, 12 * HOUR))
def test_a_clock_that_runs_evenly_is_always_put_right_within_what_is_said(
    rate: int, contacts: list[int], when: int
) -> None:
    def gained(true: int) -> int:
        return round(true * rate / 10**6 / 4)

    anchors = {
        record(2 * n): anchor(true, AHEAD + gained(true), mono=true + gained(true))
        for n, true in enumerate(sorted(contacts))
    }
    found = Clocks(anchors, SPAN).corrected(record(99), seen(when + AHEAD + gained(when), when + gained(when)))
    assert found is not None
    assert abs(found.at - NOON - when) <= found.within


@given(st.integers(0, 12 * HOUR), st.integers(0, 10), st.integers(0, 12 * HOUR))
def test_one_more_anchor_as_sure_as_the_others_never_makes_a_time_less_sure(met: int, trip: int, when: int) -> None:
    passing = seen(when + AHEAD, when)
    steady = {1: anchor(0), 90: anchor(12 * HOUR)}
    more = {**steady, 40: anchor(met, trip=trip)}
    assert corrected(more, passing).within <= corrected(steady, passing).within + 1


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (0, "device clock was right by one anchor, ± 0.02 s"),
        (250, "device clock was 0.25 s ahead; corrected by one anchor, ± 0.02 s"),
        (-44_800, "device clock was 44.8 s behind; corrected by one anchor, ± 0.02 s"),
        (HOUR + 400, "device clock was 1 h ahead; corrected by one anchor, ± 0.02 s"),
        (70 * 365 * DAY, "device clock was 25,550 days ahead; corrected by one anchor, ± 0.02 s"),
    ],
)
def test_a_correction_is_said_in_words(ahead: int, said: str) -> None:
    assert Corrected(Instant(NOON), Elapsed(11), Instant(NOON + ahead), (record(1),)).say() == said
