"""Everyone who looks at the board: woken together when records came, and told an answer that was made once for all."""

import asyncio
from collections.abc import AsyncIterator, Callable, Hashable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeVar

import msgspec

from stagerace.core.names import StageNo
from stagerace.node.board import Board, Told
from stagerace.node.camp import Camp
from stagerace.node.live import TooManyListen
from stagerace.web.patient import woken
from stagerace.web.who import Who

MOST: Final = 300
"""How many may look at once."""
PAUSE: Final = 0.2
"""How long what comes in a burst is gathered before the screens are told again [s]; the first is told at once."""
_FRESH: Final = 1.0
"""How long an answer is good for others although no record came: names or rights may have changed [s]."""

T = TypeVar("T")


@dataclass(frozen=True)
class Looking:
    """One screen: who looks, at which stage, up to which mark it was told, and whether names."""

    who: Who
    stage: StageNo
    mark: str
    named: bool
    may: Callable[[], tuple[bool, bool]]
    """Whether they may still look, and whether they may be told names."""


class Screens:
    """Tells every screen what changed; one listener at the live channel stands for all of them."""

    def __init__(self, camp: Camp, board: Board, heartbeat: float) -> None:
        self._camp = camp
        self._board = board
        self._heartbeat = heartbeat
        self._looking = 0
        self._follower: asyncio.Task[None] | None = None
        self._turn = asyncio.Event()
        self._answers: dict[Hashable, tuple[float, asyncio.Task[Any]]] = {}

    @property
    def looking(self) -> int:
        """How many look."""
        return self._looking

    def enter(self) -> None:
        """Take a place; to be given back by `leave`.

        Raises TooManyListen when there is no room, or the server is stopping.
        """
        if self._looking >= MOST:
            raise TooManyListen(f"{MOST} screens show the board already")
        if self._follower is None or self._follower.done():
            self._turn = asyncio.Event()
            self._follower = asyncio.create_task(_Following(self._camp, self._next).follow())
        self._looking += 1

    def leave(self) -> None:
        """Give a place back; with the last one nothing is followed any more."""
        self._looking -= 1
        if not self._looking and self._follower is not None:
            self._follower.cancel()
            self._follower = None

    async def events(self, looking: Looking) -> AsyncIterator[bytes]:
        """What a screen is told: the time, what changed since its mark, and now and then that this is still here."""
        mark = looking.mark
        yield self._clock()
        while self._follower is not None:
            turn = self._turn
            if await self._once((looking.who, looking.named), looking.may) != (True, looking.named):
                return
            answer = await self._told(looking, mark)
            if answer.told.mark != mark:
                mark = answer.told.mark
                yield self._clock() + b"id: %b\nevent: board\ndata: %b\n\n" % (mark.encode(), answer.json)
            if self._follower.done():
                return
            if not await woken(turn, self._heartbeat):
                yield self._clock()

    def _clock(self) -> bytes:
        """The camp's time and how fast it runs, so that a screen can say how old the newest word is."""
        told = {"now": self._camp.clock(), "rate": self._camp.rate}
        return b"event: clock\ndata: %b\n\n" % msgspec.json.encode(told)

    async def _told(self, looking: Looking, mark: str) -> Told:
        ask = partial(self._board.told, looking.stage, mark, named=looking.named)
        return await self._once((looking.stage, mark, looking.named), ask)

    async def _once(self, key: Hashable, ask: Callable[[], T]) -> T:
        """An answer that is worked out once for all who ask the same."""
        now = asyncio.get_running_loop().time()
        kept = self._answers.get(key)
        if kept is None or now - kept[0] > _FRESH:
            kept = self._answers[key] = (now, asyncio.create_task(asyncio.to_thread(ask)))
        found: T = await asyncio.shield(kept[1])
        return found

    def _next(self) -> None:
        """Wake everybody: something came."""
        turn, self._turn = self._turn, asyncio.Event()
        self._answers.clear()
        turn.set()


class _Following:
    """Hears of every change, and passes on at most one a pause."""

    def __init__(self, camp: Camp, tell: Callable[[], None]) -> None:
        self._live = camp.live
        self._tell = tell
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()
        self._listener = self._live.listen(self._wake)

    def _wake(self) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._heard)

    def _heard(self) -> None:
        # What came is thrown away at once: only that something came matters, and a full queue would end the listener.
        self._listener.take()
        self._news.set()

    async def follow(self) -> None:
        """Until the server stops."""
        try:
            while await self._goes_on():
                self._tell()
                await asyncio.sleep(PAUSE)
        finally:
            self._live.leave(self._listener)
            self._loop.call_soon(self._tell)

    async def _goes_on(self) -> bool:
        await self._news.wait()
        self._news.clear()
        if self._listener.is_over:
            try:
                self._listener = self._live.listen(self._wake)
            except TooManyListen:
                return False
        return True
