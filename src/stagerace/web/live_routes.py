"""The live channel: a line of events that says what has just come, and never who or what it is about."""

import asyncio
from collections.abc import AsyncIterator

import msgspec
from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from stagerace.node.camp import Camp
from stagerace.node.live import Listener, News
from stagerace.web.ways import Asked, Way


async def live(asked: Asked) -> Response:
    """Server-sent events: `change` with the position and the kinds of new records, `again` when to read everything.

    The id of an event is the log position; with `Last-Event-ID` nothing since then is missed.
    """
    loop, woken = asyncio.get_running_loop(), asyncio.Event()

    def wake() -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(woken.set)

    listener = asked.camp.live.listen(wake)
    try:
        first = await asyncio.to_thread(_first, asked, listener.position)
    except BaseException:
        asked.camp.live.leave(listener)
        raise
    return _Events(_events(asked, listener, woken, first), asked, listener)


WAYS = (Way("GET", "/live", live),)


class _Events(StreamingResponse):
    """A stream that gives a screen up when it accepts nothing for too long, and always gives its place back."""

    def __init__(self, events: AsyncIterator[bytes], asked: Asked, listener: Listener) -> None:
        super().__init__(events, media_type="text/event-stream")
        self._live = asked.camp.live
        self._listener = listener
        self._patience = asked.house.bounds.slow

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def patient(message: Message) -> None:
            async with asyncio.timeout(self._patience):
                await send(message)

        try:
            await super().__call__(scope, receive, patient)
        except TimeoutError:
            # The answer ends unfinished, so the connection is closed: the screen comes back when it can.
            return
        finally:
            self._live.leave(self._listener)


async def _events(asked: Asked, listener: Listener, woken: asyncio.Event, first: bytes) -> AsyncIterator[bytes]:
    yield first
    while not listener.is_over and await _may_listen(asked):
        woken.clear()
        for news in listener.take():
            yield _event("change", news)
        if not await _woken(woken, asked.house.bounds.heartbeat):
            yield b": still here\n\n"


async def _woken(woken: asyncio.Event, patience: float) -> bool:
    try:
        async with asyncio.timeout(patience):
            await woken.wait()
    except TimeoutError:
        return False
    return True


async def _may_listen(asked: Asked) -> bool:
    return await asyncio.to_thread(asked.house.recognition.may, asked.who, "read_records")


def _first(asked: Asked, position: int) -> bytes:
    """The first event: what came since the last one a screen saw, or that it should read everything again."""
    seen = asked.request.headers.get("last-event-id", "")
    since = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 16 else None
    if since is None or since > position:
        return _event("again", News(position, {}))
    return _event("change", News(position, _kinds(asked.camp, since, position)))


def _kinds(camp: Camp, since: int, upto: int) -> dict[str, int]:
    return camp.present.ask(lambda log: log.kinds_after(since, upto))


def _event(name: str, news: News) -> bytes:
    return b"id: %d\nevent: %b\ndata: %b\n\n" % (news.position, name.encode(), msgspec.json.encode(news))
