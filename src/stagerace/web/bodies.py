"""Reading what was sent: no more than allowed, not too slowly, and only what was asked for."""

import asyncio
from typing import Any, Final, TypeVar
from urllib.parse import parse_qsl

import msgspec
from starlette.requests import ClientDisconnect, Request

from stagerace.web.bounds import Bounds
from stagerace.web.refusals import Refused

T = TypeVar("T")
_UNREADABLE: Final = (msgspec.MsgspecError, RecursionError, UnicodeDecodeError)


async def read_body(request: Request, bounds: Bounds, most: int) -> bytes:
    """The whole body.

    Raises Refused when it is larger than `most` [bytes], found while it arrives, or comes too slowly.
    """
    said = request.headers.get("content-length", "")
    if said.isdigit() and int(said[:20]) > most:
        raise _too_large(most)
    try:
        async with asyncio.timeout(bounds.whole):
            return await _gathered(request, bounds, most)
    except TimeoutError:
        raise Refused(408, "the body came too slowly", "Send it again", {"Connection": "close"}) from None


async def _gathered(request: Request, bounds: Bounds, most: int) -> bytes:
    pieces, size, more = list[bytes](), 0, True
    while more:
        async with asyncio.timeout(bounds.pause):
            message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        piece: bytes = message.get("body", b"")
        size += len(piece)
        if size > most:
            raise _too_large(most)
        pieces.append(piece)
        more = message.get("more_body", False)
    return b"".join(pieces)


def _too_large(most: int) -> Refused:
    what = f"this is larger than the {most:,} bytes that are taken at once"
    return Refused(413, what, "Send it in smaller pieces")


def read_json(body: bytes, kind: type[T]) -> T:
    """What a JSON body says.

    Raises Refused for what is no JSON, not of that kind, or nested beyond reason.
    """
    try:
        return msgspec.json.decode(body, type=kind)
    except _UNREADABLE as error:
        raise Refused(400, f"the JSON cannot be taken: {_said(error)}", "Send what the docs describe") from None


def read_msgpack(body: bytes, kind: type[T]) -> T:
    """What a msgpack body says; refuses as `read_json` does."""
    try:
        return msgspec.msgpack.decode(body, type=kind)
    except _UNREADABLE as error:
        raise Refused(400, f"the message cannot be taken: {_said(error)}", "Send what the docs describe") from None


def read_fields(request: Request, body: bytes) -> dict[str, str]:
    """The fields of a form, or of a flat JSON object.

    Raises Refused where it is neither.
    """
    if is_json(request):
        return read_json(body, dict[str, str])
    if is_form(request):
        try:
            return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=20, errors="strict"))
        except ValueError:
            raise Refused(400, "the form cannot be read", "Open the page again and fill it in") from None
    raise Refused(415, "this is neither a form nor JSON", "Send application/json")


def is_form(request: Request) -> bool:
    """Whether a page's form was sent, so that a page must answer."""
    return _kind(request) == "application/x-www-form-urlencoded"


def is_json(request: Request) -> bool:
    """Whether JSON was sent."""
    return _kind(request) == "application/json"


def _kind(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _said(error: Any) -> str:
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
