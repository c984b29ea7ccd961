"""The vault of a race: who is behind each subject, sealed under keys of their own that can be destroyed."""

import secrets
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, TypeVar

import msgspec

from stagerace.core.errors import LogRefused
from stagerace.core.names import Subject
from stagerace.log.store import speaking
from stagerace.log.vault_joining import settled
from stagerace.log.vault_kinds import KINDS, LOCKS, Person, Private, kind_of
from stagerace.log.vault_rows import VaultRow, closed, is_sound, new_key, opened
from stagerace.log.vault_store import connect, layout_of

VAULT_NAME: Final = "vault.db"
"""The name of the vault in the folder of a race."""

_Shape = TypeVar("_Shape", bound=Private)


def new_subject() -> Subject:
    """A subject that stands for nobody yet: 128 random bits as text."""
    return Subject(secrets.token_hex(16))


class Vault:
    """The open vault; every row is sealed under a key of its subject, for that subject, kind and version only."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection
        self._layout = layout_of(connection)

    @classmethod
    def open(cls, path: Path, *, write: bool = False) -> "Vault":
        """Opens the vault, made at the first writing.

        Raises NotARace when there is none to read, LogRefused when it is in use, damaged or no vault.
        """
        return cls(path, connect(path, write=write))

    def seal(self, subject: Subject, body: Private) -> None:
        """Keeps what is known of a subject, in place of what was kept of that kind before.

        What medics write is added to what was kept. Raises LogRefused as `seal_all`.
        """
        self.seal_all({subject: body})

    def seal_all(self, bodies: Mapping[Subject, Private]) -> None:
        """Keeps what is known of these subjects, all or none; what says the same as before stays as it is.

        Raises LogRefused when the disk or SQLite refuses, or what was kept before was tampered with.
        """
        with self._transaction():
            for subject, body in bodies.items():
                held = self._row(subject, kind := kind_of(type(body)))
                said = VaultRow(subject, kind, held.version + 1 if held else 1, msgspec.json.encode(body))
                fresh = settled(said, held)
                if held is None or held.body != fresh.body:
                    self._put(fresh)

    def merge(self, rows: Iterable[VaultRow]) -> int:
        """Takes in rows from elsewhere, each where it wins over what is here or adds to it, all or none; how many were.

        Rows of kinds unknown here, and such as say nothing sensible, are left out. Raises LogRefused as `seal_all`.
        """
        taken = 0
        with self._transaction():
            for row in filter(is_sound, rows):
                held = self._row(row.subject, row.kind)
                if (fresh := settled(row, held)) != held:
                    self._put(fresh)
                    taken += 1
        return taken

    def rows(self, kinds: Collection[str] = KINDS) -> list[VaultRow]:
        """The rows of some kinds, unsealed, by subject and kind.

        Raises LogRefused when a row was tampered with.
        """
        return sorted(row for kind in KINDS if kind in kinds for row in self._found(kind))

    def read(self, subject: Subject, shape: type[_Shape]) -> _Shape | None:
        """What is known of a subject, of one kind; None for one who was forgotten or never known.

        Raises LogRefused when the row was tampered with.
        """
        row = self._row(subject, kind_of(shape))
        return self._decoded(row, shape) if row else None

    def read_all(self, shape: type[_Shape]) -> dict[Subject, _Shape]:
        """What is known of everyone, of one kind.

        Raises LogRefused when a row was tampered with.
        """
        return {row.subject: self._decoded(row, shape) for row in self._found(kind_of(shape))}

    def person(self, subject: Subject) -> Person | None:
        """Who a subject is; None for one who was forgotten or never known.

        Raises LogRefused when the row was tampered with.
        """
        return self.read(subject, Person)

    def people(self) -> dict[Subject, Person]:
        """Everyone in the vault.

        Raises LogRefused when a row was tampered with.
        """
        return self.read_all(Person)

    def subjects(self) -> set[Subject]:
        """Every subject with a key here."""
        query = " UNION ".join(f"SELECT subject FROM {lock}" for lock in self._locks())  # noqa: S608
        with speaking(self._path):
            return {Subject(subject) for (subject,) in self._connection.execute(query)}

    def forget(self, *subjects: Subject) -> None:
        """Destroys the keys and rows of subjects, so that no byte of either stays in the file; unknown ones do no harm.

        Backups made before still hold the keys, until they are restored or thrown away. Raises LogRefused when refused.
        """
        which = [(subject,) for subject in subjects]
        with self._transaction():
            for table in ("sealed", *self._locks()):
                self._connection.executemany(f"DELETE FROM {table} WHERE subject = ?", which)  # noqa: S608
        self._give_up_pages()

    def keep_only(self, kinds: Collection[str]) -> int:
        """Destroys every row that is not of these kinds, and the keys to it; how many rows went.

        Raises LogRefused when refused.
        """
        marks = ", ".join("?" * len(kinds))
        with self._transaction():
            gone = self._connection.execute(f"DELETE FROM sealed WHERE kind NOT IN ({marks})", tuple(kinds))  # noqa: S608
            for lock in set(self._locks()) - {LOCKS[kind] for kind in kinds}:
                self._connection.execute(f"DELETE FROM {lock}")  # noqa: S608
        self._give_up_pages()
        return gone.rowcount

    def close(self) -> None:
        """Closes the vault."""
        self._connection.close()

    def __enter__(self) -> "Vault":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _put(self, row: VaultRow) -> None:
        lock = LOCKS[row.kind]
        fresh = (row.subject, new_key())
        self._connection.execute(f"INSERT INTO {lock} VALUES (?, ?) ON CONFLICT DO NOTHING", fresh)  # noqa: S608
        query = f"SELECT value FROM {lock} WHERE subject = ?"  # noqa: S608
        key = self._connection.execute(query, (row.subject,)).fetchone()[0]
        self._connection.execute(
            "INSERT OR REPLACE INTO sealed (subject, kind, value, version) VALUES (?, ?, ?, ?)",
            (row.subject, row.kind, closed(row, key), row.version),
        )

    def _row(self, subject: Subject, kind: str) -> VaultRow | None:
        return next(iter(self._found(kind, "AND k.subject = ?", (subject,))), None)

    def _found(self, kind: str, which: str = "", values: tuple[str, ...] = ()) -> list[VaultRow]:
        if LOCKS[kind] not in self._locks():
            return []
        query = (
            f"SELECT k.subject, k.value, s.value, {'s.version' if self._layout else '0'} "  # noqa: S608
            f"FROM {LOCKS[kind]} AS k JOIN sealed AS s USING (subject) WHERE s.kind = ? {which} ORDER BY k.subject"
        )
        with speaking(self._path):
            lines = self._connection.execute(query, (kind, *values)).fetchall()
        return [self._opened(Subject(subject), kind, version, key, value) for subject, key, value, version in lines]

    def _opened(self, subject: Subject, kind: str, version: int, key: bytes, value: bytes) -> VaultRow:
        row = opened(value, key, subject, kind, version)
        if row is None:
            raise self._damaged(subject)
        return row

    def _decoded(self, row: VaultRow, shape: type[_Shape]) -> _Shape:
        try:
            return msgspec.json.decode(row.body, type=shape)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise self._damaged(row.subject) from error

    def _damaged(self, subject: Subject) -> LogRefused:
        return LogRefused(f"{self._path}: subject {subject} is damaged; restore the vault from a backup")

    def _locks(self) -> list[str]:
        return sorted(set(LOCKS.values())) if self._layout else ["secret"]

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with speaking(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def _give_up_pages(self) -> None:
        # Deleted bytes are overwritten already; this also gives up the pages that pointed at them.
        with speaking(self._path):
            self._connection.execute("VACUUM")


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
