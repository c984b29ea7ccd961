"""Whoever tries wrong passwords waits, twice as long each time."""

from collections.abc import Callable
from typing import Final

from stagerace.core.clock import MINUTE, SECOND, Instant

FREE: Final = 3
"""How many mistakes cost nothing."""
LONGEST: Final = 5 * MINUTE
"""The longest wait [ms]."""
_REMEMBERED: Final = 10_000


class Backoff:
    """Mistakes by name and address; a password that fits clears them."""

    def __init__(self, clock: Callable[[], Instant]) -> None:
        self._clock = clock
        self._mistakes: dict[tuple[str, str], tuple[int, Instant]] = {}

    def wait(self, name: str, address: str) -> int:
        """How long to wait before the next try [whole seconds]; 0 where none is needed."""
        count, last = self._mistakes.get((name, address), (0, Instant(0)))
        if count <= FREE:
            return 0
        pause = min(LONGEST, SECOND << min(count - FREE - 1, 20))
        left = min(pause, last + pause - self._clock())
        return max(0, -(-left // SECOND))

    def missed(self, name: str, address: str) -> None:
        """A try that failed."""
        count, _ = self._mistakes.pop((name, address), (0, Instant(0)))
        self._mistakes[name, address] = (count + 1, self._clock())
        if len(self._mistakes) > _REMEMBERED:
            self._mistakes.pop(next(iter(self._mistakes)))

    def fits(self, name: str, address: str) -> None:
        """A try that went well."""
        self._mistakes.pop((name, address), None)
