"""The live channel: a line of events that says what has just come, and never who or what it is about."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

import msgspec
from starlette.responses import Response

from stagerace.node.camp import Camp
from stagerace.node.live import Listener, News
from stagerace.web.patient import Patient, woken
from stagerace.web.ways import Asked, Way


async def live(asked: Asked) -> Response:
    """Server-sent events: `change` with the position and the kinds of new records, `again` when to read everything.

    The id of an event is the log position; with `Last-Event-ID` nothing since then is missed.
    """
    loop, news = asyncio.get_running_loop(), asyncio.Event()

    def wake() -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(news.set)

    listener = asked.camp.live.listen(wake)
    try:
        first = await asyncio.to_thread(_first, asked, listener.position)
    except BaseException:
        asked.camp.live.leave(listener)
        raise
    events = _events(asked, listener, news, first)
    return Patient(events, asked.house.bounds.slow, lambda: asked.camp.live.leave(listener))


UNTOLD: Final = "confided"
"""The kind of record of which nobody is told that one came."""

WAYS = (Way("GET", "/live", live),)


async def _events(asked: Asked, listener: Listener, news: asyncio.Event, first: bytes) -> AsyncIterator[bytes]:
    yield first
    while not listener.is_over and await _may_listen(asked):
        for each in listener.take():
            yield _event("change", each)
        if not await woken(news, asked.house.bounds.heartbeat):
            yield b": still here\n\n"
        # Before it is asked whether it is over: who is let go after that wakes it again.
        news.clear()


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
    """An event; that something was confided is told on no screen, and least of all when."""
    if UNTOLD in news.kinds:
        news = News(news.position, {kind: many for kind, many in news.kinds.items() if kind != UNTOLD})
    return b"id: %d\nevent: %b\ndata: %b\n\n" % (news.position, name.encode(), msgspec.json.encode(news))
