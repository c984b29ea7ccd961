"""A way in: a method and a path, and what answers there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from stagerace.node.camp import Camp
from stagerace.web.gatehouse import Gatehouse
from stagerace.web.who import Who


@dataclass(frozen=True)
class Asked:
    """A request that was let in: who asks, and the whole body."""

    request: Request
    camp: Camp
    house: Gatehouse
    who: Who
    body: bytes = b""


Handle = Callable[[Asked], Awaitable[Response]]


@dataclass(frozen=True)
class Way:
    """A way in; `most` is the largest body taken where that is not the usual [bytes]."""

    method: str
    path: str
    handle: Handle
    most: int | None = None

    @property
    def name(self) -> str:
        """How the table of needs names it: `GET /api/race`."""
        return f"{self.method} {self.path}"
