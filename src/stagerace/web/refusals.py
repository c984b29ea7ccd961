"""How a request is refused: a status, what is wrong, and what to do about it; programs read JSON, people a page."""

from collections.abc import Mapping
from typing import Final

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from stagerace.core.errors import BadInput, LogRefused, NotARace, StageraceError
from stagerace.node.camp import Camp
from stagerace.node.journal import journal
from stagerace.node.live import TooManyListen
from stagerace.node.online.writing import MayNotWrite
from stagerace.node.pages.environment import pages
from stagerace.sync.sealed import ParcelRefused
from stagerace.sync.swapping import CannotSwap


class Refused(Exception):
    """A request that is not answered, with its status and headers."""

    def __init__(self, status: int, what: str, do: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(what)
        self.status = status
        self.what = what
        self.do = do
        self.headers = dict(headers or {})


class Refusal(msgspec.Struct, frozen=True):
    """What a refused caller reads: what is wrong, what to do."""

    what: str
    do: str


_STATUSES: Final[dict[type[StageraceError], int]] = {
    BadInput: 400, NotARace: 409, CannotSwap: 409, ParcelRefused: 400, LogRefused: 503, TooManyListen: 503,
    MayNotWrite: 403,
}  # fmt: skip
_DO: Final = {
    404: "Look at / for what this camp node offers",
    405: "Look at / for what this camp node offers",
}


def refusal(status: int, what: str, do: str, headers: Mapping[str, str] | None = None) -> Response:
    """The answer that refuses."""
    body = msgspec.json.encode(Refusal(what, do))
    return Response(body, status, headers, media_type="application/json")


def refuse(error: Refused, request: Request) -> Response:
    """The answer to a request that was refused: a page for whoever looks with a browser, else JSON."""
    if wants_page(request):
        text = _PAGES.get_template("refused.html.j2").render(refused=error, path=request.url.path)
        return Response(text, error.status, error.headers, media_type="text/html; charset=utf-8")
    return refusal(error.status, error.what, error.do, error.headers)


def wants_page(request: Request) -> bool:
    """Whether a person looks at the answer: a browser that opens an address or sends a form says so."""
    return "text/html" in request.headers.get("accept", "")


def refused_by(error: StageraceError, camp: Camp) -> Refused:
    """The refusal where the race or its log could not do what was asked; no path of this machine is told."""
    status = next((code for kind, code in _STATUSES.items() if isinstance(error, kind)), 500)
    text = str(error)
    for path in (camp.folder.path.resolve(), camp.folder.path):
        text = text.replace(str(path), camp.folder.path.resolve().name)
    what, _, do = text.partition("; ")
    if isinstance(error, BadInput):
        first = error.problems[0]
        what, do = first.what, first.remedy
    again = {"Retry-After": "5"} if status == 503 else {}
    return Refused(status, what, do or "Ask whoever runs the camp node", again)


def refused_fault(error: Exception) -> Refused:
    """The refusal where the program itself failed; what happened is in the log file, without what was typed."""
    journal.error("a request failed", exc_info=error)
    return Refused(500, "the camp node made a mistake; nothing was changed", "Try again; its log file has the details")


async def refuse_http(request: Request, error: Exception) -> Response:
    """The answer where no route fits."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    what = {404: "there is nothing here", 405: "this cannot be asked in this way"}.get(status, "this cannot be done")
    headers = error.headers if isinstance(error, HTTPException) else None
    return refuse(Refused(status, what, _DO.get(status, "Try again"), headers), request)


_PAGES: Final = pages("stagerace.web", "templates")
