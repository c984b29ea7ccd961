from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from race_camp import Camp, Machine

from stagerace.core.clock import DAY, Instant, Stamp
from stagerace.core.errors import LogRefused
from stagerace.core.names import NodeId, Number, Subject
from stagerace.core.records import Forgotten, NodeAnnounced, Record, Unknown
from stagerace.log import Log, Person, Row, Vault, create_log, exchange, missing_for, receive


def held(log: Log) -> set[Record]:
    return set(log.read())


def rows_of(machine: Machine) -> list[Row]:
    with machine.read() as log:
        return missing_for(log, {})


def test_two_nodes_swap_what_the_other_is_missing(camp: Camp, hq: Machine) -> None:
    cp = camp.machine("cp")
    hq.append(1, 2)
    cp.append(3)
    with hq.write() as a, cp.write() as b:
        got_a, got_b = exchange(a, b, camp.NOON)
        assert (got_a.added, got_b.added) == (2, 3)
        assert held(a) == held(b)
        assert a.vector() == b.vector()
        again = exchange(a, b, camp.NOON)
        assert [got.added for got in again] == [0, 0]
    assert hq.bibs() == ["1", "2", "3"]


def test_a_batch_received_twice_changes_nothing(camp: Camp, hq: Machine) -> None:
    hq.append(1, 2)
    cp = camp.machine("cp")
    with cp.write() as log:
        first = receive(log, rows_of(hq), camp.NOON)
        before = log.entries()
        second = receive(log, rows_of(hq), camp.NOON + 5)
        assert (first.added, second.added, second.known) == (3, 0, 3)
        assert log.entries() == before


def test_a_row_travels_as_json(camp: Camp, hq: Machine) -> None:
    hq.append(1)
    rows = rows_of(hq)
    assert msgspec.json.decode(msgspec.json.encode(rows), type=list[Row]) == rows


def test_a_kind_nobody_here_knows_is_passed_on_byte_for_byte(camp: Camp, hq: Machine) -> None:
    raw = b'{"kind" : "weather_station",\n "v":3}'
    with hq.write() as log:
        log.append([Unknown("weather_station", 3, raw)], camp.NOON)
    cp, third = camp.machine("cp"), camp.machine("third")
    with cp.write() as log:
        receive(log, rows_of(hq), camp.NOON)
    with third.write() as log:
        receive(log, rows_of(cp), camp.NOON)
        assert Unknown("weather_station", 3, raw) in {r.body for r in log.read()}


def test_only_the_next_number_is_taken_and_the_gap_is_named(camp: Camp, hq: Machine) -> None:
    hq.append(1, 2, 3)
    rows = rows_of(hq)
    with camp.machine("cp").write() as log:
        got = receive(log, [rows[0], rows[2], rows[3]], camp.NOON)
        assert got.added == 1
        assert got.gaps == {rows[0].node: 2}
        assert receive(log, [rows[3], rows[1], rows[2]], camp.NOON).added == 3


def test_a_record_with_other_bytes_is_refused_and_told(camp: Camp, hq: Machine) -> None:
    hq.append(1, 2)
    rows = rows_of(hq)
    with camp.machine("cp").write() as log:
        receive(log, rows, camp.NOON)
        before = held(log)
        forged = msgspec.structs.replace(rows[1], body=rows[1].body.replace(b'"1"', b'"9"'))
        got = receive(log, [forged], camp.NOON)
        assert [(alert.number, alert.is_conflict) for alert in got.refused] == [(2, False)]
        assert held(log) == before


def test_a_record_that_does_not_follow_is_refused(camp: Camp, hq: Machine) -> None:
    hq.append(1, 2)
    rows = rows_of(hq)
    with camp.machine("cp").write() as log:
        forged = msgspec.structs.replace(rows[1], body=rows[1].body.replace(b'"1"', b'"9"'))
        got = receive(log, [rows[0], forged], camp.NOON)
        assert got.forks == (rows[0].node,)
        assert "does not follow" in got.refused[0].what


@pytest.mark.parametrize("change", [{"number": 0}, {"wall": -1}, {"node": "a b"}, {"kind": ""}, {"number": 2**70}])
def test_what_cannot_be_a_record_is_refused(camp: Camp, hq: Machine, change: dict[str, object]) -> None:
    hq.append(1)
    row = msgspec.structs.replace(rows_of(hq)[0], **change)
    with camp.machine("cp").write() as log:
        got = receive(log, [row], camp.NOON)
        assert len(got.refused) == 1
        assert len(log.read()) == 1


def test_a_stamp_a_day_ahead_is_kept_and_does_not_move_our_clock(camp: Camp, hq: Machine) -> None:
    with hq.write(now=camp.NOON + 3 * DAY) as log:
        log.append([camp.passing(1)], Instant(camp.NOON + 3 * DAY))
    with camp.machine("cp").write() as log:
        assert receive(log, rows_of(hq), camp.NOON).added == 2
        (record,) = log.append([camp.passing(2)], camp.NOON)
        assert record.stamp == Stamp(camp.NOON, 1)


