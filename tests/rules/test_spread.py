"""The spread table: every passing that counts has its cell, a hole is one who was never seen there and is beyond."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from races import at, checkpoint, entered, plan, race, records, ruled, seen, sheet, stage
from stagerace.core.clock import HOUR, MINUTE, Elapsed, Instant
from stagerace.core.names import Bib, Metres, StageNo
from stagerace.core.plan import Loop
from stagerace.core.records import Passing, PlanAdopted
from stagerace.rules.race import Race, race_of
from stagerace.rules.silence import LAST, silence
from stagerace.rules.spread import Spread, SpreadRow, SpreadTable, spread_table
from stagerace.rules.spread_columns import SpreadColumn

ONE = StageNo(1)
PLAN = plan()
POINTS = PLAN.stages[0].points
FIELD = [entered(bib) for bib in ("1", "2", "3", "4", "12")]


@st.composite
def passings(draw: st.DrawFn) -> list[Passing]:
    """Runners who were seen at some points and not at others, some of it nonsense, in any order."""
    found = []
    for entry in FIELD:
        speed = draw(st.integers(4, 14))
        for place, way in draw(st.lists(st.sampled_from(POINTS), unique=True)):
            metres = PLAN.stages[0].by_place[place].metres
            late = draw(st.integers(0, 20)) * MINUTE if way == "out" and metres else 0
            odd = draw(st.sampled_from([0, 0, 0, 0, 30_000, 7 * MINUTE, -40 * MINUTE]))
            when = Instant(PLAN.stages[0].start + metres * HOUR // (speed * 1000) + late + odd)
            found += [seen(entry.bib, place, when, way, "keypad")] * draw(st.sampled_from([1, 1, 1, 2]))
    return draw(st.permutations(found))


def table(*bodies: Passing) -> tuple[Race, SpreadTable]:
    found = race(PLAN, *FIELD, *bodies)
    return found, spread_table(found, ONE)


def column(told: SpreadTable, place: str, way: str = "in") -> SpreadColumn:
    return next(each for each in told.columns if (each.place, each.way) == (place, way))


def row(told: SpreadTable, bib: str) -> SpreadRow:
    return next(each for each in told.rows if each.bib == bib)


@given(passings())
def test_every_passing_that_counts_is_in_exactly_one_cell(bodies: list[Passing]) -> None:
    found, told = table(*bodies)
    points = [(each.place, each.way) for each in told.columns]
    for each in told.rows:
        counted = found.evidence(each.bib, PLAN.stages[0]).draft.readings.counted
        cells = {point: cell.at for point, cell in zip(points, each.cells, strict=True) if cell.at is not None}
        assert cells == {point: reading.seen_at for point, reading in counted.items()}


@given(passings())
def test_a_hole_is_exactly_one_not_seen_who_is_beyond(bodies: list[Passing]) -> None:
    found, told = table(*bodies)
    for each in told.rows:
        places = found.facts.seen.get(each.bib, {})
        for index, (cell, of) in enumerate(zip(each.cells, told.columns, strict=True)):
            was_seen = any(sighting.passing.way == of.way for sighting in places.get(of.place, ()))
            assert cell.hole == (not was_seen and each.furthest > index)
            assert not cell.hole or (cell.at is None and not cell.verdict)
    assert [each.holes for each in told.columns] == [
        sum(each.cells[index].hole for each in told.rows) for index in range(len(told.columns))
    ]


@given(passings())
def test_legs_add_up_to_the_time_since_the_start(bodies: list[Passing]) -> None:
    _, told = table(*bodies)
    for each in told.rows:
        gone = 0
        for cell, of in zip(each.cells, told.columns, strict=True):
            if cell.at is not None and of.place != "1START":
                assert cell.leg_ms is not None
                gone += cell.leg_ms
                assert gone == cell.elapsed_ms == cell.at - PLAN.stages[0].start


@given(passings())
def test_the_order_of_arrival_is_that_of_the_instants(bodies: list[Passing]) -> None:
    _, told = table(*bodies)
    for index, of in enumerate(told.columns):
        came = sorted((each.order[index], each.cells[index].at) for each in told.rows if each.order[index])
        assert of.passed == len(came) == sum(each.cells[index].at is not None for each in told.rows)
        assert all((a < b) == (x < y) for (a, x), (b, y) in pairwise(came) if x is not None and y is not None)
        assert came[:1] == [] or came[0][0] == 1
        assert of.last == max((at for _, at in came if at is not None), default=None)


@given(passings())
def test_a_table_that_grew_is_the_table_made_anew(bodies: list[Passing]) -> None:
    all_of_them = records(PlanAdopted(PLAN), *FIELD, *bodies)
    start = len(FIELD) + 1
    growing, spread = race_of(all_of_them[:start]), Spread()
    assert spread.table(growing, ONE).rows
    for record in all_of_them[start:]:
        growing = growing.add(record)
        spread.table(growing, ONE)
    assert spread.table(growing, ONE) == spread_table(race_of(all_of_them), ONE)


def test_everybody_who_is_on_the_stage_is_expected_until_they_come() -> None:
    _, told = table(seen("1", "1CP1", at(1, "1:10:00"), "in"), seen("2", "1CP1", at(1, "1:20:00"), "in"))
    first, left, second = column(told, "1CP1"), column(told, "1CP1", "out"), column(told, "1CP2")
    assert (first.passed, first.here, first.expected, first.last) == (2, 2, 3, at(1, "1:20:00"))
    assert (left.passed, left.here, left.expected) == (0, None, 5)
    assert (second.passed, second.here, second.expected) == (0, 0, 5)
    assert told.last is not None
    assert (told.last.place, told.last.bib, told.last.at) == ("1CP1", "2", at(1, "1:20:00"))


def test_nobody_who_left_the_race_is_expected_or_here() -> None:
    found = race(PLAN, *FIELD, seen("1", "1CP1", at(1, "1:10:00"), "in"), ruled("w", "withdraw", bibs="1,3"))
    told = spread_table(found, ONE)
    assert (column(told, "1CP1").here, column(told, "1CP2").expected) == (0, 3)
    assert row(told, "1").status == "withdrawn"


def test_nobody_is_expected_behind_the_place_where_their_stage_ends() -> None:
    short = ruled("s", "shorten", bibs="1,2", place="1CP2", minutes=90)
    told = spread_table(race(PLAN, *FIELD, seen("4", "1CP1", at(1, "1:10:00"), "in"), short), ONE)
    assert [column(told, place).expected for place in ("1CP1", "1CP2", "1CP3", "1FINISH")] == [4, 5, 3, 3]


def test_before_a_stage_begins_everyone_still_in_the_race_is_expected() -> None:
    two = plan(2)
    told = spread_table(race(two, *FIELD, sheet(1, "1", "5:00:00"), sheet(1, "2", "", "dnf")), StageNo(2))
    assert {each.expected for each in told.columns} == {4}
    assert told.last is None


def test_the_start_is_a_column_where_somebody_was_seen_there() -> None:
    _, without = table(seen("1", "1CP1", at(1, "1:10:00"), "in"))
    assert without.columns[0].place == "1CP1"
    _, with_it = table(seen("1", "1START", at(1, "0:00:20"), "out"), seen("1", "1CP1", at(1, "1:10:00"), "in"))
    assert with_it.columns[0].place == "1START"
    cells = row(with_it, "1").cells
    assert (cells[0].elapsed_ms, cells[0].leg_ms, cells[1].leg_ms) == (20_000, None, 70 * MINUTE)


def test_a_time_that_does_not_count_says_so_and_is_no_hole() -> None:
    _, told = table(seen("1", "1CP1", at(1, "0:05:00"), "in"), seen("1", "1CP2", at(1, "2:20:00"), "in"))
    cell = row(told, "1").cells[0]
    assert (cell.at, cell.hole, cell.verdict) == (None, False, "bad")
    assert cell.why


def test_a_doubtful_time_counts_and_says_why() -> None:
    one, other = seen("1", "1CP1", at(1, "1:10:00"), "in", "keypad"), seen("1", "1CP1", at(1, "1:11:40"), "in", "paper")
    _, told = table(one, other)
    cell = row(told, "1").cells[0]
    assert (cell.verdict, cell.at) == ("doubtful", at(1, "1:10:00"))
    assert "lie 1 min 40 s apart" in cell.why


def test_laps_of_a_time_box_are_columns() -> None:
    loop = Loop(Metres(5_000), Elapsed(6 * HOUR))
    boxed = plan([stage(1, 5, (checkpoint("1CP1", 2.5),), loop=loop)])
    laps = [seen("1", "1FINISH", at(1, clock)) for clock in ("0:40:00", "1:25:00", "2:00:00")]
    told = spread_table(race(boxed, *FIELD, *laps, seen("2", "1FINISH", at(1, "0:50:00"))), ONE)
    assert [(each.lap, each.metres, each.passed, each.expected) for each in told.columns] == [
        (1, 5_000, 2, 0), (2, 10_000, 1, 0), (3, 15_000, 1, 0),
    ]  # fmt: skip
    assert [cell.leg_ms for cell in row(told, "1").cells] == [40 * MINUTE, 45 * MINUTE, 35 * MINUTE]
    assert row(told, "2").furthest == 0


def test_a_station_that_told_nothing_is_silent_as_soon_as_one_was_seen_beyond() -> None:
    _, told = table(seen("1", "1CP2", at(1, "2:20:00"), "in"))
    assert told.silent == ("1CP1",)
    assert column(told, "1CP1").silent == "nothing from here, and 1 runner was seen beyond"
    assert not column(told, "1CP2").silent
    assert not column(told, "1FINISH").silent


def test_a_station_that_missed_one_of_many_is_not_silent() -> None:
    assert silence([True, False, True], told=True) == ""
    assert silence([], told=False) == ""
    assert silence([True, True], told=True) == ""


def test_a_station_that_most_went_past_unseen_is_silent() -> None:
    assert silence([True, False, False], told=True) == "2 of the 3 seen beyond were not seen here"


def test_a_station_that_fell_silent_later_is_silent_whoever_it_saw_before() -> None:
    assert silence([True] * 40 + [False] * (LAST - 1), told=True) == ""
    assert silence([True] * 40 + [False] * LAST, told=True) == f"the last {LAST} seen beyond were not seen here"
    assert silence([True] * 40 + [False] * 9, told=True) == "the last 9 seen beyond were not seen here"


def test_equal_instants_share_a_number_in_the_order_of_arrival() -> None:
    minute = at(1, "1:10:00")
    _, told = table(
        *(seen(bib, "1CP1", minute, "in") for bib in ("12", "2")), seen("3", "1CP1", at(1, "1:11:00"), "in")
    )
    assert {each.bib: each.order[0] for each in told.rows if each.order[0]} == {Bib("2"): 1, Bib("12"): 1, Bib("3"): 3}
