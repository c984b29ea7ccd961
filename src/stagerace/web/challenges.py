"""What a device must answer with its key: a challenge of ours, not too old, and each answer only once."""

import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from hashlib import blake2b
from typing import Final

from stagerace.core.clock import MINUTE, Instant

LASTS: Final = 10 * MINUTE
"""How long a challenge can be answered [ms]."""


class Challenges:
    """Challenges carry their own time and check sum, so asking for one costs no memory; answers are remembered."""

    def __init__(self, clock: Callable[[], Instant]) -> None:
        self._clock = clock
        self._secret = secrets.token_bytes(32)
        self._used: dict[bytes, Instant] = {}

    def new(self) -> str:
        """A challenge that can be answered from now on, any number of times with different nonces."""
        return self._sealed(self._clock())

    def is_ours(self, challenge: str) -> bool:
        """Whether a challenge was given here and is not too old."""
        made, _, _ = challenge.partition("-")
        if not made.isascii() or not made.isdigit() or len(made) > 15:
            return False
        age = self._clock() - int(made)
        return 0 <= age < LASTS and secrets.compare_digest(self._sealed(int(made)), challenge)

    def is_first(self, signature: bytes) -> bool:
        """Note an answer; whether it was never given before."""
        now = self._clock()
        while self._used and now - next(iter(self._used.values())) > LASTS:
            self._used.pop(next(iter(self._used)))
        if signature in self._used:
            return False
        self._used[signature] = now
        return True

    def _sealed(self, made: int) -> str:
        mark = blake2b(str(made).encode(), key=self._secret, digest_size=16).digest()
        return f"{made}-{urlsafe_b64encode(mark).decode().rstrip('=')}"
