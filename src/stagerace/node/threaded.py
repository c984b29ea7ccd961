"""Work in a thread of its own while a race is served: begun, woken where it waits for news, and told to stop."""

import threading
from abc import ABC, abstractmethod


class Threaded(ABC):
    """Works in a thread of its own until told to stop; what it does, each kind says itself."""

    def __init__(self, name: str, patience: float = 1.0) -> None:
        """In a thread of that name; a stop waits for what is being done so long at most [s]."""
        self._name = name
        self._patience = patience
        self._end = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, in a thread of its own."""
        self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
        self._thread.start()

    def stop(self, patience: float | None = None) -> None:
        """End; what is being done is waited for so long at most, or as long as usual [s]."""
        self._end.set()
        if self._thread is not None:
            self._thread.join(self._patience if patience is None else patience)

    @abstractmethod
    def _run(self) -> None:
        """Work until the end."""


class Woken(Threaded):
    """Waits for news between its rounds; what goes wrong in them it tells, and does not raise."""

    def __init__(self, name: str, patience: float) -> None:
        super().__init__(name, patience)
        self._woken = threading.Event()

    def wake(self) -> None:
        """Go on at once: something came."""
        self._woken.set()

    def stop(self, patience: float | None = None) -> None:
        """End, also where it waits."""
        self._end.set()
        self._woken.set()
        super().stop(patience)

    @abstractmethod
    def alarm(self) -> str:
        """What somebody should look at; empty where all is well."""
