"""A machine signs what it wrote and nothing else; logs of before keys; batches in any order come to the same."""

import secrets
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest
from devices_at import enrol, found, given_by, joined
from door_site import Site, taken
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from race_camp import NOON, Camp, Machine, passing

from stagerace.core.names import NodeId, Number, Subject
from stagerace.core.records import Forgotten, NodeAnnounced, Passing, Record, Unknown, encode
from stagerace.log import (
    Batch,
    Mark,
    Person,
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
from stagerace.log.checking import said
from stagerace.log.marks import EVERY, make_mark, proves
from stagerace.log.store import seal_of

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
