"""Laws of what crews say: order and repetition do not matter, undo restores, a bib may be read at any time."""

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from races import at, entered, plan, ruled, seen, start_of_day
from stagerace.core.clock import MINUTE, Instant, Stamp
from stagerace.core.names import Bib, NodeId, Number, PlaceId
from stagerace.core.records import (
    BibRead,
    Body,
    Confirmed,
    HoldCalled,
    NotAtStart,
    Passing,
    PlanAdopted,
    Record,
    Voided,
    WithdrawalReported,
)
from stagerace.rules.classes import Scope
from stagerace.rules.facts import Facts, fold
from stagerace.rules.race import Race, race_of
from stagerace.rules.tables import table

BIBS = [str(n) for n in range(1, 6)]
PLACES = ["1CP1", "1CP2", "1CP3", "1FINISH", "2CP1", "9CP9"]
SEEDS = st.integers(0, 2**32)
quick = settings(max_examples=80, deadline=None)


class Pen:
    """Writes records one after another, each by one of two phones."""

    def __init__(self, luck: random.Random) -> None:
        self.luck = luck
        self.records: list[Record] = []
        self._numbers = {"n1": 0, "n2": 0}

    def write(self, body: Body) -> Record:
        node = self.luck.choice(list(self._numbers))
        self._numbers[node] += 1
        stamp = Stamp(int(start_of_day(1)) + len(self.records))
        self.records.append(Record(NodeId(node), Number(self._numbers[node]), stamp, body))
        return self.records[-1]


def said(luck: random.Random, records: list[Record]) -> Body:
    """Something a crew, a timekeeper or the director says, about what was said before more often than not."""
    moment, place = Instant(at(1, "1:00:00") + luck.randint(0, 600) * MINUTE), PlaceId(luck.choice(PLACES))
    bib, target = Bib(luck.choice([*BIBS, "*", "1*", "99"])), luck.choice(records).id
    marks = [record.id for record in records if isinstance(record.body, Passing)] or [target]
    revoked = f"withdrawal {target[0]}:{target[1]}"
    passing = seen(bib, place, moment, luck.choice(["in", "out"]), luck.choice(["keypad", "mat"]))
    return luck.choice(
        [
            passing,
            passing,
            passing,
            BibRead(luck.choice(marks), bib, "AB"),
            BibRead(luck.choice(marks), bib, "AB"),
            Voided(target, "AB"),
            Confirmed(target, "Ana", "", luck.choice([None, bib])),
            WithdrawalReported(bib, place, moment, by="AB"),
            HoldCalled(place, "h1", moment),
            NotAtStart(place, moment, (bib,)),
            ruled(luck.choice(["r1", revoked]), luck.choice(["withdraw", "penalty"]), 1, "2", 5, announced=moment),
            ruled(f"back {moment}", "revoke", None, revokes=revoked),
        ]
    )


def a_day(luck: random.Random, length: int = 25) -> list[Record]:
    pen = Pen(luck)
    pen.write(PlanAdopted(plan(2)))
    for bib in BIBS:
        pen.write(entered(bib))
    for _ in range(luck.randint(0, length)):
        pen.write(said(luck, pen.records[6:] or pen.records))
    return pen.records


def plain(facts: Facts) -> tuple[Any, ...]:
    """What results rest on, whatever way it came."""
    where = {
        (sighting.id, bib, place, sighting)
        for bib, places in facts.seen.items()
        for place, sightings in places.items()
        for sighting in sightings
    }
    return where, facts.rulings, facts.reports


def tables(race: Race) -> list[Any]:
    return [table(race, scope, "overall") for one in race.plan.stages for scope in (Scope(stage=one.n), Scope(one.n))]


@quick
@given(SEEDS)
def test_in_any_order_and_however_often_records_come_the_facts_are_the_same(seed: int) -> None:
    luck = random.Random(seed)
    day = a_day(luck)
    known = fold(day)
    assert fold([*luck.sample(day, len(day)), *luck.choices(day, k=5)]) == known
    assert race_of(luck.sample(day, len(day))).results == Race(known).results


@quick
@given(SEEDS)
def test_records_one_by_one_come_to_what_folding_all_comes_to(seed: int) -> None:
    luck = random.Random(seed)
    day = a_day(luck)
    race = race_of(day[:6])
    for count, record in enumerate(day[6:], 7):
        race = race.add(record)
        if luck.random() < 0.3:
            assert tables(race) == tables(race_of(day[:count]))
    whole = race_of(day)
    assert (race.results, tables(race), race.begun) == (whole.results, tables(whole), whole.begun)


@quick
@given(SEEDS)
def test_passings_may_come_after_what_was_said_of_them(seed: int) -> None:
    """What a second phone read may be carried into camp before the passing itself."""
    luck = random.Random(seed)
    day = a_day(luck)
    late = [record for record in day if isinstance(record.body, Passing) and luck.random() < 0.5]
    race = race_of([record for record in day if record not in late])
    for record in luck.sample(late, len(late)):
        race = race.add(record)
    assert plain(race.facts) == plain(fold(day))
    assert tables(race) == tables(race_of(day))


@quick
@given(SEEDS)
def test_whatever_is_said_and_taken_back_at_once_was_never_said(seed: int) -> None:
    luck = random.Random(seed)
    day = a_day(luck)
    last = int(day[-1].stamp.wall) + 1
    targets = [record.id for record in day if isinstance(record.body, Passing)] or [day[-1].id]
    crew = BibRead(luck.choice(targets), Bib("3"), "AB")
    word = luck.choice([crew, WithdrawalReported(Bib("2"), PlaceId("1CP2"), at(1, "5:00:00"))])
    more = Record(NodeId("n3"), Number(1), Stamp(last), word)
    undo = Record(NodeId("n3"), Number(2), Stamp(last + 1), Voided(more.id, "AB"))
    assert plain(fold([*day, more, undo])) == plain(fold(day))
    early = structs.replace(undo, stamp=Stamp(last - 1))
    assert plain(fold([*day, more, early])) == plain(fold(day))


@quick
@given(SEEDS)
def test_a_bib_read_later_is_the_passing_recorded_with_it_at_once_but_that_nobody_vouches(seed: int) -> None:
    luck = random.Random(seed)
    day = a_day(luck)
    last, answered = int(day[-1].stamp.wall) + 1, {getattr(record.body, "target", None) for record in day}
    marks = [r for r in day if isinstance(r.body, Passing) and r.id not in answered and luck.random() < 0.6]
    unread = {record.id: with_bib(record, luck.choice(["*", "**", "5"])) for record in marks}
    whose = {record.id: luck.choice(BIBS) for record in marks}
    at_once = [with_bib(record, whose[record.id]) if record.id in whose else record for record in day]
    later = [unread.get(record.id, record) for record in day]
    later += [
        Record(NodeId("n3"), Number(n), Stamp(last + n), BibRead(target, Bib(bib), "AB"))
        for n, (target, bib) in enumerate(whose.items(), 1)
    ]
    assert tables(race_of(later)) == tables(race_of(at_once))
    for sightings in (places for bib in fold(later).seen.values() for places in bib.values()):
        assert all(not sighting.confirmed_by for sighting in sightings if sighting.id in whose)


def with_bib(record: Record, bib: str) -> Record:
    """The record as it would be had the passing been written with another bib, vouched for as it was."""
    assert isinstance(record.body, Passing)
    return structs.replace(record, body=structs.replace(record.body, bib=Bib(bib)))
