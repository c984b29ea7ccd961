"""Who is logged in: a random key in a cookie, remembered here only as its digest, until the server ends."""

import secrets
from collections.abc import Callable
from hashlib import blake2b
from typing import Final

from msgspec import Struct

from stagerace.core.clock import HOUR, Instant

LASTS: Final = 16 * HOUR
"""How long a login lasts [ms]: a long race day."""
_MOST: Final = 1_000


class Session(Struct, frozen=True):
    """A login: the account's name, the hash of the password it was made with, and when."""

    name: str
    hash: str
    since: Instant


class Sessions:
    """Everyone who is logged in."""

    def __init__(self, clock: Callable[[], Instant]) -> None:
        self._clock = clock
        self._sessions: dict[bytes, Session] = {}

    def begin(self, name: str, hash_: str) -> str:
        """The key of a new login."""
        key = secrets.token_urlsafe(32)
        self._sessions[_digest(key)] = Session(name, hash_, self._clock())
        while len(self._sessions) > _MOST:
            self._sessions.pop(next(iter(self._sessions)))
        return key

    def find(self, key: str) -> Session | None:
        """The login a key belongs to; None where it ended."""
        session = self._sessions.get(_digest(key))
        if session and not 0 <= self._clock() - session.since < LASTS:
            self.end(key)
            return None
        return session

    def end(self, key: str) -> None:
        """Log out; a second time does nothing."""
        self._sessions.pop(_digest(key), None)


def _digest(key: str) -> bytes:
    return blake2b(key.encode()).digest()
