"""Laws that hold for any race: order, repetition and parts of the records do not matter, and more."""

import random
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from races import at, checkpoint, entered, plan, ruled, seen, sheet, stage, start_of_day
from stagerace.core.bibset import parse_bibs
from stagerace.core.clock import HOUR, MINUTE, Elapsed, Instant, Stamp, later
from stagerace.core.names import Bib, Metres, NodeId, Number, PlaceId, WaveId
from stagerace.core.plan import Loop, Plan, Stage, Team, Wave
from stagerace.core.records import (
    BibRead,
    Body,
    Confirmed,
    HoldCalled,
    Passing,
    PlanAdopted,
    Record,
    RollCalled,
    Ruled,
    Voided,
    WithdrawalReported,
)
from stagerace.rules.as_of import as_of
from stagerace.rules.classes import Scope
from stagerace.rules.consistency import inconsistencies
from stagerace.rules.explain import explain
from stagerace.rules.race import Race, race_of
from stagerace.rules.rulings import KINDS
from stagerace.rules.standing import Order, after_stage, on_stage
from stagerace.rules.tables import Table, table

BIBS = [str(n) for n in range(1, 7)]
CLASSES = ("overall", "women", "men", "age:30-49", "nation:FRA", "nation", "team", "women/age:30-49")
FAR = Instant(start_of_day(400))

quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
long = settings(max_examples=1_500, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def a_stage(luck: random.Random, n: int, *, distance: bool) -> Stage:
    km = luck.choice([20, 30, 40])
    points = [
        checkpoint(
            f"{n}CP{k}",
            10 * k,
            luck.choice([("in",), ("in", "out")]),
            close=luck.choice([None, None, at(n, f"{2 * k}:30:00")]),
        )
        for k in range(1, km // 10)
    ]
    wave = Wave(WaveId("B"), later(start_of_day(n), Elapsed(HOUR)), luck.choice(["1-3", "5", ""]))
    loop = Loop(Metres(10_000), Elapsed(8 * HOUR), luck.choice(["laps", "metres"])) if distance else None
    return stage(
        n,
        km,
        points,
        limit=luck.choice([None, Elapsed(7 * HOUR)]),
        min_speed=luck.choice([None, None, Metres(4_000)]),
        timed=luck.random() > 0.1,
        waves=(wave,) if luck.random() < 0.5 else (),
        loop=loop,
    )


def a_plan(luck: random.Random) -> Plan:
    distance = luck.random() < 0.25
    return plan(
        [a_stage(luck, n, distance=distance) for n in range(1, luck.randint(1, 3) + 1)],
        ties=luck.choice(["standard", "dense", "countback"]),
        scoring="distance" if distance else "time",
        cap=Metres(luck.choice([40_000, 60_000])) if distance else None,
        double_prizes=luck.random() < 0.5,
        podium=1,
        teams=(Team("T", luck.choice(["together", "average", "unofficial"])),),
    )


def entries(luck: random.Random) -> list[Body]:
    return [
        entered(
            bib,
            luck.choice(["F", "M", "X", ""]),
            luck.choice([None, 25, 35, 45]),
            country=luck.choice(["FRA", "KEN", ""]),
            team=luck.choice(["T", "", ""]),
            wave=luck.choice(["", "", "B"]),
        )
        for bib in BIBS
    ]


def passings(luck: random.Random, the_stage: Stage, bib: str) -> list[Passing]:
    """A runner's day: a pace of one's own, seen or not, now and then wrong or twice."""
    pace, found = luck.choice([6, 8, 8, 10, 14]), []
    laps = luck.randint(1, 4) if the_stage.loop else 1
    for lap in range(laps):
        for point, metres in zip(the_stage.points, the_stage.point_metres, strict=True):
            far = metres + lap * the_stage.metres
            clock = start_of_day(the_stage.n) + far * pace * 60 + (5 * MINUTE if point[1] == "out" and metres else 0)
            if luck.random() < 0.1:
                clock += luck.choice([-3 * HOUR, -30 * MINUTE, 40_000, 90_000, 2 * HOUR])
            for source in luck.sample(["mat", "keypad", ""], luck.choice([0, 1, 1, 1, 1, 2])):
                confirmed = "Ana" if luck.random() < 0.05 else ""
                found.append(seen(bib, point[0], Instant(clock), point[1], source, confirmed_by=confirmed))
    return found[: luck.randint(0, len(found))] if luck.random() < 0.3 else found


def a_ruling(luck: random.Random, the_plan: Plan, name: str, kinds: list[str]) -> Ruled:
    the_stage = luck.choice(the_plan.stages)
    places = [place.id for place in the_stage.places]
    return ruled(
        name,
        luck.choice(kinds),
        the_stage.n,
        luck.choice(["", "all", "1-2", "all except 1-3", "4"]),
        luck.choice([None, 5, 30, 90]),
        place=luck.choice([None, *places, PlaceId("9CP9")]),
        announced=Instant(start_of_day(the_stage.n) + luck.randint(0, 10) * HOUR),
        metres=luck.choice([None, None, Metres(5_000)]),
        revokes=luck.choice(["", "", "", "r0", "r1"]),
    )


def bodies(luck: random.Random, the_plan: Plan) -> list[Body]:
    found: list[Body] = []
    for the_stage in the_plan.stages:
        if luck.random() < 0.15:
            continue
        for bib in [*BIBS, "9*"]:
            if luck.random() < 0.25:
                status = luck.choice(["finished", "finished", "withdrawn", "not_started", "over_cutoff", "stopped"])
                time = luck.choice(["4:00:00", "4:00:00", "5:10:00"]) if status == "finished" else ""
                metres = Metres(luck.randint(0, 50) * 1000) if the_plan.scoring == "distance" else None
                penalty = Elapsed(luck.choice([0, 0, 60_000]))
                found += [] if bib == "9*" else [sheet(the_stage.n, bib, time, status, penalty=penalty, metres=metres)]
            else:
                found += passings(luck, the_stage, bib)
    kinds = [*KINDS, "revoke", "of tomorrow"]
    found += [a_ruling(luck, the_plan, f"r{luck.randint(0, 4)}", kinds) for _ in range(luck.randint(0, 5))]
    found += [a_report(luck, luck.choice(the_plan.stages)) for _ in range(luck.randint(0, 2))]
    luck.shuffle(found)
    return found


def a_report(luck: random.Random, the_stage: Stage) -> Body:
    """What a crew says of its checkpoint, a withdrawal more often than not."""
    place = luck.choice([*(place.id for place in the_stage.places), PlaceId("9CP9")])
    moment = Instant(start_of_day(the_stage.n) + luck.randint(0, 10) * HOUR)
    withdrawal = WithdrawalReported(Bib(luck.choice([*BIBS, "9*", "ALL"])), place, moment, "feet", by="AB")
    hold, call = HoldCalled(place, "h", moment), RollCalled(place, moment, (Bib("1"),), (Bib("2"),))
    return luck.choice([withdrawal, withdrawal, withdrawal, hold, call])


def an_answer(luck: random.Random, target: Body, record: Record) -> Body | None:
    """Somebody's word on what was written, where there is one."""
    if isinstance(target, Passing) and luck.random() < 0.1:
        to = Bib(luck.choice([*BIBS, "9*"]))
        read = BibRead(record.id, to, "AB")
        return luck.choice([Voided(record.id, "Ana"), Confirmed(record.id, "Ben", "", to), read, read])
    if isinstance(target, WithdrawalReported | BibRead) and luck.random() < 0.3:
        back = ruled(f"back {record.number}", "revoke", None, revokes=f"withdrawal {record.node}:{record.number}")
        return luck.choice([Voided(record.id, "Ana"), back])
    return None


def stamped(luck: random.Random, the_plan: Plan, written: list[Body]) -> list[Record]:
    """The records of two nodes, each numbered without holes, their edits interleaved."""
    numbers = {"hq": 0, "tent": 0}
    found: list[Record] = []
    wall = int(start_of_day(1))
    answers: list[Body] = []
    for index, body in enumerate([PlanAdopted(the_plan), *written]):
        node = "hq" if not index else luck.choice(["hq", "tent"])
        numbers[node] += 1
        wall += luck.choice([0, 1, 1, 5])
        record = Record(NodeId(node), Number(numbers[node]), Stamp(wall, luck.randint(0, 2)), body)
        found.append(record)
        if answer := an_answer(luck, body, record):
            answers.append(answer)
    for answer in answers:
        numbers["tent"] += 1
        wall += luck.choice([-3, 1, 1])
        last = Record(NodeId("tent"), Number(numbers["tent"]), Stamp(wall), answer)
        found.append(last)
        if more := an_answer(luck, answer, last):
            answers.append(more)
    return found


def a_race(luck: random.Random) -> list[Record]:
    the_plan = a_plan(luck)
    return stamped(luck, the_plan, [*entries(luck), *bodies(luck, the_plan)])


def scopes(race: Race) -> list[Scope]:
    return [scope for one in race.plan.stages for scope in (Scope(stage=one.n), Scope(after=one.n))]


def tables(race: Race) -> list[Table]:
    return [table(race, scope, cls) for scope in scopes(race) for cls in CLASSES]


def orders(race: Race) -> list[Order]:
    return [order(race, one.n) for one in race.plan.stages for order in (on_stage, after_stage)]


def place(order: Order, bib: str) -> tuple[int, Any] | None:
    """Where a runner stands among those with a place: how many are better."""
    mine = next((standing.key for standing in order.placed if standing.bib == bib), None)
    return None if mine is None else (sum((s.key or ()) < mine for s in order.placed), mine)


def plus(luck: random.Random, records: list[Record], body: Body) -> list[Record]:
    """The records with one more, written last by a third node."""
    last = max(record.stamp.wall for record in records)
    return [*records, Record(NodeId("car"), Number(1), Stamp(last + 1), body)]


def law_any_order_repetition_or_split_gives_the_same(luck: random.Random) -> None:
    records = a_race(luck)
    whole = tables(race_of(records))
    shuffled = luck.sample(records, len(records))
    assert tables(race_of(shuffled)) == whole
    assert tables(race_of([*shuffled, *luck.choices(records, k=10)])) == whole
    cut = luck.randint(0, len(records))
    assert tables(race_of({r.id: r for r in [*shuffled[cut:], *records[:cut], *shuffled[:cut]]}.values())) == whole


def law_a_far_future_is_live(luck: random.Random) -> None:
    records = a_race(luck)
    assert tables(race_of(as_of(records, FAR))) == tables(race_of(records))


def law_what_is_later_than_an_instant_does_not_matter_there(luck: random.Random) -> None:
    records = a_race(luck)
    moment = Instant(start_of_day(1) + luck.randint(0, 60) * HOUR)
    late = ruled("late", "disqualify", 1, "", announced=Instant(moment + 1))
    then = race_of(as_of(records, moment))
    assert tables(race_of(as_of(plus(luck, records, late), moment))) == tables(then)


def law_one_by_one_is_all_at_once(luck: random.Random) -> None:
    records = sorted(a_race(luck), key=lambda record: record.order)
    cut = max(
        luck.randint(1, len(records)), 1 + next(i for i, r in enumerate(records) if isinstance(r.body, PlanAdopted))
    )
    warm = race_of(records[:cut])
    for count, record in enumerate(records[cut:], cut + 1):
        if luck.random() < 0.2:
            tables(warm)
        warm = warm.add(record)
        if luck.random() < 0.1:
            assert warm.results == race_of(records[:count]).results
    assert tables(warm) == tables(race_of(records))
    assert warm.begun == race_of(records).begun


def law_a_penalty_never_improves_a_rank(luck: random.Random) -> None:
    records = a_race(luck)
    before = race_of(records)
    bib, one = luck.choice(BIBS), luck.choice(before.plan.stages)
    fine = ruled("fine", "penalty", one.n, bib, luck.choice([1, 30, 600]), metres=luck.choice([None, Metres(9_000)]))
    after = race_of(plus(luck, records, fine))
    for then, now in zip(orders(before), orders(after), strict=True):
        old, new = place(then, bib), place(now, bib)
        assert old is not None or new is None
        assert old is None or new is None or (new[0] >= old[0] and new[1] >= old[1])
        # Metres may take a runner who left the race once they had reached the cap below it, and so out.
        assert {s.bib for s in then.placed} - {s.bib for s in now.placed} <= {bib}


def law_a_ruling_touches_its_group_only(luck: random.Random) -> None:
    records = a_race(luck)
    before = race_of(records)
    more = a_ruling(luck, before.plan, "fresh", list(KINDS))
    more = structs.replace(more, revokes="")
    after = race_of(plus(luck, records, more))
    if after.begun != before.begun:
        return
    touched = {bib for bib in before.bibs if before.results[bib] != after.results[bib]}
    assert touched <= set(parse_bibs(more.bibs or "all").among(before.bibs))


def law_a_ruling_taken_back_was_never_made(luck: random.Random) -> None:
    records = a_race(luck)
    before = race_of(records)
    more = structs.replace(a_ruling(luck, before.plan, "fresh", list(KINDS)), revokes="")
    back = ruled("back", "revoke", None, revokes="fresh")
    written = plus(luck, records, more)
    last = Record(NodeId("car"), Number(2), Stamp(written[-1].stamp.wall + 1), back)
    assert tables(race_of([*written, last])) == tables(before)


def law_ranks_follow_keys_and_everyone_is_listed_once(luck: random.Random) -> None:
    race = race_of(a_race(luck))
    for order in orders(race):
        assert sorted(s.bib for s in [*order.placed, *order.others]) == sorted(race.bibs)
        keys = [standing.key or () for standing in order.placed]
        assert keys == sorted(keys)
    for scope in scopes(race):
        rows = table(race, scope).rows
        assert sorted(row.bib for row in rows) == sorted(race.bibs)
        placed = [row for row in rows if row.rank is not None]
        for before, row in pairwise(placed):
            assert before.rank is not None
            assert row.rank is not None
            assert before.rank <= row.rank
            if race.plan.scoring == "time" and before.status == row.status == "ranked":
                assert (before.elapsed_ms or 0) <= (row.elapsed_ms or 0)
        assert all(row.status in ("ranked", "active") for row in placed)


def law_what_counts_is_in_order_and_a_person_s_word_always_counts(luck: random.Random) -> None:
    race = race_of(a_race(luck))
    for bib in race.bibs:
        for one in race.plan.stages:
            readings = race.evidence(bib, one).draft.readings
            counted = list(readings.counted.values())
            assert all(reading.counts for reading in counted)
            assert all(reading.reason for reading in (*counted, *readings.others))
            assert one.loop or all(not r.counts for r in readings.others)
            sure = {r.point for r in readings.others if r.verdict == "confirmed"}
            assert sure <= set(readings.counted)
            ways = [r for r in counted if r.verdict != "confirmed" and r.point[0] != f"{one.n}START"]
            ways.sort(key=lambda r: one.order[r.point])
            assert one.loop or all(a.seen_at <= b.seen_at for a, b in pairwise(ways))


def law_a_story_can_be_told_of_anyone(luck: random.Random) -> None:
    records = a_race(luck)
    race = race_of(records)
    bib = luck.choice(race.bibs)
    for story, result in zip(
        explain(records, race, bib).stages, (r for r in race.results[bib] if r is not None), strict=True
    ):
        assert (story.stage, story.ruled_ms, story.penalty_ms) == (result.stage, result.ruled, result.penalty)
    assert all(str(problem) for problem in inconsistencies(race))


Law = Callable[[random.Random], None]
LAWS: list[Law] = [value for name, value in sorted(globals().items()) if name.startswith("law_")]
every_law = pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__[4:])


@every_law
@quick
@given(st.integers(0, 2**32))
def test_the_law_holds(law: Law, seed: int) -> None:
    law(random.Random(seed))


@pytest.mark.slow
@every_law
@long
@given(st.integers(0, 2**32))
def test_the_law_holds_over_many_races(law: Law, seed: int) -> None:
    law(random.Random(seed))
