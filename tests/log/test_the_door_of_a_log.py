"""What a stranger carries comes in unaltered or not at all, and tells why."""

import secrets
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest
from devices_at import enrol, found, given_by, joined
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import astuple, replace
from race_camp import NOON, Camp, Machine, passing

from stagerace.core.errors import LogRefused
from stagerace.core.names import NodeId, Number, Subject
from stagerace.core.records import Forgotten, NodeAnnounced, Passing, Record, Unknown, encode
from stagerace.log import (
    Batch,
    Mark,
    Person,
    Received,
    Row,
    Vault,
    backup,
    batch_for,
    exchange,
    machine_keys,
    open_log,
    restore,
    take_in,
)
from stagerace.log.chain import GENESIS, link
from stagerace.log.checking import check_batch, said
from stagerace.log.keys import new_keys
from stagerace.log.marks import EVERY, make_mark, proves
from stagerace.log.store import seal_of


def taken(machine: Machine, batch: Batch) -> Received:
    with machine.write() as log:
        return take_in(log, batch.rows, batch.marks, NOON)


def of(batch: Batch, node: NodeId) -> Batch:
    return Batch(tuple(r for r in batch.rows if r.node == node), tuple(m for m in batch.marks if m.node == node))


class Site:
    """A root and an enrolled checkpoint that wrote six passings; `batch` is what it hands to a stranger."""

    def __init__(self, camp: Camp, many: int = 6) -> None:
        self.camp = camp
        self.hq, self.cp = camp.machine("hq"), camp.machine("cp")
        found(self.hq)
        self.keys = enrol(self.hq, self.cp)
        self.cp.append(*range(1, many + 1))
        self.batch = given_by(self.cp)
        (self.node,) = {row.node for row in self.batch.rows}

    def fresh(self, name: str) -> Machine:
        """Another copy of the root's log."""
        return self.camp.copy_of(self.hq, name)


