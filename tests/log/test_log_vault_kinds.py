"""Rows of several kinds a subject: each under its lock, versions decide, what is taken out leaves no byte."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from stagerace.core.errors import LogRefused
from stagerace.core.names import Subject
from stagerace.core.roles import ROLES
from stagerace.log import Contact, Medical, Person, Vault, VaultRow, find_traces, new_subject
from stagerace.log.vault_kinds import JOINED, KINDS, may_read, readable

ADA = Person("Ada Sandström", "1990-02-28")
HOME = Contact("+46 555 0100", "Bo Sandström", "+46 555 0101")
NOTE = Medical("asthma, carries an inhaler", "salbutamol")

OLD_TABLES = """
PRAGMA application_id=1400132214;
CREATE TABLE secret (subject TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE sealed (
  subject TEXT NOT NULL, kind TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (subject, kind)
) STRICT;
"""
"""How vaults were laid out before rows had kinds and versions."""


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with Vault.open(tmp_path / "vault.db", write=True) as opened:
        yield opened


@pytest.mark.parametrize("role", ROLES)
def test_only_a_medic_reads_medical_notes_and_nobody_an_unknown_kind(role: str) -> None:
    assert ("medical" in readable(role)) == (role == "medic")
    assert ("person" in readable(role)) == (role in {"hq", "director", "captain", "medic"})
    assert ("link" in readable(role)) == (role in ("hq", "director"))
    assert ("messages" in readable(role)) == (role in {"hq", "director"})
    assert not may_read(role, "passport")


def test_a_subject_has_a_row_of_every_kind_and_none_of_them_stands_in_the_file(tmp_path: Path) -> None:
    subject = new_subject()
    with Vault.open(tmp_path / "vault.db", write=True) as vault:
        for body in (ADA, HOME, NOTE):
            vault.seal(subject, body)
        assert (vault.person(subject), vault.read(subject, Contact), vault.read(subject, Medical)) == (ADA, HOME, NOTE)
        assert vault.read_all(Medical) == {subject: NOTE}
        assert [row.kind for row in vault.rows()] == ["contact", "medical", "person"]
    assert find_traces(tmp_path, ["Sandström", "555 0100", "asthma", "salbutamol"]) == []


def test_the_key_to_a_person_does_not_open_the_medical_note(vault: Vault, tmp_path: Path) -> None:
    subject = new_subject()
    vault.seal(subject, ADA)
    vault.seal(subject, NOTE)
    raw = sqlite3.connect(tmp_path / "vault.db", isolation_level=None)
    raw.execute("UPDATE medical_secret SET value = (SELECT value FROM secret)")
    raw.close()
    assert vault.person(subject) == ADA
    with pytest.raises(LogRefused, match="damaged"):
        vault.read(subject, Medical)


def test_saying_the_same_again_changes_nothing_and_saying_otherwise_is_a_newer_version(vault: Vault) -> None:
    subject = new_subject()
    vault.seal(subject, ADA)
    once = vault.rows()
    vault.seal(subject, ADA)
    assert vault.rows() == once
    vault.seal(subject, Person("Ada Holm"))
    assert [row.version for row in vault.rows()] == [2]


def test_a_version_changed_by_hand_is_noticed(vault: Vault, tmp_path: Path) -> None:
    vault.seal(new_subject(), ADA)
    raw = sqlite3.connect(tmp_path / "vault.db", isolation_level=None)
    raw.execute("UPDATE sealed SET version = 99")
    raw.close()
    with pytest.raises(LogRefused, match="damaged"):
        vault.rows()


def test_what_says_nothing_sensible_is_left_out(vault: Vault) -> None:
    good = VaultRow(new_subject(), "person", 1, b'{"name":"Ada","seat":"12"}')
    bad = [
        VaultRow(new_subject(), "passport", 1, b"{}"),
        VaultRow(new_subject(), "person", 1, b"not json"),
        VaultRow(new_subject(), "person", 1, b'{"name":7}'),
        VaultRow(new_subject(), "person", 1, b'{"name":"\xff"}'),
        VaultRow(new_subject(), "person", -1, good.body),
        VaultRow(new_subject(), "person", 2**60, good.body),
        VaultRow(Subject("a b/c"), "person", 1, good.body),
        VaultRow(new_subject(), "person", 1, b'{"name":"%b"}' % (b"x" * 70_000)),
    ]
    assert vault.merge([*bad, good]) == 1
    assert vault.rows() == [good]


def test_medical_notes_taken_out_leave_neither_key_nor_sealed_bytes(vault: Vault, tmp_path: Path) -> None:
    subject = new_subject()
    vault.seal(subject, ADA)
    vault.seal(subject, NOTE)
    raw = sqlite3.connect(tmp_path / "vault.db")
    (key,) = raw.execute("SELECT value FROM medical_secret").fetchone()
    (closed,) = raw.execute("SELECT value FROM sealed WHERE kind = 'medical'").fetchone()
    raw.close()
    assert vault.keep_only({"person", "contact"}) == 1
    content = (tmp_path / "vault.db").read_bytes()
    assert key not in content
    assert closed[12:40] not in content
    assert vault.person(subject) == ADA


def test_forgetting_takes_every_kind(vault: Vault) -> None:
    subject = new_subject()
    for body in (ADA, HOME, NOTE):
        vault.seal(subject, body)
    vault.forget(subject)
    assert vault.rows() == []
    assert vault.subjects() == set()


def test_a_vault_of_the_earlier_layout_is_read_and_written_on(tmp_path: Path) -> None:
    subject = new_subject()
    old_vault(tmp_path / "vault.db", subject, b'{"name":"Ada Sandstr\xc3\xb6m","birth_date":"1990-02-28"}')
    with Vault.open(tmp_path / "vault.db") as vault:
        assert vault.person(subject) == ADA
        assert vault.read(subject, Medical) is None
        assert vault.subjects() == {subject}
    with Vault.open(tmp_path / "vault.db", write=True) as vault:
        assert vault.person(subject) == ADA
        vault.seal(subject, NOTE)
        vault.seal(subject, Person("Ada Holm"))
        assert vault.read(subject, Medical) == NOTE
        assert vault.person(subject) == Person("Ada Holm")


def test_a_vault_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    Vault.open(tmp_path / "vault.db", write=True).close()
    raw = sqlite3.connect(tmp_path / "vault.db", isolation_level=None)
    raw.execute("PRAGMA user_version=9")
    raw.close()
    with pytest.raises(LogRefused, match="newer"):
        Vault.open(tmp_path / "vault.db")


BODIES = {
    "person": b'{"name":"%b"}',
    "contact": b'{"phone":"%b"}',
    "medical": b'{"note":"%b"}',
    "link": b'{"token":"%b"}',
}
"""Of the kinds of which one row wins; what medics add to is joined, which has tests of its own."""
SUBJECTS = [new_subject() for _ in range(3)]


@st.composite
def some_rows(draw: st.DrawFn) -> VaultRow:
    kind = draw(st.sampled_from(sorted(BODIES)))
    body = BODIES[kind] % draw(st.sampled_from([b"a", b"b", b"c"]))
    return VaultRow(draw(st.sampled_from(SUBJECTS)), kind, draw(st.integers(0, 3)), body)


@settings(max_examples=15)
@given(rows=st.lists(some_rows(), max_size=12), data=st.data(), cut=st.integers(0, 12))
def test_rows_in_any_order_and_any_number_of_times_end_in_the_same_vault(
    rows: list[VaultRow], data: st.DataObject, cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert set(BODIES) == set(KINDS) - set(JOINED)
    otherwise = data.draw(st.permutations(rows + rows[: len(rows) // 2]))
    ends = []
    for order in (rows, otherwise):
        with Vault.open(tmp_path_factory.mktemp("v") / "vault.db", write=True) as vault:
            vault.merge(order[:cut])
            vault.merge(order[cut:])
            assert vault.merge(order) == 0
            ends.append(vault.rows())
    assert ends[0] == ends[1] == sorted(newest(rows))


def newest(rows: list[VaultRow]) -> list[VaultRow]:
    best: dict[tuple[str, str], VaultRow] = {}
    for row in rows:
        held = best.get((row.subject, row.kind))
        if held is None or (row.version, row.body) > (held.version, held.body):
            best[row.subject, row.kind] = row
    return list(best.values())


def old_vault(path: Path, subject: Subject, body: bytes) -> None:
    key, nonce = bytes(range(32)), bytes(12)
    closed = nonce + AESGCM(key).encrypt(nonce, body, f"stagerace vault 1 person {subject}".encode())
    raw = sqlite3.connect(path)
    raw.executescript(OLD_TABLES)
    raw.execute("INSERT INTO secret VALUES (?, ?)", (subject, key))
    raw.execute("INSERT INTO sealed VALUES (?, 'person', ?)", (subject, closed))
    raw.commit()
    raw.close()
