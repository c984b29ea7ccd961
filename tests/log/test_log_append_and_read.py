import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from tempfile import gettempdir

import msgspec
import pytest
from race_camp import Camp, Machine

from stagerace.core.clock import DAY, Instant, Stamp
from stagerace.core.errors import LogRefused, NotARace
from stagerace.core.records import NodeAnnounced, Passing, Unknown
from stagerace.log import create_log, open_log


def test_what_is_appended_is_read_back_in_order_of_arrival(camp: Camp, hq: Machine) -> None:
    with hq.write() as log:
        records = log.append([camp.passing(n) for n in (3, 1, 2)], camp.NOON)
        assert [record.number for record in records] == [2, 3, 4]
        assert log.read()[1:] == records
        assert log.read(after=2) == records[1:]
    with hq.read() as log:
        assert log.read()[1:] == records


def test_the_first_record_of_a_node_announces_it(hq: Machine) -> None:
    with hq.write() as log:
        first, device = log.read()[0], log.pen.keys.device
    assert first.body == NodeAnnounced("hq", reason="first opened for writing here", device=device)
    assert first.number == 1
    assert first.node.startswith("n")
    assert len(first.node) == 11


def test_numbers_have_no_holes_and_stamps_rise_even_when_the_clock_is_set_back(camp: Camp, hq: Machine) -> None:
    with hq.write() as log:
        for now in (camp.NOON, camp.NOON - 5_000, camp.NOON - 5_000, camp.NOON + 1):
            log.append([camp.passing(1), camp.passing(2)], Instant(now))
        records = log.read()
    assert [record.number for record in records] == list(range(1, 10))
    stamps = [record.stamp for record in records]
    assert stamps == sorted(set(stamps))


def test_the_clock_goes_on_after_the_latest_stamp_in_the_file(camp: Camp, hq: Machine) -> None:
    hq.append(1, now=camp.NOON + 60_000)
    with hq.write(now=camp.NOON) as log:
        (record,) = log.append([camp.passing(2)], camp.NOON)
    assert record.stamp == Stamp(camp.NOON + 60_000, 2)


def test_a_stamp_a_day_ahead_does_not_move_the_clock(camp: Camp, hq: Machine) -> None:
    hq.append(1, now=camp.NOON + 2 * DAY)
    with hq.write(now=camp.NOON) as log:
        (record,) = log.append([camp.passing(2)], camp.NOON)
    assert record.stamp == Stamp(camp.NOON, 0)


def test_a_log_of_nothing_appended_stays_as_it_is(camp: Camp, hq: Machine) -> None:
    with hq.write() as log:
        assert log.append([], camp.NOON) == []
        assert log.position == 1


def test_known_at_by_instant_and_by_position(camp: Camp, hq: Machine) -> None:
    with hq.write(now=camp.NOON) as log:
        for n in range(4):
            log.append([camp.passing(n)], Instant(camp.NOON + 100 * n))
        everything = log.read()
        assert log.read(known_at=Instant(camp.NOON + 150)) == everything[:3]
        assert log.read(upto=3) == everything[:3]
        assert log.read(after=1, known_at=Instant(camp.NOON + 150)) == everything[1:3]
        assert [(e.position, e.stored - camp.NOON) for e in log.entries()] == [
            (1, 0),
            (2, 0),
            (3, 100),
            (4, 200),
            (5, 300),
        ]


def test_a_kind_nobody_knows_is_kept_whole(camp: Camp, hq: Machine) -> None:
    strange = Unknown("weather_station", 3, b'{"kind":"weather_station","wbgt":31}')
    with hq.write() as log:
        log.append([strange], camp.NOON)
        assert log.read()[-1].body == strange


def test_a_known_kind_with_bytes_this_program_cannot_read_is_kept_too(camp: Camp, hq: Machine) -> None:
    with hq.write() as log:
        log.append([Unknown("passing", 1, b'{"kind":"passing","bib":7}')], camp.NOON)
        assert log.read()[-1].body == Unknown("passing", 1, b'{"kind":"passing","bib":7}')
        assert log.damaged == ()


def test_every_kind_of_body_comes_back_equal(camp: Camp, hq: Machine) -> None:
    body = msgspec.structs.replace(camp.passing(1), confirmed_by="Ada at CP1", source="keypad")
    with hq.write() as log:
        log.append([body], camp.NOON)
        assert log.read()[-1].body == body


def test_a_missing_log_is_not_a_race_and_nothing_is_made(tmp_path: Path) -> None:
    for write in (False, True):
        with pytest.raises(NotARace, match="no race log here"):
            open_log(tmp_path / "race.log", write=write, home=tmp_path.parent / "home", now=Instant(1))
    assert list(tmp_path.iterdir()) == []


def test_a_log_is_never_made_over_another(camp: Camp, hq: Machine) -> None:
    with pytest.raises(LogRefused, match="never written over"):
        create_log(hq.path, camp.NOON)
    assert sorted(path.name for path in hq.folder.iterdir()) == ["race.log"]


