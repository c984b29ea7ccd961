"""The guard before every way in: who asks, whether they may, how often, and how much they send."""

import asyncio
from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import Final
from urllib.parse import urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from stagerace.core.errors import StageraceError
from stagerace.core.proofs import CHALLENGE_HEADER, body_digest
from stagerace.node.journal import journal
from stagerace.web.bodies import read_body
from stagerace.web.gatehouse import Gatehouse
from stagerace.web.needs import Need
from stagerace.web.refusals import Refused, refuse, refused_by, refused_fault
from stagerace.web.ways import Asked, Way
from stagerace.web.who import NOBODY, Who

_SAFE: Final = frozenset({"GET", "HEAD"})


class Guard:
    """Lets requests in, by the table of needs."""

    def __init__(self, gatehouse: Gatehouse) -> None:
        self._house = gatehouse

    def endpoint(self, way: Way, need: Need) -> Callable[[Request], Awaitable[Response]]:
        """What answers on a way, with the guard before it."""

        async def answer(request: Request) -> Response:
            begun = perf_counter()
            who, response = await self._answered(request, way, need)
            took = (perf_counter() - begun) * 1000
            journal.info("%s %d %.0f ms %s", way.name, response.status_code, took, who.role or who.kind)
            if who.kind == "device":
                response.headers[CHALLENGE_HEADER] = self._house.recognition.challenges.new()
            return response

        return answer

    async def _answered(self, request: Request, way: Way, need: Need) -> tuple[Who, Response]:
        who = NOBODY
        try:
            who = await self._admit(request, need)
            body = await self._body(request, way, who)
            return who, await way.handle(Asked(request, self._house.camp, self._house, who, body))
        except Refused as refused:
            return who, refuse(refused, request)
        except StageraceError as error:
            return who, refuse(refused_by(error, self._house.camp), request)
        except ClientDisconnect:
            return who, Response(status_code=400)
        except Exception as error:  # noqa: BLE001 whatever it is, the caller gets an answer and the log file its place.
            return who, refuse(refused_fault(error), request)

    async def _admit(self, request: Request, need: Need) -> Who:
        """Who asks, if they may.

        Raises Refused.
        """
        try:
            who = await asyncio.to_thread(self._house.recognition.who, request)
        except Refused:
            self._house.count(request, "anonymous")
            raise
        if who == NOBODY and need != "nothing":
            self._house.count(request, "anonymous")
        if need not in ("nothing", "not too often"):
            await asyncio.to_thread(self._check, who, need)
        if request.method not in _SAFE and who.kind != "device":
            _must_come_from_here(request)
        return who

    def _check(self, who: Who, need: Need) -> None:
        if who == NOBODY:
            raise self._house.recognition.stranger(
                "this needs somebody known", "Log in at /login, or enrol this device"
            )
        if need == "known" or need == "nothing" or need == "not too often":
            return
        if not self._house.recognition.may(who, need):
            what = f"the role {who.role} may not ask for this"
            raise Refused(403, what, f"Ask somebody whose role has the power {need}")

    async def _body(self, request: Request, way: Way, who: Who) -> bytes:
        body = b""
        if way.method not in _SAFE:
            body = await read_body(
                request, self._house.bounds, self._house.bounds.body if way.most is None else way.most
            )
        if who.kind == "device" and body_digest(body) != who.digest:
            raise self._house.recognition.stranger("the body is not the one that was signed", "Send it again")
        return body


def _must_come_from_here(request: Request) -> None:
    """Refuse what another site makes a browser send."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        ours = site in ("same-origin", "none")
    elif origin is not None:
        ours = urlsplit(origin).netloc == request.headers.get("host", "") != ""
    else:
        ours = "cookie" not in request.headers
    if not ours:
        raise Refused(403, "this came from another site", "Open the camp node's own page and do it there")
