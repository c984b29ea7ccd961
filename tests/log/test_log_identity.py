import shutil

import pytest
from race_camp import Camp, Machine

from stagerace.core.clock import Instant
from stagerace.core.errors import LogRefused
from stagerace.core.records import NodeAnnounced
from stagerace.log import identity, open_log


def announced(machine: Machine) -> list[NodeAnnounced]:
    with machine.read() as log:
        return [r.body for r in log.read() if isinstance(r.body, NodeAnnounced)]


def leave_open(machine: Machine, *numbers: int) -> None:
    """As a killed process leaves it: the lock goes with the process, nothing is closed."""
    log = machine.write()
    log.append([Camp.passing(n) for n in numbers], Camp.NOON)
    log.pen._lock.release()
    log.connection.close()


def test_a_node_goes_on_under_its_name(camp: Camp, hq: Machine) -> None:
    hq.append(1)
    hq.append(2)
    with hq.read() as log:
        assert len(log.vector()) == 1
    assert len(announced(hq)) == 1


def test_a_killed_process_goes_on_under_its_name(camp: Camp, hq: Machine) -> None:
    leave_open(hq, 1, 2)
    hq.append(3)
    assert len(announced(hq)) == 1
    assert hq.bibs() == ["1", "2", "3"]


def test_a_machine_that_stopped_without_closing_goes_on_as_a_new_node(
    camp: Camp, hq: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_open(hq, 1, 2)
    monkeypatch.setattr("stagerace.log.identity.boot_id", lambda: "after the power cut")
    hq.append(3)
    _, second = announced(hq)
    assert second.reason == "the machine stopped without closing the log"
    assert (second.held, second.known) == (3, 3)


def test_a_system_that_tells_no_boot_is_trusted_only_when_closed(
    camp: Camp, hq: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stagerace.log.writing.boot_id", lambda: "")
    monkeypatch.setattr("stagerace.log.identity.boot_id", lambda: "")
    hq.append(1)
    hq.append(2)
    assert len(announced(hq)) == 1
    leave_open(hq, 3)
    hq.append(4)
    assert len(announced(hq)) == 2


def test_a_copied_folder_is_another_node(camp: Camp, hq: Machine) -> None:
    hq.append(1)
    copy = camp.copy_of(hq, "copy")
    copy = Machine(copy.folder, hq.home, "copy")
    copy.append(2)
    hq.append(3)
    with copy.read() as theirs, hq.read() as ours:
        assert not {r.id for r in theirs.read()[2:]} & {r.id for r in ours.read()}


def test_an_older_file_put_back_over_the_log_is_another_node(camp: Camp, hq: Machine) -> None:
    hq.append(1)
    old = hq.path.read_bytes()
    hq.append(2)
    hq.path.write_bytes(old)
    hq.append(3)
    _, second = announced(hq)
    assert second.reason == "this machine remembers number 3, the log holds only 2"
    assert (second.held, second.known) == (2, 3)


def test_a_newer_file_put_over_the_log_is_another_node(camp: Camp, hq: Machine) -> None:
    hq.append(1)
    memory = next(hq.home.rglob("*.node"))
    page = memory.read_bytes()
    hq.append(2)
    memory.write_bytes(page)
    hq.append(3)
    assert announced(hq)[1].reason == "the log holds number 3, this machine remembers only 2"


def test_a_file_moved_away_and_another_put_in_its_place_is_another_node(camp: Camp, hq: Machine) -> None:
    hq.append(1)
    shutil.copy(hq.path, hq.path.with_suffix(".copy"))
    hq.path.with_suffix(".copy").replace(hq.path)
    hq.append(2)
    assert announced(hq)[1].reason == "the log is another file than before: restored or copied here"


def test_a_memory_that_cannot_be_read_means_a_new_node(camp: Camp, hq: Machine) -> None:
    hq.append(1)
    for page in (b"", b"rubbish", b"0" * 60):
        next(hq.home.rglob("*.node")).write_bytes(page)
        hq.append(2)
    assert len(announced(hq)) == 4


def test_a_number_is_remembered_before_it_is_acknowledged(camp: Camp, hq: Machine) -> None:
    with hq.write() as log:
        log.append([camp.passing(1), camp.passing(2)], camp.NOON)
        found = identity.recall(next(hq.home.rglob("*.node")))
        assert found is not None
        assert (found.tried, found.sure, found.papers.clean) == (3, 3, False)


def test_a_home_that_cannot_be_written_is_told(camp: Camp, hq: Machine) -> None:
    hq.home.parent.joinpath("home").write_text("a file where a folder should be")
    with pytest.raises(LogRefused, match="STAGERACE_HOME"):
        hq.write()
    open_log(hq.path).close()
    with pytest.raises(LogRefused, match="STAGERACE_HOME"):
        hq.write(now=Instant(camp.NOON + 1))


def test_a_drawn_name_that_never_wrote_still_says_what_it_continues(
    camp: Camp, hq: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    hq.append(1)
    old = hq.path.read_bytes()
    with hq.read() as log:
        (first,) = log.vector()
    hq.append(2)
    hq.path.write_bytes(old)

    def fail(*_: object) -> None:
        raise LogRefused("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("stagerace.log.writing.Pen._write", fail)
        with pytest.raises(LogRefused):
            hq.write()
    hq.append(3)
    second = announced(hq)[1]
    assert (second.continues, second.held, second.known) == (first, 2, 3)