def test_a_log_needs_its_folder(tmp_path: Path) -> None:
    with pytest.raises(NotARace, match="no such folder"):
        create_log(tmp_path / "nowhere" / "race.log", Instant(1))


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough to look like one" * 90])
def test_a_file_that_is_no_race_log_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "race.log").write_bytes(content)
    for write in (False, True):
        with pytest.raises(LogRefused, match="not a race log"):
            open_log(tmp_path / "race.log", write=write, home=tmp_path.parent / "home", now=Instant(1))
    assert (tmp_path / "race.log").read_bytes() == content


def test_another_database_is_refused(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "race.log")
    connection.execute("CREATE TABLE meta (name, value)")
    connection.close()
    with pytest.raises(LogRefused, match="not a race log"):
        open_log(tmp_path / "race.log")


def test_a_log_of_a_newer_program_is_refused(hq: Machine) -> None:
    connection = sqlite3.connect(hq.path)
    connection.execute("UPDATE meta SET value = '3' WHERE name = 'schema'")
    connection.commit()
    connection.close()
    with pytest.raises(LogRefused, match="newer"):
        hq.read()


def test_a_second_writer_is_told_who_writes(hq: Machine) -> None:
    with hq.write(), pytest.raises(LogRefused, match=rf"hq, process {os.getpid()} is writing"):
        hq.write()
    hq.write().close()


def test_a_closed_log_takes_nothing_more(camp: Camp, hq: Machine) -> None:
    log = hq.write()
    log.close()
    log.close()
    with pytest.raises(LogRefused, match="reading only"):
        log.append([camp.passing(1)], camp.NOON)


def test_a_log_opened_for_reading_takes_nothing(camp: Camp, hq: Machine) -> None:
    with hq.read() as log, pytest.raises(LogRefused, match="reading only"):
        log.append([camp.passing(1)], camp.NOON)


def test_another_connection_in_a_transaction_makes_an_append_refuse_and_go_on_later(camp: Camp, hq: Machine) -> None:
    other = sqlite3.connect(hq.path, isolation_level=None)
    with hq.write() as log:
        log.connection.execute("PRAGMA busy_timeout=10")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LogRefused, match="another program is using"):
            log.append([camp.passing(1)], camp.NOON)
        other.execute("ROLLBACK")
        log.append([camp.passing(2)], camp.NOON)
        assert [r.number for r in log.read()] == [1, 2]
    other.close()


def test_a_home_inside_the_race_folder_is_refused(camp: Camp, hq: Machine) -> None:
    with pytest.raises(LogRefused, match="must not lie in the race folder"):
        open_log(hq.path, write=True, home=hq.folder / "home", now=camp.NOON)


def test_closing_leaves_one_file(hq: Machine) -> None:
    hq.append(1, 2, 3)
    with hq.read() as log:
        log.read()
    assert "race.log-writer" not in {path.name for path in hq.folder.iterdir()}
    with hq.write():
        pass
    assert [path.name for path in hq.folder.iterdir()] == ["race.log"]


def test_a_reader_sees_what_another_process_writes(camp: Camp, hq: Machine) -> None:
    script = """
import sys
from pathlib import Path
from tempfile import gettempdir
from stagerace.log import open_log
from stagerace.core.records import Passing
with open_log(Path(sys.argv[1]), write=True, home=Path(sys.argv[2]), now=1, label="cp") as log:
    for n in range(1000):
        log.append([Passing(str(n), "1CP1", n)], 1)
        if n == 5:
            print("ready", flush=True)
            sys.stdin.readline()
"""
    command = [sys.executable, "-c", script, str(hq.path), str(hq.home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        with hq.read() as log:
            assert len(log.read()) == 7
            with pytest.raises(LogRefused, match="is writing"):
                hq.write()
            child.communicate("\n")
            assert len(log.read()) == 1001
            assert log.position == 1001


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs root, to read as someone who may not write")
@pytest.mark.parametrize("is_open", [False, True])
def test_a_log_on_a_folder_that_cannot_be_written_is_read_whole(camp: Camp, hq: Machine, is_open: bool) -> None:
    hq.append(1, 2)
    log = hq.write()
    log.append([camp.passing(3)], camp.NOON)
    if is_open:
        machine = camp.copy_of(hq, "stick")
        assert (machine.folder / "race.log-wal").stat().st_size > 0
        log.close()
    else:
        log.close()
        machine = camp.copy_of(hq, "stick")
    before = {path.name: path.read_bytes() for path in machine.folder.iterdir()}
    for place in (machine.folder, *machine.folder.parents):
        if place.samefile(gettempdir()):
            break
        place.chmod(0o755)
    pid = os.fork()
    if pid == 0:
        try:
            os.setgid(65534)
            os.setuid(65534)
            os._exit(0 if machine.bibs() == ["1", "2", "3"] else 1)
        finally:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert {path.name: path.read_bytes() for path in machine.folder.iterdir()} == before


def test_fifteen_thousand_records_come_back_sound(camp: Camp, hq: Machine) -> None:
    with hq.write() as log:
        log.append([camp.passing(n) for n in range(15_000)], camp.NOON)
        assert sum(isinstance(r.body, Passing) for r in log.read()) == 15_000
        assert log.damaged == ()
        assert log.vector() == {log.node: 15_001}
