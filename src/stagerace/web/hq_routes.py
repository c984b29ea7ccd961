"""Headquarters over HTTP: where everybody is, as a page and as JSON, a line of what changed, and the orders."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

import msgspec
from starlette.responses import RedirectResponse, Response

from stagerace.core.errors import BadInput
from stagerace.core.names import StageNo
from stagerace.node.hq.ordering import Signer, give
from stagerace.node.hq.orders.all import ORDERS
from stagerace.node.live import Listener
from stagerace.web.bodies import is_form, read_fields
from stagerace.web.hq_pages import hq_page, incident_page, kin_told, runner_page
from stagerace.web.naming import called, may_name
from stagerace.web.patient import Patient, woken
from stagerace.web.refusals import Refused
from stagerace.web.ways import Asked, Way

SMALL: Final = 8_192


async def headquarters(asked: Asked) -> Response:
    """Headquarters as a page; its script fills it in and keeps it true."""
    return await asyncio.to_thread(hq_page, asked)


async def told(asked: Asked) -> Response:
    """Everything the screens show; its mark is the ETag."""
    answer = await asyncio.to_thread(lambda: asked.house.headquarters.told(named=may_name(asked)))
    tag = f'"{answer.mark}"'
    if asked.request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    return Response(answer.json, media_type="application/json", headers={"ETag": tag})


async def ground(asked: Asked) -> Response:
    """The profile and the line of a stage, and its places; it changes only with the plan."""
    text = asked.request.query_params.get("stage", "")
    number = StageNo(int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0)
    try:
        found = await asyncio.to_thread(asked.house.headquarters.ground, number)
    except KeyError:
        raise Refused(400, f"there is no stage {text[:20]!r}", "Open /hq again") from None
    return _json(found)


async def live(asked: Asked) -> Response:
    """Server-sent events: `look` whenever the watch looked, `clock` with the camp's time; then ask `/api/hq`."""
    loop, news = asyncio.get_running_loop(), asyncio.Event()

    def wake() -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(news.set)

    channel = asked.house.headquarters.watcher.live
    listener = channel.listen(wake)
    return Patient(_events(asked, listener, news), asked.house.bounds.slow, lambda: channel.leave(listener))


async def runner(asked: Asked) -> Response:
    """Everything known of a runner, and why, as a page."""
    return await asyncio.to_thread(runner_page, asked, asked.request.path_params["bib"])


async def incident(asked: Asked) -> Response:
    """The story of an incident, as a page."""
    return await asyncio.to_thread(incident_page, asked, asked.request.path_params["name"])


async def kin(asked: Asked) -> Response:
    """How to reach a runner and whom to call about them: for whoever guards and may read of people."""
    return _json(await asyncio.to_thread(kin_told, asked, asked.request.path_params["bib"]))


async def order(asked: Asked) -> Response:
    """An order of headquarters: what was written. The same sent again is written once."""
    name = asked.request.path_params["order"]
    if name not in ORDERS:
        raise Refused(404, "there is no such order", f"There are {', '.join(ORDERS)}")
    fields = read_fields(asked.request, asked.body)
    signer = Signer(called(asked), asked.who.role)
    try:
        written = await asyncio.to_thread(
            give, asked.camp, asked.house.headquarters.watcher, ORDERS[name], fields, signer
        )
    except BadInput as bad:
        raise _refused(bad, 409 if ORDERS[name].fits_only_now else 400) from None
    if is_form(asked.request):
        return RedirectResponse(_back(fields), 303)
    return _json(written)


WAYS = (
    Way("GET", "/hq", headquarters),
    Way("GET", "/hq/runner/{bib}", runner),
    Way("GET", "/hq/incident/{name}", incident),
    Way("GET", "/api/hq", told),
    Way("GET", "/api/hq/ground", ground),
    Way("GET", "/api/hq/live", live),
    Way("GET", "/api/hq/kin/{bib}", kin),
    Way("POST", "/api/hq/{order}", order, SMALL),
)


async def _events(asked: Asked, listener: Listener, news: asyncio.Event) -> AsyncIterator[bytes]:
    yield _clock(asked) + b"event: look\ndata: 0\n\n"
    while not listener.is_over and await asyncio.to_thread(asked.house.recognition.may, asked.who, "guard"):
        if taken := listener.take():
            yield _clock(asked) + b"event: look\ndata: %d\n\n" % taken[-1].position
        if not await woken(news, asked.house.bounds.heartbeat):
            yield _clock(asked)
        # Before it is asked whether it is over: who is let go after that wakes it again.
        news.clear()


def _clock(asked: Asked) -> bytes:
    told = {"now": asked.camp.clock(), "rate": asked.camp.rate}
    return b"event: clock\ndata: %b\n\n" % msgspec.json.encode(told)


def _refused(bad: BadInput, status: int) -> Refused:
    """What cannot be taken, every part of it named."""
    what = "; ".join(problem.what for problem in bad.problems)
    do = next((problem.remedy for problem in bad.problems if problem.remedy), "")
    return Refused(status, what, do or "Look at the page again")


def _back(fields: dict[str, str]) -> str:
    """Where a form without scripts leads back to."""
    name = fields.get("incident", "")
    return f"/hq/incident/{name}" if name and name.replace("-", "").isalnum() else "/hq"


def _json(told: object) -> Response:
    return Response(msgspec.json.encode(told), media_type="application/json")
