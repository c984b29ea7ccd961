"""What has just changed, told to every screen that listens; a screen that cannot keep up is let go."""

import threading
from collections import deque
from collections.abc import Callable
from typing import Final

from msgspec import Struct

from stagerace.core.errors import StageraceError

MOST: Final = 300
"""How many may listen at once."""
ROOM: Final = 64
"""How much news waits for a slow screen before it is let go."""


class News(Struct, frozen=True):
    """The log position now, and how many records of each kind came since the news before."""

    position: int
    kinds: dict[str, int]


class TooManyListen(StageraceError):
    """There is no room for another screen."""


class Listener:
    """One screen's place: `wake` is called from the thread that tells the news, `take` is for the screen's own."""

    def __init__(self, wake: Callable[[], None], position: int, room: int) -> None:
        self._wake = wake
        self._waiting: deque[News] = deque()
        self._room = room
        self._lock = threading.Lock()
        self.position = position
        """The log position at which it began to listen; what comes after is told."""
        self.is_over = False
        """Whether nothing more will come: the screen was too slow, or the server stops."""

    def hand(self, news: News) -> None:
        """Put news in the queue; a full one ends it."""
        with self._lock:
            if len(self._waiting) < self._room:
                self._waiting.append(news)
            else:
                self._waiting.clear()
                self.is_over = True
        self._wake()

    def take(self) -> list[News]:
        """What waits, oldest first; the queue is then empty."""
        with self._lock:
            found = list(self._waiting)
            self._waiting.clear()
        return found

    def end(self) -> None:
        """Nothing more will come."""
        self.is_over = True
        self._wake()


class Live:
    """Everyone who listens, and the log position last told."""

    def __init__(self, position: int, *, most: int = MOST, room: int = ROOM) -> None:
        self._position = position
        self._most = most
        self._room = room
        self._listeners: set[Listener] = set()
        self._lock = threading.Lock()
        self._is_over = False

    @property
    def position(self) -> int:
        """The log position last told."""
        return self._position

    @property
    def listening(self) -> int:
        """How many listen."""
        return len(self._listeners)

    def listen(self, wake: Callable[[], None]) -> Listener:
        """A place from which nothing after its position is missed.

        Raises TooManyListen when there is no room.
        """
        with self._lock:
            if self._is_over:
                raise TooManyListen("the server is stopping")
            if len(self._listeners) >= self._most:
                raise TooManyListen(f"{self._most} screens listen already")
            listener = Listener(wake, self._position, self._room)
            self._listeners.add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        """Give a place back; a second time does nothing."""
        with self._lock:
            self._listeners.discard(listener)

    def tell(self, news: News) -> None:
        """Tell everyone; those whose queue is full are let go."""
        with self._lock:
            self._position = news.position
            for listener in self._listeners:
                listener.hand(news)
            self._listeners = {listener for listener in self._listeners if not listener.is_over}

    def close(self) -> None:
        """Let everyone go."""
        with self._lock:
            self._is_over = True
            for listener in self._listeners:
                listener.end()
            self._listeners.clear()
