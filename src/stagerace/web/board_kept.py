"""The board's page kept for a moment: when everybody opens it at once, it is made once."""

import threading
from collections.abc import Callable, Hashable
from typing import Final

from stagerace.core.clock import SECOND, Instant

MOST: Final = 32


class Kept:
    """Pages made within the same second of the camp's clock, by what was asked for; safe for several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._second = -1
        self._pages: dict[Hashable, bytes] = {}

    def page(self, key: Hashable, now: Instant, make: Callable[[], bytes]) -> bytes:
        """The page of a key; who asks while it is being made waits for it."""
        with self._lock:
            if self._second != (second := now // SECOND) or len(self._pages) >= MOST:
                self._pages.clear()
                self._second = second
            if key not in self._pages:
                self._pages[key] = make()
            return self._pages[key]
