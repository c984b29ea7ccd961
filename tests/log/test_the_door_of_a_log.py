"""What a stranger carries comes in unaltered or not at all, and tells why."""

import sqlite3

import pytest
from devices_at import enrol, found, given_by, joined
from door_site import Site, checked, of, taken
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import astuple, replace
from race_camp import NOON, Camp

from stagerace.core.errors import LogRefused
from stagerace.core.names import Number
from stagerace.log import (
    Batch,
    Mark,
    Row,
    batch_for,
    exchange,
    machine_keys,
    take_in,
)
from stagerace.log.chain import GENESIS, link
from stagerace.log.checking import said
from stagerace.log.keys import new_keys
from stagerace.log.marks import EVERY, make_mark


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site that no test writes in."""
    return Site(Camp(tmp_path_factory.mktemp("still")))


def test_what_an_enrolled_device_signed_is_taken_whoever_carries_it(site: Site) -> None:
    got = taken(site.hq, site.batch)
    assert (got.added, got.refused) == (7, ())
    assert site.hq.bibs() == ["1", "2", "3", "4", "5", "6"]
    again = taken(site.hq, site.batch)
    assert (again.added, again.known, again.refused) == (0, 7, ())


def test_marks_travel_on_with_the_records(site: Site) -> None:
    taken(site.hq, site.batch)
    third = site.fresh("third")
    passed_on = of(given_by(third), site.node)
    assert passed_on.rows == site.batch.rows
    assert set(passed_on.marks) == set(site.batch.marks)


def test_without_a_mark_nothing_is_taken(site: Site) -> None:
    got = taken(site.hq, Batch(site.batch.rows))
    assert got.added == 0
    assert [(alert.number, alert.is_conflict) for alert in got.refused] == [(1, False)]
    assert "no mark proves it" in got.refused[0].what


def test_a_device_that_was_never_enrolled_is_named(site: Site) -> None:
    other = site.camp.machine("other")
    other.append(9)
    got = taken(site.hq, given_by(other))
    assert got.added == 0
    assert f"device {machine_keys(other.home).device} is not enrolled here" in got.refused[0].what


def test_a_batch_may_bring_the_enrolment_of_another_of_its_nodes(site: Site) -> None:
    tablet = site.camp.machine("tablet")
    copy = site.fresh("copy")
    enrol(site.hq, tablet)
    tablet.append(9)
    root_rows, tablet_rows = given_by(site.hq), given_by(tablet)
    both = Batch(tablet_rows.rows + root_rows.rows, tablet_rows.marks + root_rows.marks)
    assert taken(copy, both).refused == ()
    assert "9" in copy.bibs()


def test_a_new_copy_that_knows_only_the_root_takes_in_everything_that_is_proved(site: Site) -> None:
    taken(site.hq, site.batch)
    everything = given_by(site.hq)
    copy = joined(site.hq, "joined")
    stranger = site.camp.machine("stranger")
    found(stranger)
    assert taken(copy, given_by(stranger)).added == 0
    assert taken(copy, everything).refused == ()
    with copy.read() as log:
        assert {row.node for row in everything.rows} <= log.vector().keys()


def test_a_bad_batch_is_kept_up_to_the_last_mark_before_it_goes_wrong(camp: Camp) -> None:
    site = Site(camp, many=EVERY + 3)
    rows = list(site.batch.rows)
    with site.cp.read() as log:
        marks = [Mark(site.node, Number(n), k, s) for n, k, s in log.connection.execute(
            "SELECT number, sign_key, signature FROM mark")]  # fmt: skip
    assert {mark.number for mark in marks} == {EVERY, EVERY + 4}
    rows[EVERY + 1] = replace(rows[EVERY + 1], wall=rows[EVERY + 1].wall + 1)
    got = taken(site.hq, Batch(tuple(rows), tuple(marks)))
    assert got.added == EVERY
    assert [alert.number for alert in got.refused] == [EVERY + 1]


@pytest.mark.parametrize("gap", range(1, 6))
def test_a_cut_batch_is_refused_where_it_was_cut(still: Site, gap: int) -> None:
    rows = still.batch.rows
    took, refused = checked(still, Batch(rows[:gap] + rows[gap + 1 :], still.batch.marks))
    assert took == ()
    assert [number for number, _ in refused] == [1]
    own_mark = make_mark(still.keys, _log_id(still), still.node, Number(gap), rows[gap - 1].chain)
    took, refused = checked(still, Batch(rows[:gap] + rows[gap + 1 :], (*still.batch.marks, own_mark)))
    assert took == rows[:gap]
    assert refused == [(gap + 2, f"number {gap + 1} should come here: the batch was cut or reordered")]


def _log_id(site: Site) -> str:
    with site.hq.read() as log:
        return log.meta.log_id


def test_a_batch_cut_at_its_end_is_refused_as_its_mark_says_more(still: Site) -> None:
    took, refused = checked(still, Batch(still.batch.rows[:-1], still.batch.marks))
    assert took == ()
    assert "altered on the way" in refused[0][1]


def test_a_batch_that_starts_late_asks_for_its_beginning(site: Site) -> None:
    got = taken(site.hq, Batch(site.batch.rows[2:], site.batch.marks))
    assert (got.added, got.gaps, got.refused) == (0, {site.node: 1}, ())


@given(order=st.permutations(range(7)))
def test_a_reordered_batch_is_refused_unless_the_order_is_right(still: Site, order: list[int]) -> None:
    rows = still.batch.rows
    took, _ = checked(still, Batch(tuple(rows[n] for n in order), still.batch.marks))
    assert took == (rows if order == sorted(order) else ())


def test_rows_said_twice_in_a_batch_are_taken_once(still: Site) -> None:
    doubled = tuple(row for row in still.batch.rows for _ in range(2))
    assert checked(still, Batch(doubled, still.batch.marks)) == (still.batch.rows, [])


def test_records_of_two_nodes_swapped_are_refused(site: Site) -> None:
    other = site.camp.machine("other")
    enrol(site.hq, other)
    other.append(7, 8)
    theirs = given_by(other)
    (node,) = {row.node for row in theirs.rows}
    renamed = tuple(replace(row, node=site.node) for row in theirs.rows)
    marks = tuple(replace(mark, node=site.node) for mark in theirs.marks)
    took, refused = checked(site, Batch(renamed, marks))
    assert took == ()
    assert refused
    took, refused = checked(site, Batch(site.batch.rows + theirs.rows, theirs.marks))
    assert {row.node for row in took} == {node}
    assert [number for number, _ in refused] == [1]


def _flipped(value: object, bit: int) -> object:
    """A value with one bit turned over."""
    if isinstance(value, bytes):
        raw = bytearray(value)
        raw[bit // 8 % len(raw)] ^= 1 << bit % 8
        return bytes(raw)
    if isinstance(value, str):
        letters = list(value)
        at = bit // 7 % len(letters)
        letters[at] = chr(ord(letters[at]) ^ 1 << bit % 7)
        return "".join(letters)
    assert isinstance(value, int)
    return value ^ 1 << bit % 44


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_stranger_can_carry_but_not_alter(still: Site, data: st.DataObject) -> None:
    rows, marks = list(still.batch.rows), list(still.batch.marks)
    which = data.draw(st.integers(0, len(rows) + len(marks) - 1))
    thing: Row | Mark = rows[which] if which < len(rows) else marks[which - len(rows)]
    names = thing.__struct_fields__
    name = data.draw(st.sampled_from(names))
    changed = replace(thing, **{name: _flipped(getattr(thing, name), data.draw(st.integers(0, 10_000)))})
    assert astuple(changed) != astuple(thing)
    if which < len(rows):
        rows[which] = changed  # type: ignore[call-overload]
    else:
        marks[which - len(rows)] = changed  # type: ignore[call-overload]
    took, _ = checked(still, Batch(tuple(rows), tuple(marks)))
    assert took == ()


@settings(max_examples=60, deadline=None)
@given(start=st.integers(1, 6), body=st.binary(min_size=1, max_size=40))
def test_a_stranger_who_can_hash_but_not_sign_gains_nothing(still: Site, start: int, body: bytes) -> None:
    rows = list(still.batch.rows)
    chain = rows[start - 1].chain if start else GENESIS
    for n in range(start, len(rows)):
        forged = replace(rows[n], body=body if n == start else rows[n].body)
        rows[n] = replace(forged, chain=link(chain, said(forged)))
        chain = rows[n].chain
    stranger = new_keys()
    for mark in (*still.batch.marks, make_mark(stranger, _log_id(still), still.node, rows[-1].number, chain)):
        took, refused = checked(still, Batch(tuple(rows), (mark,)))
        assert took == ()
        assert refused


def test_a_mark_of_another_race_proves_nothing(still: Site) -> None:
    last = still.batch.rows[-1]
    mark = make_mark(still.keys, "another race", last.node, last.number, last.chain)
    assert checked(still, Batch(still.batch.rows, (mark,)))[0] == ()


def test_another_enrolled_device_cannot_sign_for_a_node(site: Site) -> None:
    other = enrol(site.hq, site.camp.machine("other"), "director", "")
    last = site.batch.rows[-1]
    mark = make_mark(other, _log_id(site), site.node, last.number, last.chain)
    took, refused = checked(site, Batch(site.batch.rows, (mark,)))
    assert took == ()
    assert f"written by device {site.keys.device}" in refused[0][1]


def test_a_conflict_that_is_not_proved_does_not_make_us_write_our_records_again(site: Site) -> None:
    with site.hq.write() as log:
        before, node = log.read(), log.node
        own = [row for row in batch_for(log, {}).rows if row.node == node]
        forged = replace(own[-1], number=Number(own[-1].number + 1))
        forged = replace(forged, chain=link(own[-1].chain, said(forged)))
        got = take_in(log, [*own, forged], [], NOON)
        assert [alert.number for alert in got.refused] == [forged.number]
        assert (log.read(), log.node) == (before, node)


def test_a_damaged_record_is_healed_by_what_follows_it_or_by_its_mark(site: Site) -> None:
    taken(site.hq, site.batch)
    for number in (4, 7):
        connection = sqlite3.connect(site.hq.path)
        connection.execute("UPDATE record SET body = x'00' WHERE node = ? AND number = ?", (site.node, number))
        connection.commit()
        connection.close()
        got = taken(site.hq, site.batch)
        assert (got.healed, got.refused) == (1, ())
    forged = [replace(row, body=b"{}") if row.number == 7 else row for row in site.batch.rows]
    connection = sqlite3.connect(site.hq.path)
    connection.execute("UPDATE record SET body = x'00' WHERE node = ? AND number = 7", (site.node,))
    connection.commit()
    connection.close()
    forged[6] = replace(forged[6], chain=link(forged[5].chain, said(forged[6])))
    assert taken(site.hq, Batch(tuple(forged), site.batch.marks)).healed == 0


def test_nobody_enrolled_needs_no_marks(camp: Camp) -> None:
    one, two = camp.machine("one"), camp.machine("two")
    one.append(1, 2)
    assert taken(two, Batch(given_by(one).rows)).added == 3


def test_a_copy_without_a_root_holds_on_to_the_first_it_hears_of(site: Site) -> None:
    copy = site.camp.machine("copy")
    taken(copy, given_by(site.hq))
    with copy.read() as log, site.hq.read() as hq:
        assert log.meta.root == hq.meta.root != ""
    thief = site.camp.machine("thief")
    found(thief)
    with thief.write() as a, copy.write() as b, pytest.raises(LogRefused, match="enrolled first"):
        exchange(a, b, NOON)
    assert taken(copy, given_by(thief)).added == 0


def test_a_row_garbled_on_its_way_is_refused_and_makes_nobody_write_their_records_again(camp: Camp) -> None:
    one, two = camp.machine("one"), camp.machine("two")
    one.append(1, 2)
    rows = given_by(one).rows
    taken(two, Batch(rows))
    garbled = replace(rows[1], body=rows[1].body.replace(b"1", b"7", 1))
    got = taken(one, Batch((rows[0], garbled, *rows[2:])))
    assert [(alert.number, alert.is_conflict) for alert in got.refused] == [(2, False)]
    assert "altered on its way" in got.refused[0].what
    with one.read() as log:
        assert {record.node for record in log.read()} == {rows[0].node}
