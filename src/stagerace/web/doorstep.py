"""What holds for every request and every answer, before and after anything else."""

import re
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stagerace import __version__
from stagerace.core.proofs import PROTOCOL, PROTOCOL_HEADER
from stagerace.web.bounds import Bounds
from stagerace.web.refusals import refusal

POLICY: Final = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; img-src 'self' data: blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
ALWAYS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not `no-referrer`: then a browser without TLS says of our own forms that they come from nowhere.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    PROTOCOL_HEADER: str(PROTOCOL),
}
"""On every answer."""
_PATH: Final = re.compile(rb"(/[A-Za-z0-9_.~:@!$&'()*+,;=-]*)+")
_QUERY: Final = re.compile(rb"[A-Za-z0-9_.~:@!$&'()*+,;=/?%-]*")
_CLIMBS: Final = re.compile(rb"/\.{1,2}(/|$)|//")


class Doorstep:
    """Refuses what no honest caller sends, asks for the protocol first, and puts the same headers on every answer."""

    def __init__(self, app: ASGIApp, bounds: Bounds, *, secure: bool) -> None:
        self._app = app
        self._bounds = bounds
        self._always = {**ALWAYS, **({"Strict-Transport-Security": "max-age=604800"} if secure else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._always.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = self._look(scope)
        await (refused or self._app)(scope, receive, dressed)

    def _look(self, scope: Scope) -> Response | None:
        """The refusal of a request; None where it may go on."""
        path, query = scope.get("raw_path") or b"", scope["query_string"]
        if len(path) + len(query) > self._bounds.target:
            return refusal(414, "the address is too long", "Ask for less at once")
        if sum(len(name) + len(value) for name, value in scope["headers"]) > self._bounds.headers:
            return refusal(431, "the headers are too large", "Delete this site's cookies and try again")
        if not _PATH.fullmatch(path) or not _QUERY.fullmatch(query) or _CLIMBS.search(path):
            return refusal(400, "this is no address here", "Look at / for what this camp node offers")
        return _protocol(scope)


def _protocol(scope: Scope) -> Response | None:
    spoken = [value for name, value in scope["headers"] if name == PROTOCOL_HEADER.lower().encode()]
    ours = str(PROTOCOL).encode()
    if all(value == ours for value in spoken):
        return None
    theirs = spoken[0].decode("ascii", "replace")
    what = f"the camp node speaks protocol {PROTOCOL}, this request speaks {theirs[:20]!r}"
    if theirs.isascii() and theirs.isdigit() and len(theirs) < 9 and int(theirs) > PROTOCOL:
        return refusal(426, what, f"Install the newer StageRace on the camp node, which has {__version__}")
    return refusal(426, what, f"Install StageRace {__version__} on this device")
