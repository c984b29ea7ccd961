"""The board: the spread table of a stage and the standings, as a page, as JSON, and as a line of what changed."""

import asyncio

from starlette.responses import Response

from stagerace.core.names import StageNo
from stagerace.web.board_page import shown
from stagerace.web.board_query import stage_wanted, wanted
from stagerace.web.naming import is_unread, may_name
from stagerace.web.pages import page
from stagerace.web.patient import Patient
from stagerace.web.screens import Looking
from stagerace.web.ways import Asked, Way


async def board(asked: Asked) -> Response:
    """The board as a page, whole without scripts; its script then keeps it true."""
    return Response(await asyncio.to_thread(_page, asked), media_type="text/html; charset=utf-8")


async def told(asked: Asked) -> Response:
    """The spread table of `?stage=`, or what changed since the mark in `?since=`; the mark is the ETag of the whole."""
    return await asyncio.to_thread(_told, asked)


async def live(asked: Asked) -> Response:
    """Server-sent events: `board` as `/api/board?since=` tells it, whenever it changed; `clock` with the camp's time.

    The id of an event is the mark; with `since` or `Last-Event-ID` nothing after it is missed.
    """
    stage, named = await asyncio.to_thread(_looked_at, asked)
    mark = asked.request.headers.get("last-event-id") or asked.request.query_params.get("since", "")

    def may() -> tuple[bool, bool]:
        return asked.house.recognition.may(asked.who, "read_records"), may_name(asked)

    screens = asked.house.screens
    looking = Looking(asked.who, stage, mark, named, may)
    screens.enter()
    return Patient(screens.events(looking), asked.house.bounds.slow, screens.leave)


WAYS = (
    Way("GET", "/board", board),
    Way("GET", "/api/board", told),
    Way("GET", "/api/board/live", live),
)


def _page(asked: Asked) -> bytes:
    board, now = asked.house.board, asked.camp.clock()
    plan, latest = board.plan()
    want = wanted(asked.request.query_params, plan, latest)
    named, unread = may_name(asked), is_unread(asked)
    turn = board.version(want.stage).turn

    def make() -> bytes:
        told = shown(board, plan, want, now, named=named) | {"unread": unread, "rate": asked.camp.rate}
        return bytes(page("board.html.j2", asked, told).body)

    return asked.house.kept.page((want, turn, named, unread), now, make)


def _told(asked: Asked) -> Response:
    stage, named = _looked_at(asked)
    answer = asked.house.board.told(stage, asked.request.query_params.get("since", ""), named=named)
    tag = f'"{stage}-{answer.told.mark}-{"names" if named else "bibs"}"'
    if asked.request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    return Response(answer.json, media_type="application/json", headers={"ETag": tag})


def _looked_at(asked: Asked) -> tuple[StageNo, bool]:
    return stage_wanted(asked.request.query_params, *asked.house.board.plan()), may_name(asked)


def _named(asked: Asked) -> bool:
    return may_name(asked)
