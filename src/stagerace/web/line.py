"""One connection: closed when it asks nothing, or when one address has too many."""

import asyncio
from typing import Final

from uvicorn.protocols.http.h11_impl import H11Protocol

PATIENCE: Final = 15.0
"""How long a new connection may take to ask something [s]."""
MOST: Final = 120
"""How many connections one address may hold; a checkpoint's tablets may share one."""


class Line(H11Protocol):
    """A connection that must ask before long."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin; too many from one address are not begun."""
        super().connection_made(transport)
        lines = [line for line in self.connections if isinstance(line, Line)]
        if self.client and sum(line._host() == self.client[0] for line in lines) > MOST:
            transport.abort()
        else:
            self._deadline = self.loop.call_later(PATIENCE, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        if self._deadline is not None:
            self._deadline.cancel()
        super().connection_lost(exc)

    def _host(self) -> str:
        return self.client[0] if self.client else ""

    def _give_up(self) -> None:
        has_asked = bool(self.scope)
        if not has_asked and not self.transport.is_closing():
            self.transport.close()
