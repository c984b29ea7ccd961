import sqlite3
from pathlib import Path

import pytest
from race_camp import Camp, Machine

from stagerace.core.clock import Instant
from stagerace.core.errors import LogRefused, NotARace
from stagerace.core.names import Bib, Subject
from stagerace.core.records import Entered, Forgotten
from stagerace.log import Person, Vault, find_traces, forget_in, new_subject, remove_row

ADA = Person("Ada Sandström", "1990-02-28", "ada-1990")


def test_who_was_sealed_is_found_again(tmp_path: Path) -> None:
    one, two = new_subject(), new_subject()
    with Vault.open(tmp_path / "vault.db", write=True) as vault:
        vault.seal(one, Person("Somebody Else"))
        vault.seal(one, ADA)
        vault.seal_all({two: Person("Bo Dune")})
    with Vault.open(tmp_path / "vault.db") as vault:
        assert vault.person(one) == ADA
        assert vault.person(Subject("nobody")) is None
        assert vault.people() == {one: ADA, two: Person("Bo Dune")}


def test_subjects_are_random_128_bit_texts() -> None:
    assert len({new_subject() for _ in range(100)}) == 100
    assert all(len(bytes.fromhex(new_subject())) == 16 for _ in range(3))


def test_names_do_not_stand_in_the_file(tmp_path: Path) -> None:
    with Vault.open(tmp_path / "vault.db", write=True) as vault:
        vault.seal(new_subject(), ADA)
    assert find_traces(tmp_path, ["Ada Sandström", "ada-1990", "1990-02-28"]) == []


def test_a_forgotten_person_leaves_neither_key_nor_sealed_bytes(tmp_path: Path) -> None:
    subjects = [new_subject() for _ in range(50)]
    with Vault.open(tmp_path / "vault.db", write=True) as vault:
        vault.seal_all({subject: Person(f"Runner {n}") for n, subject in enumerate(subjects)})
        raw = sqlite3.connect(tmp_path / "vault.db")
        gone = subjects[7]
        (key,) = raw.execute("SELECT value FROM secret WHERE subject = ?", (gone,)).fetchone()
        (closed,) = raw.execute("SELECT value FROM sealed WHERE subject = ?", (gone,)).fetchone()
        raw.close()
        assert key in (tmp_path / "vault.db").read_bytes()
        vault.forget(gone)
        for path in tmp_path.iterdir():
            content = path.read_bytes()
            assert key not in content
            assert closed[12:40] not in content
            assert gone.encode() not in content
        assert vault.person(gone) is None
        assert len(vault.people()) == 49
        vault.forget(gone)


def test_a_row_moved_to_another_subject_is_refused(tmp_path: Path) -> None:
    one, two = new_subject(), new_subject()
    with Vault.open(tmp_path / "vault.db", write=True) as vault:
        vault.seal_all({one: ADA, two: Person("Bo Dune")})
        raw = sqlite3.connect(tmp_path / "vault.db", isolation_level=None)
        raw.execute("UPDATE secret SET value = (SELECT value FROM secret WHERE subject = ?)", (one,))
        raw.execute("UPDATE sealed SET value = (SELECT value FROM sealed WHERE subject = ?)", (one,))
        raw.close()
        assert vault.person(one) == ADA
        with pytest.raises(LogRefused, match="damaged"):
            vault.person(two)


def test_no_vault_is_told_and_none_is_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(NotARace, match="no vault"):
        Vault.open(tmp_path / "vault.db")
    assert forget_in(tmp_path, [new_subject()]) == set()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"rubbish" * 300])
def test_a_file_that_is_no_vault_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "vault.db").write_bytes(content)
    with pytest.raises(LogRefused):
        Vault.open(tmp_path / "vault.db")


def test_opening_the_log_for_writing_honours_the_forgotten(camp: Camp, hq: Machine) -> None:
    gone = new_subject()
    with hq.write() as log:
        log.append([Forgotten(gone, Instant(camp.NOON))], camp.NOON)
    with Vault.open(hq.folder / "vault.db", write=True) as vault:
        vault.seal(gone, ADA)
    hq.write().close()
    with Vault.open(hq.folder / "vault.db") as vault:
        assert vault.people() == {}


def test_a_forgotten_person_is_nowhere_in_the_folder_and_every_time_is_still_there(camp: Camp, hq: Machine) -> None:
    subject = new_subject()
    (hq.folder / "runners.csv").write_text("bib,name\n1,Ada Sandström\n2,Bo Dune\n")
    with Vault.open(hq.folder / "vault.db", write=True) as vault:
        vault.seal(subject, ADA)
    hq.append(1, 2)
    with hq.write() as log, Vault.open(hq.folder / "vault.db", write=True) as vault:
        log.append([Entered(Bib("1"), subject), Forgotten(subject, camp.NOON)], camp.NOON)
        vault.forget(subject)
        assert remove_row(hq.folder / "runners.csv", Bib("1")) == 1
        assert find_traces(hq.folder, ["Ada Sandström", "Sandström", "ada-1990", "1990-02-28"]) == []
    assert hq.bibs() == ["1", "2"]
    assert find_traces(hq.folder, ["Sandström"]) == []
    assert [trace.path.name for trace in find_traces(hq.folder, ["Bo Dune"])] == ["runners.csv"]
