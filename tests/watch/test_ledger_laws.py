"""Laws of the ledger, whatever anybody writes down, in whatever order."""

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from ledger_scenes import (
    CAMP,
    CAR,
    CP1,
    CP2,
    HOSPITAL,
    MEDIC,
    ONE,
    absent,
    gives,
    handed,
    roll,
    two_stages,
    way,
    withdrew,
)

from races import UTC, at, entered, records, ruled, seen
from stagerace.core.clock import MINUTE, Instant
from stagerace.core.names import Bib, PlaceId, StageNo
from stagerace.core.records import (
    Body,
    GunFired,
    HandedOver,
    NotAtStart,
    PlanAdopted,
    Record,
    RollCalled,
    Swept,
    WithdrawalReported,
)
from stagerace.core.zone import say_clock
from stagerace.rules.as_of import as_of
from stagerace.rules.race import race_of
from stagerace.watch.closing import why_not_closed
from stagerace.watch.ledger import Ledgers, ledger_of
from stagerace.watch.night import counted
from stagerace.watch.whereabouts import WHERE, Ledger

BIBS = ("1", "2", "3", "4")
PLACES = [PlaceId(f"{n}{place}") for n in (1, 2) for place in ("START", "CP1", "CP2", "FINISH")]
SIDES = st.sampled_from(["gives", "takes"])
STAGES = st.sampled_from([StageNo(1), StageNo(2)])

moments = st.builds(lambda minutes: Instant(at(1, "0:00:00") + minutes * MINUTE), st.integers(-90, 36 * 60))
bibs = st.sampled_from([*map(Bib, BIBS), Bib("9"), Bib("1*")])
groups = st.lists(bibs, max_size=4, unique=True).map(tuple)
places = st.sampled_from(PLACES)
cares = st.sampled_from([CAMP, CAR, CP1, CP2, HOSPITAL, MEDIC])
ways = st.sampled_from(["in", "out", None])
passings = st.builds(seen, bibs, places, moments, ways)
words = st.builds(HandedOver, bibs, SIDES, moments, cares, cares)
rolls = st.builds(RollCalled, st.sampled_from([*PLACES, PlaceId("camp")]), moments, groups, groups)
withdrawals = st.builds(WithdrawalReported, st.sampled_from(list(map(Bib, BIBS))), places, moments)
decisions = st.builds(
    lambda name, kind, n, bib, place, when, custody: ruled(
        f"r{name}", kind, n, bib, place=place if place.startswith(str(n)) else None, announced=when, custody=custody
    ),
    st.integers(1, 4),
    st.sampled_from(["withdraw", "stop", "disqualify", "unranked", "cancel", "neutralise", "shorten"]),
    st.integers(1, 2),
    st.sampled_from(["", *BIBS]),
    st.sampled_from([place for place in PLACES if "CP" in place]),
    moments,
    st.sampled_from(["", "car 4", "medic", "1CP1"]),
)
others = st.one_of(
    st.builds(GunFired, st.sampled_from([PLACES[0], PLACES[4]]), moments),
    st.builds(NotAtStart, st.sampled_from([PLACES[0], PLACES[4]]), moments, groups),
    st.builds(Swept, places, moments),
)
anything = st.one_of(passings, words, rolls, withdrawals, decisions, others)


def written(bodies: list[Body]) -> list[Record]:
    return records(PlanAdopted(two_stages()), *(entered(bib) for bib in BIBS), *bodies)


def ledger_at(these: list[Record], when: Instant, n: StageNo = ONE) -> Ledger:
    return ledger_of(race_of(these), n, when)


@given(st.lists(anything, max_size=25), moments, STAGES)
def test_everybody_is_in_exactly_one_state_and_the_counts_add_up(bodies: list[Body], now: Instant, n: StageNo) -> None:
    race = race_of(written(bodies))
    found = ledger_of(race, n, now)
    assert [row.bib for row in found.rows] == list(race.bibs)
    assert all(row.state in WHERE for row in found.rows)
    assert sum(found.counts.values()) == len(BIBS)
    assert found.starters == len(BIBS) - found.counts["not_started"]
    count = counted(race, found)
    lists = (count.answered, count.silent, count.in_care, count.out_there, count.nowhere, count.not_started)
    assert sorted(bib for those in lists for bib in those) == sorted(BIBS)


