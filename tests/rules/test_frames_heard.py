"""Passings heard by frame: they count until the sender's own records are here, and then those do."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from races import at, checkpoint, entered, plan, records, seen, stage
from stagerace.core.clock import SECOND, Elapsed, Instant, Stamp
from stagerace.core.frames import SOURCES, rounded
from stagerace.core.names import Bib, NodeId, Number, RecordId
from stagerace.core.records import Body, Confirmed, FrameHeard, Passing, PlanAdopted, Record, StageTime, Voided
from stagerace.rules.as_of import as_of
from stagerace.rules.classes import Scope
from stagerace.rules.explain import explain
from stagerace.rules.facts import fold
from stagerace.rules.race import Race, race_of
from stagerace.rules.sources import trust
from stagerace.rules.tables import table

BIBS = [str(n) for n in range(1, 6)]
CP = NodeId("cp1")
BASE = records(PlanAdopted(plan(2)), *(entered(bib) for bib in BIBS))
quick = settings(max_examples=60, deadline=None)


def wrote(*bodies: Body, node: str = "cp1", first: int = 1) -> list[Record]:
    """Records of a checkpoint, written after everything in camp."""
    stamp = int(at(1, "0:00:00"))
    return [Record(NodeId(node), Number(n), Stamp(stamp + n), body) for n, body in enumerate(bodies, first)]


def frame_of(record: Record, **more: Any) -> FrameHeard:
    """What a frame tells of a passing."""
    seen = record.body
    assert isinstance(seen, Passing)
    source = SOURCES[trust(seen.source)]
    heard = FrameHeard(record.node, record.number, Number(0), seen.bib, seen.place, rounded(seen.seen_at), seen.way)
    return structs.replace(heard, source=source, carrier="satellite", **more)


def heard(*told: Record, node: str = "hq2") -> list[Record]:
    """What a receiver writes of the frames of these."""
    return wrote(*(frame_of(record) for record in told), node=node)


def finish(race: Race, bib: str, n: int = 1) -> Elapsed | None:
    result = race.results[Bib(bib)][n - 1]
    return result.ruled if result else None


def tables(race: Race) -> list[Any]:
    return [table(race, scope, "overall") for one in race.plan.stages for scope in (Scope(stage=one.n), Scope(one.n))]


LATE = wrote(seen("1", "1FINISH", Instant(at(1, "5:00:00") + 420), "in", "keypad B"))


def test_a_passing_heard_by_frame_counts_to_the_second_until_its_record_is_here() -> None:
    assert finish(race_of([*BASE, *heard(*LATE)]), "1") == at(1, "5:00:00") - at(1, "0:00:00")
    assert finish(race_of([*BASE, *heard(*LATE), *LATE]), "1") == at(1, "5:00:00") + 420 - at(1, "0:00:00")


def test_two_receivers_of_one_frame_count_once() -> None:
    once, twice = [*BASE, *heard(*LATE)], [*BASE, *heard(*LATE), *heard(*LATE, node="hq3")]
    assert tables(race_of(once)) == tables(race_of(twice))
    assert len(fold(twice).seen[Bib("1")]["1FINISH"]) == 1  # type: ignore[index]


def test_what_the_sender_took_back_is_shadowed_before_and_after_its_record_is_here() -> None:
    void = wrote(Voided(LATE[0].id, "captain"), first=2)
    for known in ([*heard(*LATE), *void], [*void, *heard(*LATE), *LATE]):
        facts = fold([*BASE, *known])
        assert Bib("1") not in facts.seen
        assert LATE[0].id in facts.frames


def test_a_persons_word_on_a_passing_heard_by_frame_goes_on_to_its_record() -> None:
    unread = wrote(seen("1*", "1FINISH", at(1, "5:00:00"), "in"))
    word = wrote(Confirmed(unread[0].id, "captain", "", Bib("2")), node="hq4")
    for known in ([*heard(*unread), *word], [*heard(*unread), *word, *unread]):
        assert finish(race_of([*BASE, *known]), "2") == at(1, "5:00:00") - at(1, "0:00:00")


def test_explain_lists_the_frames_before_and_after_the_record_is_here() -> None:
    frames = heard(*LATE)
    for known, is_only_heard in (([*BASE, *frames], True), ([*BASE, *frames, *LATE], False)):
        last = explain(known, race_of(known), Bib("1")).stages[0].seen[-1]
        assert (last.frames, last.only_heard) == ((frames[0].id,), is_only_heard)
        assert last.records == (LATE[0].id,)
    without = [*BASE, *LATE]
    last = explain(without, race_of(without), Bib("1")).stages[0].seen[-1]
    assert (last.frames, last.only_heard) == ((), False)


def test_as_of_a_moment_a_frame_and_its_record_are_there_together() -> None:
    exact = LATE[0].body.seen_at  # type: ignore[union-attr]
    for known in ([*BASE, *heard(*LATE), *LATE], [*BASE, *LATE]):
        assert finish(race_of(as_of(known, Instant(exact - 1))), "1") is None
        assert finish(race_of(as_of(known, exact)), "1") is not None
    alone = [*BASE, *heard(*LATE)]
    assert finish(race_of(as_of(alone, Instant(rounded(exact) - 1))), "1") is None
    assert finish(race_of(as_of(alone, rounded(exact))), "1") is not None


def test_a_record_of_another_kind_under_the_number_does_not_make_a_time_vanish() -> None:
    other = wrote(StageTime(BASE[0].body.plan.stages[1].n, Bib("3"), "withdrawn", None))  # type: ignore[union-attr]
    known = [*BASE, *heard(*LATE), *other]
    assert finish(race_of(known), "1") is not None
    assert tables(race_of(BASE).add(heard(*LATE)[0]).add(other[0])) == tables(race_of(known))


@pytest.mark.parametrize("source", ["finish mat", "NFC scan", "keypad tablet B", "", "paper", "Radio CP3"])
def test_a_frame_is_trusted_as_the_source_of_its_passing(source: str) -> None:
    assert trust(SOURCES[trust(source)]) == trust(source)


def a_checkpoints_day(luck: random.Random) -> list[Record]:
    """What a checkpoint writes: passings to the millisecond, some taken back or named by people, records between."""
    found: list[Body] = []
    passings: list[RecordId] = []
    for bib in [*BIBS, "1*"]:
        for place, way, clock in (("1CP1", "in", 3_600), ("1CP1", "out", 3_900), ("1FINISH", "in", 14_400)):
            if luck.random() < 0.8:
                seconds = clock + luck.randint(0, 1_700)
                moment = Instant(at(1, "0:00:00") + seconds * SECOND + luck.randint(0, 999))
                found.append(seen(bib, place, moment, way, luck.choice(["keypad B", "mat 3", "paper"])))
                passings.append((CP, Number(len(found))))
        if passings and luck.random() < 0.3:
            target = luck.choice(passings)
            answer = Voided(target, "captain") if luck.random() < 0.5 else Confirmed(target, "captain", "", Bib("3"))
            found.append(answer)
    return wrote(*found)


@quick
@given(st.integers(0, 2**32))
def test_once_the_records_are_here_everything_is_as_if_no_frame_had_ever_come(seed: int) -> None:
    luck = random.Random(seed)
    day = a_checkpoints_day(luck)
    passings = [record for record in day if isinstance(record.body, Passing)]
    frames = [*heard(*luck.sample(passings, luck.randint(0, len(passings)))), *heard(*passings[:3], node="hq3")]
    known = [*BASE, *day, *frames]
    assert tables(race_of(luck.sample(known, len(known)))) == tables(race_of([*BASE, *day]))


@quick
@given(st.integers(0, 2**32))
def test_by_frames_alone_every_time_is_within_a_second_of_what_the_records_say(seed: int) -> None:
    luck = random.Random(seed)
    passings = [record for record in a_checkpoints_day(luck) if isinstance(record.body, Passing)]
    # One sighting of a runner at a place: of two within half a second of two minutes apart, rounding decides.
    by_records, by_frames = race_of([*BASE, *passings]), race_of([*BASE, *heard(*passings)])
    for bib in BIBS:
        mine, told = finish(by_records, bib), finish(by_frames, bib)
        assert (mine is None) == (told is None)
        assert mine is None or told is None or abs(mine - told) <= SECOND


@quick
@given(st.integers(0, 2**32))
def test_frames_and_records_one_by_one_are_the_same_as_all_at_once(seed: int) -> None:
    luck = random.Random(seed)
    day = a_checkpoints_day(luck)
    passings = [record for record in day if isinstance(record.body, Passing)]
    frames = heard(*luck.sample(passings, len(passings) // 2))
    coming = sorted([*day, *frames], key=lambda _: luck.random())
    coming = [structs.replace(record, stamp=Stamp(at(1, "0:00:00") + n)) for n, record in enumerate(coming)]
    race = race_of(BASE)
    for count, record in enumerate(coming, 1):
        race = race.add(record)
        if luck.random() < 0.2:
            assert race.results == race_of([*BASE, *coming[:count]]).results
    assert tables(race) == tables(race_of([*BASE, *coming]))


def test_a_place_that_is_not_planned_is_no_harm() -> None:
    known = [*records(PlanAdopted(plan([stage(1, 20, [checkpoint("1CP1", 10)])])), entered("1")), *heard(*LATE)]
    odd = wrote(structs.replace(frame_of(LATE[0]), place="9CP9", number=7), node="hq5")
    assert finish(race_of([*known, *odd]), "1") == finish(race_of(known), "1")
