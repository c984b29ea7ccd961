"""What was known at a publication but held back there did not leave: a later freeze does not set it free."""

import pytest
from gate_races import EMBARGOES, FIELD, FREEZES, RELEASES, SEEN, freeze, nth, passings, race_with, release
from hypothesis import given, settings
from hypothesis import strategies as st

from races import at, seen
from stagerace.core.clock import Instant
from stagerace.core.records import Body, Embargoed, Record
from stagerace.gate import PUBLIC, Passed, Published, through

FIRST, SECOND = seen("12", "1CP1", at(1, "2:00:00"), "in"), seen("12", "1CP2", at(1, "4:00:00"), "in")
LATER = freeze("12", at(1, "3:00:00"))
EVENING = at(1, "9:00:00")


def shown(log: list[Record], when: Instant, *publications: tuple[int, Instant]) -> Passed:
    places = {record.id: place for place, record in enumerate(log, 1)}
    upto, instants = zip(*publications, strict=True) if publications else ((), ())
    return through(log, PUBLIC, when, published=Published(places, upto, instants))


def test_a_passing_held_by_a_freeze_that_was_released_is_held_by_the_one_that_stands() -> None:
    signed = [release(nth(2), role, at(1, "5:00:00")) for role in ("director", "medic")]
    log = race_with(FIRST, freeze("12", at(1, "2:30:00")), SECOND, LATER, *signed)
    told = shown(log, EVENING, (len(FIELD) + 1, at(1, "2:20:00")), (len(FIELD) + 3, at(1, "4:10:00")))
    assert {place for _, place, _ in passings(told)} == {"1CP1"}


def test_a_passing_held_by_an_embargo_does_not_leave_after_it_once_somebody_is_frozen() -> None:
    log = race_with(FIRST, Embargoed("e", at(1, "2:30:00"), at(1, "6:00:00"), bibs="12"), SECOND, LATER)
    told = shown(log, EVENING, (len(FIELD) + 3, at(1, "4:10:00")))
    assert {place for _, place, _ in passings(told)} == {"1CP1"}


def test_what_left_after_an_embargo_stays_when_somebody_is_frozen() -> None:
    log = race_with(FIRST, Embargoed("e", at(1, "2:30:00"), at(1, "6:00:00"), bibs="12"), SECOND, LATER)
    told = shown(log, EVENING, (len(FIELD) + 3, at(1, "6:10:00")))
    assert {place for _, place, _ in passings(told)} == {"1CP1", "1CP2"}


def test_a_passing_a_clock_put_in_the_future_had_not_left_before_its_time() -> None:
    log = race_with(FIRST, SECOND, LATER)
    told = shown(log, EVENING, (len(FIELD) + 2, at(1, "3:30:00")))
    assert {place for _, place, _ in passings(told)} == {"1CP1"}


@pytest.mark.slow
@settings(max_examples=150)
@given(st.lists(SEEN | FREEZES | RELEASES | EMBARGOES, min_size=2, max_size=12), st.data())
def test_nothing_a_freeze_holds_leaves_that_no_publication_before_had_told(
    bodies: list[Body], data: st.DataObject
) -> None:
    log = race_with(*bodies)
    cuts = data.draw(st.lists(st.integers(len(FIELD), len(log)), max_size=4, unique=True).map(sorted))
    told: set[tuple[str, str, Instant]] = set()
    for number, cut in enumerate(cuts):
        told |= passings(shown(log[:cut], EVENING, *((upto, EVENING) for upto in cuts[:number])))
    alone = passings(shown(log, EVENING))
    assert passings(shown(log, EVENING, *((cut, EVENING) for cut in cuts))) <= told | alone