@pytest.fixture
def site(camp: Camp) -> Site:
    return Site(camp)


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site that no test writes in."""
    return Site(Camp(tmp_path_factory.mktemp("still")))


def checked(site: Site, batch: Batch) -> tuple[tuple[Row, ...], list[tuple[int, str]]]:
    """What may be taken in of a batch, and the first number refused of each node and why; nothing is written."""
    with site.hq.read() as log:
        got = check_batch(log.meta.log_id, batch.rows, batch.marks, log.chain_at, log.trust())
    return got.rows, [(alert.number, alert.what) for alert in got.refused]


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


# Who signs, and what.


def test_a_node_signs_nothing_but_what_this_machine_wrote(camp: Camp) -> None:
    hq = camp.machine("hq")
    hq.append(1, 2)
    with hq.read() as log:
        (node,) = log.vector()
    connection = sqlite3.connect(hq.path)
    row = connection.execute("SELECT body, chain FROM record WHERE number = 2").fetchone()
    forged = Row(node, Number(3), NOON, 9, "passing", 2, row[0].replace(b'"1"', b'"9"'), b"")
    forged = replace(forged, chain=link(row[1], said(forged)))
    connection.execute("UPDATE record SET tick = 9, body = ?, chain = ? WHERE number = 3", (forged.body, forged.chain))
    connection.commit()
    connection.close()
    with hq.write() as log:
        announced = [r.body for r in log.read() if isinstance(r.body, NodeAnnounced) and r.body.continues]
        assert log.node != node
    assert "not the record this machine wrote" in announced[0].reason
    assert all(mark.number < 3 or not _fits(hq, mark) for mark in given_by(hq).marks if mark.node == node)


def _fits(machine: Machine, mark: Mark) -> bool:
    with machine.read() as log:
        chain = log.chain_at(mark.node, mark.number)
        return chain is not None and proves(mark, log.meta.log_id, chain)


def test_new_keys_make_a_new_node(camp: Camp) -> None:
    hq = camp.machine("hq")
    hq.append(1)
    (hq.home / "device.keys").unlink()
    with hq.write() as log:
        last = [r.body for r in log.read() if isinstance(r.body, NodeAnnounced)][-1]
    assert "signs its records with another key" in last.reason
    assert last.device == machine_keys(hq.home).device


def test_a_restored_backup_keeps_the_device_and_draws_a_new_node(camp: Camp, tmp_path: Path) -> None:
    site = Site(camp)
    backup(site.cp.folder, tmp_path / "b.zip", NOON)
    site.cp.append(7)
    restore(tmp_path / "b.zip", site.cp.folder, NOON, force=True)
    site.cp.append(8)
    with site.cp.read() as log:
        nodes = [r.body for r in log.read() if isinstance(r.body, NodeAnnounced)]
    assert len(nodes) == 2
    assert {body.device for body in nodes} == {site.keys.device}
    got = taken(site.hq, given_by(site.cp))
    assert got.refused == ()
    assert set(site.hq.bibs()) == {"1", "2", "3", "4", "5", "6", "8"}


def test_batches_of_any_size_end_at_marks_and_bring_everything_over(camp: Camp) -> None:
    site = Site(camp, many=3 * EVERY)
    with site.cp.write() as a, site.hq.write() as b:
        exchange(a, b, NOON)
    copy = site.fresh("small steps")
    with site.hq.write() as source, copy.write() as target:
        for _ in range(40):
            batch = batch_for(source, target.vector(), 5_000)
            got = take_in(target, batch.rows, batch.marks, NOON)
            assert got.refused == ()
            if not batch.rows:
                break
        missing = {node for node, n in source.vector().items() if target.vector().get(node, 0) < n}
        assert not missing
        assert len(batch_for(source, {}, 5_000).rows) < len(source.read())


# Layouts.


def _as_layout_1(path: Path) -> None:
    connection = sqlite3.connect(path)
    values = dict(connection.execute("SELECT name, value FROM meta"))
    seal = seal_of(values["log_id"].encode(), values["race"].encode(), b"1").decode()
    connection.execute("DROP TABLE mark")
    connection.execute("UPDATE meta SET value = '1' WHERE name = 'schema'")
    connection.execute("UPDATE meta SET value = ? WHERE name = 'seal'", (seal,))
    connection.execute("DELETE FROM meta WHERE name = 'root'")
    connection.commit()
    connection.close()


def test_a_log_of_layout_1_is_read_as_it_is_and_upgraded_when_written_in(camp: Camp) -> None:
    hq = camp.machine("hq")
    hq.append(1, 2)
    _as_layout_1(hq.path)
    with hq.read() as log:
        assert log.meta.schema == 1
        before = log.read()
        assert len(batch_for(log, {}).rows) == 3
        assert batch_for(log, {}).marks == ()
    with hq.write() as log:
        assert log.meta.schema == 2
        assert log.read()[:3] == before
        assert batch_for(log, {}).marks
    with open_log(hq.path) as log:
        assert log.meta.schema == 2


def test_records_of_before_keys_are_vouched_for_and_travel_to_every_copy(camp: Camp) -> None:
    hq, old = camp.machine("hq"), camp.machine("old")
    rows = _written_without_keys("old", 3)
    for machine in (hq, old):
        assert taken(machine, Batch(rows)).added == 3
    found(hq)
    site_copy = joined(hq, "copy")
    assert taken(site_copy, given_by(hq)).refused == ()
    assert {"1", "2"} <= set(site_copy.bibs())


def _id_of(machine: Machine) -> str:
    with machine.read() as log:
        return log.meta.log_id


def _written_without_keys(node: str, many: int) -> tuple[Row, ...]:
    """The rows of a node as the first program wrote them: its announcement names no device."""
    chain, rows = GENESIS, []
    for n in range(1, many + 1):
        body = encode(passing(n - 1)) if n > 1 else b'{"kind":"node_announced","label":"old"}'
        row = Row(NodeId(node), Number(n), NOON, n, "passing" if n > 1 else "node_announced", 1, body, b"")
        rows.append(replace(row, chain=(chain := link(chain, said(row)))))
    return tuple(rows)


VOUCHING = [("hq", True), ("director", True), ("captain", False), ("timekeeper", False)]


@pytest.mark.parametrize(("role", "takes"), VOUCHING)
def test_a_headquarters_vouches_later_for_a_node_that_names_no_device(camp: Camp, role: str, takes: bool) -> None:
    hq = camp.machine("hq")
    found(hq)
    keys = enrol(hq, camp.machine("other"), role, "1CP1" if role in ("captain", "timekeeper") else "")
    rows = _written_without_keys("old", 3)
    mark = make_mark(keys, _id_of(hq), NodeId("old"), Number(3), rows[-1].chain)
    assert taken(hq, Batch(rows, (mark,))).added == (3 if takes else 0)


# Any way that batches go.


@pytest.fixture(scope="module")
def carried(tmp_path_factory: pytest.TempPathFactory) -> tuple[Machine, list[Batch]]:
    """A root and two tablets, and what each handed out before and after it was enrolled."""
    camp = Camp(tmp_path_factory.mktemp("carried"))
    hq = camp.machine("hq")
    found(hq)
    batches = [given_by(hq)]
    for k, tablet in enumerate([camp.machine(name) for name in "ab"]):
        tablet.append(10 * k, 10 * k + 1)
        batches.append(given_by(tablet))
        enrol(hq, tablet)
        batches.append(given_by(hq))
        tablet.append(10 * k + 2)
        batches.append(given_by(tablet))
    return hq, batches


def gathered(machine: Machine, batches: Iterable[Batch]) -> frozenset[Record]:
    """What a machine that held nothing has of others once it was brought these."""
    with machine.write() as log:
        for batch in batches:
            take_in(log, batch.rows, batch.marks, NOON)
        return frozenset(record for record in log.read() if record.node != log.node)


@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_any_subset_and_order_of_batches_comes_to_the_same(
    carried: tuple[Machine, list[Batch]], data: st.DataObject
) -> None:
    hq, batches = carried
    way = data.draw(st.lists(st.sampled_from(batches), max_size=6))
    last = data.draw(st.permutations(batches))
    here = gathered(joined(hq, f"t{secrets.token_hex(4)}"), [*way, *last, *last, *last])
    assert {record.body.bib for record in here if isinstance(record.body, Passing)} == {"0", "1", "2", "10", "11", "12"}
    assert here == gathered(joined(hq, f"t{secrets.token_hex(4)}"), [*batches, *batches])


def test_an_unknown_kind_is_proved_like_any_other(site: Site) -> None:
    with site.cp.write() as log:
        log.append([Unknown("sleep_diary", 1, b'{"h":3}')], NOON)
    got = taken(site.hq, given_by(site.cp))
    assert (got.added, got.refused) == (8, ())


@pytest.mark.parametrize(("role", "forgets"), [("director", True), ("timekeeper", False)])
def test_only_who_has_the_right_to_has_a_person_forgotten(camp: Camp, role: str, forgets: bool) -> None:
    site = Site(camp)
    other = camp.machine("other")
    enrol(site.hq, other, role, "1CP1" if role == "timekeeper" else "")
    with Vault.open(site.hq.folder / "vault.db", write=True) as vault:
        vault.seal(Subject("s1"), Person("Ada Sand"))
    with other.write() as log:
        log.append([Forgotten(Subject("s1"), NOON)], NOON)
    assert taken(site.hq, given_by(other)).refused == ()
    site.hq.append(1)
    with Vault.open(site.hq.folder / "vault.db") as vault:
        assert (vault.people() == {}) is forgets
    with site.hq.read() as log:
        assert log.forgotten() == ({Subject("s1")} if forgets else set())
