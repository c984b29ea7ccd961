import random
import shutil
import sqlite3
from pathlib import Path

import pytest
from race_camp import Camp, Machine

from stagerace.core.clock import Instant
from stagerace.core.errors import LogRefused, NotARace
from stagerace.core.records import NodeAnnounced, Record
from stagerace.log import Log, exchange, inspect, missing_for, receive


def tamper(machine: Machine, statement: str) -> None:
    connection = sqlite3.connect(machine.path)
    connection.execute(statement)
    connection.commit()
    connection.close()


def without_announcements(log: Log) -> set[Record]:
    return {record for record in log.read() if not isinstance(record.body, NodeAnnounced)}


def test_a_sound_log_has_no_problems(camp: Camp, hq: Machine) -> None:
    hq.append(1, 2, 3)
    health = inspect(hq.path, hq.home)
    assert health.is_sound
    assert (health.missing, health.damaged) == ({}, ())


def test_a_missing_log_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotARace):
        inspect(tmp_path / "race.log")


@pytest.mark.parametrize(
    "change",
    [
        "body = CAST(replace(CAST(body AS TEXT), '1CP1', '1CP2') AS BLOB)",
        "wall = wall + 1",
        "tick = tick + 1",
        "version = 3",
        "kind = 'passinh'",
        "chain = zeroblob(16)",
        "number = 77",
        "node = 'nobody'",
    ],
)
def test_a_changed_record_is_left_out_named_and_healed_by_a_peer(camp: Camp, hq: Machine, change: str) -> None:
    cp = camp.machine("cp")
    hq.append(1, 2, 3, 4)
    with hq.write() as a, cp.write() as b:
        exchange(a, b, camp.NOON)
        everything = a.read()
    tamper(hq, f"UPDATE record SET {change} WHERE position = 3")
    with hq.read() as log:
        shown = log.read()
        assert len(shown) == len(everything) - 1
        assert set(shown) < set(everything)
        assert len(log.damaged) == 1
    assert not inspect(hq.path, hq.home).is_sound
    with hq.write() as a, cp.write() as b:
        exchange(a, b, camp.NOON)
        assert set(everything) <= set(a.read())
        assert set(a.read()) == set(b.read())
    health = inspect(hq.path)
    assert health.damaged == () or change.startswith(("number", "node"))


def test_a_changed_stored_instant_is_noticed_where_it_matters(camp: Camp, hq: Machine) -> None:
    hq.append(1, 2)
    tamper(hq, "UPDATE record SET stored = stored - 1000 WHERE position = 2")
    with hq.read() as log:
        assert len(log.read()) == 3
        assert [r.number for r in log.read(known_at=Instant(camp.NOON))] == [1, 3]
    (problem,) = inspect(hq.path).problems
    assert "record 2 of node" in problem.what


def test_an_index_that_lost_its_table_line_is_mended(camp: Camp, hq: Machine) -> None:
    cp = camp.machine("cp")
    hq.append(1, 2, 3)
    with hq.write() as a, cp.write() as b:
        exchange(a, b, camp.NOON)
    raw = bytearray(hq.path.read_bytes())
    where = raw.rfind(b'{"kind":"passing","bib":"2"')
    raw[where + 26] ^= 1
    hq.path.write_bytes(raw)
    with hq.read() as log:
        log.read()
        assert len(log.damaged) == 1
    with hq.write() as a, cp.write() as b:
        exchange(a, b, camp.NOON)
        assert without_announcements(a) == without_announcements(b)
        assert a.damaged == ()
    assert inspect(hq.path).is_sound


def test_numbers_that_this_machine_remembers_and_the_file_lost_are_named(camp: Camp, hq: Machine) -> None:
    hq.append(1, 2)
    old = hq.path.read_bytes()
    hq.append(3, 4)
    with hq.read() as log:
        (node,) = log.vector()
    hq.path.write_bytes(old)
    health = inspect(hq.path, hq.home)
    assert health.missing == {node: 4}
    said = f"node {node} wrote up to 5 here, the file holds 1-3 without a gap: 4 is the first missing"
    assert said in str(health.problems[0])
    hq.append(9)
    assert inspect(hq.path, hq.home).missing == {node: 4}