def test_what_is_heard_moves_our_clock(camp: Camp, hq: Machine) -> None:
    with hq.write(now=camp.NOON + 60_000) as log:
        log.append([camp.passing(1)], Instant(camp.NOON + 60_000))
    with camp.machine("cp").write() as log:
        receive(log, rows_of(hq), camp.NOON)
        (record,) = log.append([camp.passing(2)], camp.NOON)
        assert record.stamp == Stamp(camp.NOON + 60_000, 2)


def test_a_peer_that_knows_more_of_us_makes_us_a_new_node_and_gives_back_what_we_lost(camp: Camp, hq: Machine) -> None:
    cp = camp.machine("cp")
    hq.append(1)
    old, memory = hq.path.read_bytes(), next(hq.home.rglob("*.node"))
    remembered = memory.read_bytes()
    hq.append(2)
    with hq.write() as a, cp.write() as b:
        exchange(a, b, camp.NOON)
    hq.path.write_bytes(old)
    memory.write_bytes(remembered)
    with hq.write() as a, cp.write() as b:
        before = a.node
        exchange(a, b, camp.NOON)
        assert a.node != before
        assert held(a) == held(b)
        announcements = [r.body for r in a.read() if isinstance(r.body, NodeAnnounced) and r.body.continues]
        assert announcements[0].continues == before
        assert "knows number 3" in announcements[0].reason
    assert hq.bibs() == ["1", "2"]


def test_times_written_under_numbers_that_were_given_before_are_written_again_and_reach_everyone(
    camp: Camp, hq: Machine
) -> None:
    cp = camp.machine("cp")
    hq.append(1)
    old, memory = hq.path.read_bytes(), next(hq.home.rglob("*.node"))
    remembered = memory.read_bytes()
    hq.append(2, 3, 4)
    with hq.write() as a, cp.write() as b:
        exchange(a, b, camp.NOON)
    hq.path.write_bytes(old)
    memory.write_bytes(remembered)
    hq.append(5)
    with hq.write() as a, cp.write() as b:
        got_a, got_b = exchange(a, b, camp.NOON)
        assert got_a.refused
        assert got_b.refused
        assert {"1", "5"} <= {r.body.bib for r in b.read() if hasattr(r.body, "bib")}


def test_logs_of_two_races_do_not_mix(camp: Camp, hq: Machine, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    create_log(tmp_path / "other" / "race.log", camp.NOON)
    other = Machine(tmp_path / "other", tmp_path / "home", "other")
    with hq.write() as a, other.write() as b, pytest.raises(LogRefused, match="two different races"):
        exchange(a, b, camp.NOON)


def test_a_forgotten_record_destroys_the_key_of_every_node_it_reaches(camp: Camp, hq: Machine) -> None:
    cp = camp.machine("cp")
    with Vault.open(cp.folder / "vault.db", write=True) as vault:
        vault.seal(Subject("s1"), Person("Ada Sand"))
        vault.seal(Subject("s2"), Person("Bo Dune"))
    with hq.write() as a, cp.write() as b:
        a.append([Forgotten(Subject("s1"), camp.NOON)], camp.NOON)
        exchange(a, b, camp.NOON)
    with Vault.open(cp.folder / "vault.db") as vault:
        assert vault.people() == {Subject("s2"): Person("Bo Dune")}


def test_a_limit_gives_the_first_of_what_is_missing(camp: Camp, hq: Machine) -> None:
    hq.append(1, 2, 3)
    with hq.read() as log:
        (node,) = log.vector()
        assert [row.number for row in missing_for(log, {NodeId(node): Number(1)}, limit=2)] == [2, 3]


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_any_order_any_split_any_repeat_gives_the_same_records(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    camp = Camp(tmp_path_factory.mktemp("union"))
    machines = [camp.machine(name) for name in "abc"]
    for index, machine in enumerate(machines):
        machine.append(*range(10 * index, 10 * index + 3))
    rows = [row for machine in machines for row in rows_of(machine)]
    mixed = data.draw(st.permutations(rows + rows[::2]))
    cut = data.draw(st.integers(0, len(mixed)))
    everyone = set()
    for parts in ([rows], [mixed], [mixed[:cut], mixed[cut:], mixed]):
        target = camp.machine(f"t{len(everyone)}{cut}{id(parts)}")
        with target.write() as log:
            for part in parts:
                receive(log, part, camp.NOON)
            everyone.add(frozenset(r for r in log.read() if r.node != log.node))
    assert len(everyone) == 1
    assert len(next(iter(everyone))) == len(rows)
