"""The vault of a race: who is behind each subject, sealed under a key of their own that can be destroyed."""

import os
import secrets
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msgspec import Struct

from stagerace.core.errors import LogRefused, NotARace
from stagerace.core.names import Subject
from stagerace.log.store import speaking

VAULT_NAME: Final = "vault.db"
"""The name of the vault in the folder of a race."""

_APPLICATION: Final = 0x53_74_52_76
_PERSON: Final = "person"
_NONCE: Final = 12
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS secret (subject TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS sealed (
  subject TEXT NOT NULL, kind TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (subject, kind)
) STRICT;
"""


class Person(Struct, frozen=True, omit_defaults=True):
    """Who a subject is: name, birth date as `YYYY-MM-DD`, and the stable id of the runner across a season."""

    name: str
    birth_date: str = ""
    runner: str = ""


def new_subject() -> Subject:
    """A subject that stands for nobody yet: 128 random bits as text."""
    return Subject(secrets.token_hex(16))


class Vault:
    """The open vault; every row is sealed under its subject's key, for that subject and kind only."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection

    @classmethod
    def open(cls, path: Path, *, write: bool = False) -> "Vault":
        """Opens the vault, made at the first writing.

        Raises NotARace when there is none to read, LogRefused when it is in use, damaged or no vault.
        """
        if not write and not path.is_file():
            raise NotARace(f"{path}: there is no vault here; it is made at the first import of entries")
        if write and not path.parent.is_dir():
            raise NotARace(f"{path.parent}: there is no such folder; make the race with `stagerace new`")
        with speaking(path):
            uri = f"{path.resolve().as_uri()}?mode={'rwc' if write else 'ro'}"
            connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
            try:
                _prepare(connection, path, write=write)
            except BaseException:
                connection.close()
                raise
        return cls(path, connection)

    def seal(self, subject: Subject, person: Person) -> None:
        """Keeps who a subject is, in place of what was kept before."""
        self.seal_all({subject: person})

    def seal_all(self, people: dict[Subject, Person]) -> None:
        """Keeps who these subjects are, all or none.

        Raises LogRefused when the disk or SQLite refuses.
        """
        with speaking(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                for subject, person in people.items():
                    self._seal(subject, person)
                self._connection.execute("COMMIT")
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def _seal(self, subject: Subject, person: Person) -> None:
        fresh = (subject, AESGCM.generate_key(256))
        self._connection.execute("INSERT INTO secret VALUES (?, ?) ON CONFLICT DO NOTHING", fresh)
        key = self._connection.execute("SELECT value FROM secret WHERE subject = ?", (subject,)).fetchone()[0]
        nonce = os.urandom(_NONCE)
        closed = nonce + AESGCM(key).encrypt(nonce, msgspec.json.encode(person), _bound_to(subject))
        self._connection.execute("INSERT OR REPLACE INTO sealed VALUES (?, ?, ?)", (subject, _PERSON, closed))

    def person(self, subject: Subject) -> Person | None:
        """Who a subject is; None for one who was forgotten or never known.

        Raises LogRefused when the row was tampered with.
        """
        return self._people("AND secret.subject = ?", (subject,)).get(subject)

    def people(self) -> dict[Subject, Person]:
        """Everyone in the vault.

        Raises LogRefused when a row was tampered with.
        """
        return self._people("", ())

    def _people(self, which: str, values: tuple[str, ...]) -> dict[Subject, Person]:
        query = (
            "SELECT secret.subject, secret.value, sealed.value FROM secret JOIN sealed USING (subject) "  # noqa: S608
            f"WHERE kind = '{_PERSON}' {which} ORDER BY secret.subject"
        )
        with speaking(self._path):
            rows = self._connection.execute(query, values).fetchall()
        return {Subject(subject): self._unsealed(Subject(subject), key, value) for subject, key, value in rows}

    def _unsealed(self, subject: Subject, key: bytes, value: bytes) -> Person:
        try:
            plain = AESGCM(key).decrypt(value[:_NONCE], value[_NONCE:], _bound_to(subject))
            return msgspec.json.decode(plain, type=Person)
        except (InvalidTag, ValueError, TypeError, msgspec.MsgspecError) as error:
            raise LogRefused(f"{self._path}: subject {subject} is damaged; restore the vault from a backup") from error

    def subjects(self) -> set[Subject]:
        """Every subject with a key here."""
        with speaking(self._path):
            return {Subject(subject) for (subject,) in self._connection.execute("SELECT subject FROM secret")}

    def forget(self, *subjects: Subject) -> None:
        """Destroys the keys and rows of subjects, so that no byte of either stays in the file; unknown ones do no harm.

        Backups made before still hold the keys, until they are restored or thrown away. Raises LogRefused when refused.
        """
        with speaking(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                for table in ("secret", "sealed"):
                    rows = [(subject,) for subject in subjects]
                    self._connection.executemany(f"DELETE FROM {table} WHERE subject = ?", rows)  # noqa: S608
                self._connection.execute("COMMIT")
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
            # Deleted bytes are overwritten already; this also gives up the pages that pointed at them.
            self._connection.execute("VACUUM")

    def close(self) -> None:
        """Closes the vault."""
        self._connection.close()

    def __enter__(self) -> "Vault":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def forget_in(folder: Path, subjects: Iterable[Subject]) -> set[Subject]:
    """Destroys the keys of these subjects in the vault of a folder, if there is one; which it still had.

    Raises LogRefused when the vault is in use or damaged: then they are not forgotten yet.
    """
    named = set(subjects)
    if not named or not (folder / VAULT_NAME).is_file():
        return set()
    with Vault.open(folder / VAULT_NAME, write=True) as vault:
        if held := named & vault.subjects():
            vault.forget(*held)
    return held


def _prepare(connection: sqlite3.Connection, path: Path, *, write: bool) -> None:
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if mark != _APPLICATION and (tables or not write):
        raise LogRefused(f"{path}: this file is not a vault; restore it from a backup")
    # A rollback journal and overwritten pages: nothing of a destroyed key may linger, not even in a temporary file.
    connection.execute("PRAGMA temp_store=MEMORY")
    if write:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA synchronous=FULL")
        if mark != _APPLICATION:
            connection.executescript(f"BEGIN IMMEDIATE; PRAGMA application_id={_APPLICATION}; {_TABLES} COMMIT;")


def _bound_to(subject: Subject) -> bytes:
    return f"stagerace vault 1 {_PERSON} {subject}".encode()