def test_a_killed_append_that_was_never_acknowledged_is_not_missed(
    camp: Camp, hq: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    hq.append(1)
    log = hq.write()
    log.pen._remember().note_tried(log.pen.number + 1, bytes(16))
    log.pen._lock.release()
    log.connection.close()
    hq.append(2)
    health = inspect(hq.path, hq.home)
    assert health.is_sound
    with hq.read() as log:
        assert len(log.vector()) == 2


def test_a_file_sqlite_cannot_read_is_told_not_raised(camp: Camp, hq: Machine) -> None:
    hq.append(*range(500))
    raw = bytearray(hq.path.read_bytes())
    raw[4096 * 2 : 4096 * 6] = bytes(4096 * 4)
    hq.path.write_bytes(raw)
    health = inspect(hq.path, hq.home)
    assert not health.is_sound
    assert any("restore the newest backup" in str(problem) for problem in health.problems)


def test_a_log_whose_own_name_was_changed_is_refused(hq: Machine) -> None:
    tamper(hq, "UPDATE meta SET value = 'another' WHERE name = 'log_id'")
    with pytest.raises(LogRefused, match="restore the newest backup"):
        hq.read()
    assert not inspect(hq.path).is_sound


def flip_anywhere(camp: Camp, hq: Machine, tries: int, seed: int) -> None:
    """No flipped bit of the file shows another time than was written, or raises what nobody can read."""
    cp = camp.machine("cp")
    hq.append(*range(300))
    with hq.write() as a, cp.write() as b:
        exchange(a, b, camp.NOON)
        truth = set(a.read())
    original = hq.path.read_bytes()
    luck = random.Random(seed)
    for _ in range(tries):
        raw = bytearray(original)
        raw[luck.randrange(len(raw))] ^= 1 << luck.randrange(8)
        # What the last damaged file could not take in lies beside it, and would be read into this one.
        for beside in hq.path.parent.glob(f"{hq.path.name}-*"):
            beside.unlink()
        hq.path.write_bytes(raw)
        try:
            with hq.read() as log:
                assert set(log.read()) <= truth
                log.vector()
            inspect(hq.path, hq.home)
            with hq.write() as a, cp.write() as b:
                exchange(a, b, camp.NOON)
                assert set(b.read()) >= truth
        except (LogRefused, NotARace):
            continue


def test_a_flipped_bit_never_shows_another_time(camp: Camp, hq: Machine) -> None:
    flip_anywhere(camp, hq, 15, 1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_many_flipped_bits_never_show_another_time(camp: Camp, hq: Machine, seed: int) -> None:
    flip_anywhere(camp, hq, 150, seed + 10)


def spoil_wal(camp: Camp, hq: Machine, tries: int, luck: random.Random, before: int) -> None:
    """A spoiled WAL leaves an unbroken prefix of each node, the first missing number is told, a peer fills it."""
    log = hq.write()
    records = []
    for n in range(before):
        records += log.append([camp.passing(n), camp.passing(n + 1000)], camp.NOON)
    snapshot = camp.copy_of(hq, "snapshot")
    known = {path: path.read_bytes() for path in hq.home.rglob("*.node")}
    whole = missing_for(log, {})
    log.close()
    wal = (snapshot.folder / "race.log-wal").read_bytes()
    assert wal
    for n in range(tries):
        shutil.rmtree(hq.folder)
        shutil.copytree(snapshot.folder, hq.folder)
        for path, page in known.items():
            path.write_bytes(page)
        place = luck.randrange(len(wal))
        spoiled = (
            wal[:place] if n % 2 else wal[:place] + bytes([wal[place] ^ 1 << luck.randrange(8)]) + wal[place + 1 :]
        )
        (hq.folder / "race.log-wal").write_bytes(spoiled)
        health = inspect(hq.path, hq.home)
        with hq.write() as log:
            kept = [r for r in log.read() if r.node == whole[0].node]
            assert [r.number for r in kept] == list(range(1, len(kept) + 1))
            if len(kept) < len(whole):
                assert health.missing == {whole[0].node: len(kept) + 1}
                assert log.node != whole[0].node
            got = receive(log, whole, camp.NOON)
            assert (got.added, got.refused) == (len(whole) - len(kept), ())
            assert set(records) <= set(log.read())
        assert inspect(hq.path, hq.home).is_sound


def test_a_cut_wal_leaves_an_unbroken_prefix(camp: Camp, hq: Machine) -> None:
    spoil_wal(camp, hq, 8, random.Random(3), 30)


@pytest.mark.slow
@pytest.mark.parametrize("before", [5, 100, 257, 300, 520])
def test_a_wal_spoiled_at_many_places_leaves_an_unbroken_prefix(camp: Camp, hq: Machine, before: int) -> None:
    spoil_wal(camp, hq, 60, random.Random(before), before)
