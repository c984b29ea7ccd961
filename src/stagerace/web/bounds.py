"""How much anyone may send, how slowly, and how often."""

from dataclasses import dataclass
from typing import Final

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

MEGABYTE: Final = 1 << 20


@dataclass(frozen=True)
class Bounds:
    """The limits of a camp node; sizes in bytes, times in seconds."""

    body: int = 2 * MEGABYTE
    target: int = 2_048
    headers: int = 16_384
    pause: float = 10.0
    """How long a body may pause."""
    whole: float = 60.0
    """How long a body may take altogether."""
    anonymous: str = "120/minute"
    """How often an address may ask without saying who it is."""
    login: str = "10/minute"
    """How often an address may try a password or a code."""
    message: str = "20/hour"
    """How often an address may send a message to a runner."""
    heartbeat: float = 15.0
    """How often a silent live channel says that it is there."""
    slow: float = 20.0
    """How long a screen may take to accept a piece of news."""


class Rates:
    """How often each address asked of late."""

    def __init__(self, bounds: Bounds) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        said = {"anonymous": bounds.anonymous, "login": bounds.login, "message": bounds.message}
        self._items = {what: parse(often) for what, often in said.items()}

    def allows(self, what: str, address: str) -> bool:
        """Count a request, and say whether it is still within what is allowed."""
        return self._limiter.hit(self._items[what], what, address)