@pytest.mark.slow
@given(st.lists(anything, max_size=20), moments, STAGES, st.randoms(use_true_random=False))
def test_records_in_any_order_and_repeated_give_the_same_ledger(
    bodies: list[Body], now: Instant, n: StageNo, luck: random.Random
) -> None:
    these = written(bodies)
    again = [*these, *luck.sample(these, len(these) // 2)]
    luck.shuffle(again)
    assert ledger_at(again, now, n) == ledger_at(these, now, n)


@pytest.mark.slow
@given(st.lists(anything, max_size=20), moments, STAGES)
def test_as_of_an_instant_nothing_later_is_known(bodies: list[Body], now: Instant, n: StageNo) -> None:
    these = written(bodies)
    assert ledger_at(these, now, n) == ledger_at(list(as_of(these, now)), now, n)


@pytest.mark.slow
@given(st.lists(anything, max_size=15), moments, STAGES)
def test_a_ledger_kept_while_a_race_grows_is_that_of_the_race(bodies: list[Body], now: Instant, n: StageNo) -> None:
    these = written(bodies)
    first = len(these) - len(bodies)
    race, kept = race_of(these[:first]), Ledgers()
    for upto, record in enumerate(these[first:], first + 1):
        race = race.add(record)
        assert kept.ledger(race, n, now) == ledger_at(these[:upto], now, n)


@given(st.lists(st.one_of(passings, words, withdrawals, decisions, others), max_size=25), moments, SIDES)
def test_one_side_of_a_hand_over_makes_nobody_safe(bodies: list[Body], now: Instant, side: str) -> None:
    told = [each for each in bodies if not isinstance(each, HandedOver) or each.side == side]
    told = [each for each in told if getattr(each, "custody", "") in ("", "1CP1")]
    assert not any(row.is_safe for row in ledger_at(written(told), now).rows)


@pytest.mark.slow
@given(st.lists(anything, max_size=20), moments)
def test_only_an_answer_or_both_sides_make_somebody_safe(bodies: list[Body], now: Instant) -> None:
    found = ledger_at(written(bodies), now)
    for row in found.rows:
        named = [each for each in bodies if isinstance(each, RollCalled) and row.bib in each.present]
        sides = {each.side for each in bodies if isinstance(each, HandedOver) and each.bib == row.bib}
        decided = any(getattr(each, "custody", "") for each in bodies)
        assert not row.is_safe or named or len(sides) == 2 or (decided and "takes" in sides)


@pytest.mark.slow
@given(st.lists(anything, max_size=20), moments)
def test_who_is_out_there_or_disputed_keeps_the_stage_open(bodies: list[Body], now: Instant) -> None:
    race = race_of(written(bodies))
    found = ledger_of(race, ONE, now)
    open_still = any(row.is_starter and not row.is_safe for row in found.rows) or found.disagreements
    assert bool(why_not_closed(race, ONE, now)) == bool(open_still or found.to_start)


def _driven(bib: str, *, withdraws: bool) -> list[Body]:
    told = [*way(bib, "1CP1"), *([withdrew(bib, "1:35:00")] if withdraws else [])]
    return [*told, *handed(bib, "2:00:00", CP1, CAR), *handed(bib, "3:00:00", CAR, HOSPITAL)]


FATES = {
    "finished": lambda bib: [*way(bib), roll("7:00:00", bib)],
    "never seen": lambda bib: [roll("7:00:00", bib)],
    "withdrew": lambda bib: _driven(bib, withdraws=True),
    "carried": lambda bib: _driven(bib, withdraws=False),
    "medic": lambda bib: [*way(bib, "1CP2"), *handed(bib, "5:00:00", CP2, MEDIC)],
    "driven to camp": lambda bib: [*way(bib, "1CP1"), *handed(bib, "2:00:00", CP1, CAR), roll("7:00:00", bib),
                                   gives(bib, "7:05:00", CAR, CAMP)],
    "disqualified": lambda bib: [*way(bib), ruled(f"d{bib}", "disqualify", bibs=bib, announced=at(1, "6:00:00")),
                                 roll("7:00:00", bib)],
    "absent": lambda bib: [absent(bib)],
}  # fmt: skip


@given(st.lists(st.sampled_from(sorted(FATES)), min_size=4, max_size=4), st.integers(0, 3))
def test_no_closing_with_one_missing(fates: list[str], lost: int) -> None:
    told = [FATES[fate](bib) for bib, fate in zip(BIBS, fates, strict=True)]
    night = at(1, "16:00:00")
    assert why_not_closed(race_of(written([body for bodies in told for body in bodies])), ONE, night) == ()
    told[lost] = told[lost][:-1]
    problems = why_not_closed(race_of(written([body for bodies in told for body in bodies])), ONE, night)
    assert any(f"bib {BIBS[lost]}" in problem.what for problem in problems)


@given(
    st.sampled_from(["1CP1", "1CP1+", "1CP2", "1CP2+", "1FINISH"]),
    st.sampled_from([place for place in PLACES if place.startswith("1")]),
    st.integers(1, 400),
    ways,
    moments,
)
def test_a_doubtful_passing_never_moves_anybody(to: str, place: str, minutes: int, way_: str, now: Instant) -> None:
    odd = seen("1", place, Instant(at(1, "0:00:00") + minutes * MINUTE), way_)
    without, with_it = (written(bodies) for bodies in (way("1", to), [*way("1", to), odd]))
    believed, doubted = ledger_at(without, now), ledger_at(with_it, now)
    more = set(doubted.by_bib[Bib("1")].doubts) - set(believed.by_bib[Bib("1")].doubts)
    assume(len(more) == 1 and f"at {say_clock(odd.seen_at, UTC)}" in more.pop())
    before, after = believed.by_bib[Bib("1")], doubted.by_bib[Bib("1")]
    assert (before.state, before.a, before.b, before.care) == (after.state, after.a, after.b, after.care)
