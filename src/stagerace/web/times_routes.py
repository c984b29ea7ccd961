"""The timekeepers' desk: what does not fit together, as a page and as JSON, and the answers that settle it."""

import asyncio

import msgspec
from starlette.responses import Response

from stagerace.node.times_desk import CannotSettle, Overtaken, Settle
from stagerace.web.bodies import read_json
from stagerace.web.naming import called, may_name
from stagerace.web.pages import page
from stagerace.web.refusals import Refused
from stagerace.web.ways import Asked, Way

SMALL = 4_096
LONGEST = 300
"""The longest reason taken [characters]."""


async def desk(asked: Asked) -> Response:
    """The desk as a page; its script fills it in and keeps it true."""
    rules = await asyncio.to_thread(asked.house.recognition.may, asked.who, "rule")
    shown = {"race": await asyncio.to_thread(asked.camp.race_name), "by": called(asked), "rules": rules}
    return page("times.html.j2", asked, shown)


async def conflicts(asked: Asked) -> Response:
    """Every conflict, most urgent first, with its answers; how many of each kind, and the latest decisions."""
    told = await asyncio.to_thread(lambda: asked.house.times_desk.told(named=may_name(asked)))
    return Response(msgspec.json.encode(told), media_type="application/json")


async def settle(asked: Asked) -> Response:
    """An answer to a conflict, or a decision taken back: the records that were written for it."""
    said = read_json(asked.body, Settle)
    if len(said.reason) > LONGEST:
        raise Refused(400, f"the reason is longer than {LONGEST} characters", "Say it in a sentence")
    try:
        settled = await asyncio.to_thread(lambda: asked.house.times_desk.settle(said, called(asked)))
    except Overtaken as error:
        raise _refused(409, error) from None
    except CannotSettle as error:
        raise _refused(400, error) from None
    return Response(msgspec.json.encode(settled), media_type="application/json")


WAYS = (
    Way("GET", "/desk/times", desk),
    Way("GET", "/api/conflicts", conflicts),
    Way("POST", "/api/settle", settle, SMALL),
)


def _refused(status: int, error: Exception) -> Refused:
    what, _, do = str(error).partition("; ")
    return Refused(status, what, do[:1].upper() + do[1:] or "Look at the list again")
