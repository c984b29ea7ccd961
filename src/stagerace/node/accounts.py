"""People who may log in at this camp node: name, role, and their password as argon2 left it."""

import os
import secrets
import threading
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct
from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError

from stagerace.core.clock import Instant
from stagerace.core.errors import BadInput, LogRefused, Problem
from stagerace.core.roles import ROLES, RoleName
from stagerace.log import open_log
from stagerace.node.folder import RaceFolder
from stagerace.node.home import home

SHORTEST: Final = 8
"""The fewest characters of a password."""
LONGEST: Final = 256
"""The most; hashing more would only cost time."""
_ALPHABET: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_HASHING: Final = PasswordHash.recommended()


class Account(Struct, frozen=True):
    """A person who may log in."""

    name: str
    role: RoleName
    hash: str


class Accounts:
    """The accounts for one log on this machine, in a file that only its owner may read."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._seen: tuple[int, int, int] | None = None
        self._accounts: dict[str, Account] = {}
        self._lock = threading.Lock()
        self._nobody = _HASHING.hash(secrets.token_hex(16))

    def names(self) -> list[str]:
        """Who has an account, in order of names."""
        return sorted(account.name for account in self._read().values())

    def find(self, name: str) -> Account | None:
        """The account of a name, upper case or lower."""
        return self._read().get(_key(name))

    def check(self, name: str, password: str) -> Account | None:
        """The account whose name and password these are; it takes as long where there is none."""
        account = self.find(name)
        try:
            fits = _HASHING.verify(password[:LONGEST], account.hash if account else self._nobody)
        except UnknownHashError:
            raise LogRefused(f"{self._file}: an account cannot be read; add it again with --add-account") from None
        return account if fits else None

    def add(self, name: str, role: str, password: str) -> Account:
        """Make an account, or give one another role and password.

        Raises BadInput for a name, role or password that cannot be, LogRefused when the file cannot be written.
        """
        account = Account(_name(name), _role(role), _HASHING.hash(_password(password)))
        with self._lock:
            self._write({**self._read(), _key(name): account})
        return account

    def add_first(self, name: str, role: str, password: str) -> Account | None:
        """Make an account where there is none yet; None where there is one."""
        account = Account(_name(name), _role(role), _HASHING.hash(_password(password)))
        with self._lock:
            if self._read():
                return None
            self._write({_key(name): account})
        return account

    def remove(self, name: str) -> None:
        """Take an account away; whoever is logged in with it is out.

        Raises BadInput when there is none of that name, LogRefused when the file cannot be written.
        """
        with self._lock:
            left = self._read()
            if left.pop(_key(name), None) is None:
                known = ", ".join(self.names()) or "nobody"
                raise BadInput(Problem(f"there is no account {name!r}", f"There is {known}"))
            self._write(left)

    def all(self) -> bytes:
        """Every account, for a replica to take over."""
        return msgspec.json.encode(list(self._read().values()))

    def mirror(self, said: bytes) -> bool:
        """Take over the accounts of another camp node in place of those here; whether they were others.

        Raises LogRefused when these are no accounts, or the file cannot be written.
        """
        try:
            found = {_key(account.name): account for account in msgspec.json.decode(said, type=list[Account])}
        except msgspec.MsgspecError as error:
            raise LogRefused("what came as accounts is none; nothing of it was kept") from error
        with self._lock:
            if found == self._read():
                return False
            self._write(found)
        return True

    def _read(self) -> dict[str, Account]:
        try:
            there = self._file.stat()
            seen = (there.st_ino, there.st_mtime_ns, there.st_size)
            if seen != self._seen:
                found = msgspec.json.decode(self._file.read_bytes(), type=list[Account])
                self._accounts, self._seen = {_key(account.name): account for account in found}, seen
        except FileNotFoundError:
            self._accounts, self._seen = {}, None
        except (OSError, msgspec.MsgspecError) as error:
            what = f"{self._file}: the accounts cannot be read ({error})"
            raise LogRefused(f"{what}; take the file away and add them again") from error
        return dict(self._accounts)

    def _write(self, accounts: dict[str, Account]) -> None:
        fresh = self._file.with_name(f"{self._file.name}.{secrets.token_hex(4)}.new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(msgspec.json.format(msgspec.json.encode(list(accounts.values()))))
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._file)
        except OSError as error:
            raise LogRefused(f"{self._file}: the accounts cannot be written ({error.strerror})") from error
        finally:
            fresh.unlink(missing_ok=True)


def accounts_file(home: Path, log_id: str) -> Path:
    """Where this machine keeps the accounts for a log."""
    return home / "accounts" / f"{log_id}.json"


def accounts_of(folder: RaceFolder, now: Instant) -> Accounts:
    """The accounts for a race folder on this machine; a log is begun where there is none.

    Raises NotARace, LogRefused.
    """
    if not folder.has_log:
        folder.write(now).close()
    with open_log(folder.log_path) as log:
        return Accounts(accounts_file(home(), log.meta.log_id))


def one_time_code() -> str:
    """A code to type once: twelve letters and digits in threes, none like another [59 bits]."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(3)) for _ in range(4))


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not 1 <= len(name) <= 60 or not name.isprintable():
        raise BadInput(Problem("this is no name for an account", "Use up to 60 letters and digits"))
    return name


def _role(text: str) -> RoleName:
    found = next((role for role in ROLES if role == text), None)
    if found is None:
        raise BadInput(Problem(f"there is no role {text!r}", f"Use one of {', '.join(ROLES)}"))
    return found


def _password(text: str) -> str:
    if not SHORTEST <= len(text) <= LONGEST:
        what = f"a password has {SHORTEST} to {LONGEST} characters"
        raise BadInput(Problem(what, "Take a few words that you will remember at 3 in the morning"))
    return text
