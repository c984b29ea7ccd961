"""A stream of events to a screen, which is given up when it accepts nothing for too long."""

import asyncio
from collections.abc import AsyncIterator, Callable

from starlette.responses import StreamingResponse
from starlette.types import Message, Receive, Scope, Send


class Patient(StreamingResponse):
    """Server-sent events for one screen; `leave` is called once, however it ends; `patience` in seconds."""

    def __init__(self, events: AsyncIterator[bytes], patience: float, leave: Callable[[], None]) -> None:
        super().__init__(events, media_type="text/event-stream")
        self._patience = patience
        self._leave = leave

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until there is no more, or the screen is gone."""

        async def patient(message: Message) -> None:
            async with asyncio.timeout(self._patience):
                await send(message)

        try:
            await super().__call__(scope, receive, patient)
        except TimeoutError:
            # The answer ends unfinished, so the connection is closed: the screen comes back when it can.
            return
        finally:
            self._leave()


async def woken(event: asyncio.Event, patience: float) -> bool:
    """Whether something happened within so many seconds."""
    try:
        async with asyncio.timeout(patience):
            await event.wait()
    except TimeoutError:
        return False
    return True
