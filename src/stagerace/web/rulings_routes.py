"""The director's desk over HTTP: what asks for a decision, decisions previewed, signed, taken back, and posted."""

import asyncio
from typing import Final
from urllib.parse import urlencode

import msgspec
from msgspec import Struct
from starlette.responses import RedirectResponse, Response

from stagerace.core.clock import DAY, MINUTE, Instant
from stagerace.core.errors import BadInput
from stagerace.core.names import say_record
from stagerace.core.records import Declared, SetAside
from stagerace.log import Log
from stagerace.node.deciding import Proposal, Signed, propose, sign
from stagerace.node.form_reading import Filled
from stagerace.node.notices import notice
from stagerace.node.ruling_words import say_decision
from stagerace.rules.preview import Preview
from stagerace.rules.undecided import undecided
from stagerace.web.bodies import is_form, read_fields
from stagerace.web.notice_page import notice_page
from stagerace.web.refusals import Refused
from stagerace.web.ruling_preview_page import preview_page
from stagerace.web.rulings_pages import desk_page
from stagerace.web.swap_routes import written
from stagerace.web.ways import Asked, Way

SMALL: Final = 8_192


class ProposedTold(Struct, frozen=True):
    """A decision that nobody signed yet: what it says, what was assumed, everything it would change.

    To sign it, send the same fields with `begun` and `digest`.
    """

    id: str
    told: str
    notes: tuple[str, ...]
    position: int
    begun: Instant
    digest: str
    changes: Preview


class SignedTold(Struct, frozen=True):
    """A decision that is in the log; `again`: it was there already."""

    id: str
    record: str
    again: bool


async def desk(asked: Asked) -> Response:
    """The director's desk; the query fills in a form."""
    query = dict(asked.request.query_params)
    return await desk_page(asked, query, signed=query.get("signed", ""))


async def preview(asked: Asked) -> Response:
    """Everything a decision would change; nothing is written."""
    form = read_fields(asked.request, asked.body)
    filled = _filled(asked, form)
    if form.get("step") == "edit":
        return await desk_page(asked, form)
    try:
        proposal = await asyncio.to_thread(propose, asked.camp, filled)
    except BadInput as bad:
        return await _bad(asked, form, bad)
    return await preview_page(asked, filled, proposal) if is_form(asked.request) else _json(_told(filled, proposal))


async def sign_decision(asked: Asked) -> Response:
    """A decision signed, if what it would change is what was looked at; else that is shown anew."""
    form = read_fields(asked.request, asked.body)
    filled = _filled(asked, form)
    try:
        answer = await asyncio.to_thread(sign, asked.camp, filled, form.get("digest", ""))
    except BadInput as bad:
        return await _bad(asked, form, bad)
    if isinstance(answer, Signed):
        return _signed(asked, answer)
    if is_form(asked.request):
        return await preview_page(asked, filled, answer, moved=True)
    raise Refused(409, "what this would change is no longer what was looked at", "Look at the preview again")


async def set_aside(asked: Asked) -> Response:
    """Something that asked for a decision is left as it is, with who and why."""
    form = read_fields(asked.request, asked.body)
    name, reason = form.get("name", ""), " ".join(form.get("reason", "").split())[:300]

    def write(log: Log, now: Instant) -> bool:
        known = any(each.name == name for each in undecided(asked.camp.present.view().race))
        if known:
            log.append([SetAside(name, now, asked.who.name, reason)], now)
        return known

    was_new = await written(asked.camp, write)
    return RedirectResponse("/desk/rulings", 303) if is_form(asked.request) else _json({"set_aside": was_new})


async def post_notice(asked: Asked) -> Response:
    """A decision as a sheet to print and post."""
    name = asked.request.path_params["name"]
    found = await asyncio.to_thread(lambda: notice(asked.camp.present.view(), name))
    if found is None:
        raise Refused(404, f"there is no decision {name[:40]}", "Look at /desk/rulings for those there are")
    return notice_page(asked, found)


WAYS = (
    Way("GET", "/desk/rulings", desk),
    Way("POST", "/api/preview", preview, SMALL),
    Way("POST", "/api/sign", sign_decision, SMALL),
    Way("POST", "/api/set-aside", set_aside, SMALL),
    Way("GET", "/desk/notice/{name}", post_notice),
)


def _filled(asked: Asked, form: dict[str, str]) -> Filled:
    """What was filled in; when it was begun is kept from the first preview on, so that a day or a minute stays."""
    now, said = asked.camp.clock(), form.get("begun", "")
    begun = Instant(int(said)) if said.isascii() and said.isdigit() and len(said) < 15 else now
    return Filled(form, asked.who.name, begun if now - DAY <= begun <= now + MINUTE else now)


async def _bad(asked: Asked, form: dict[str, str], bad: BadInput) -> Response:
    if is_form(asked.request):
        return await desk_page(asked, form, bad)
    raise bad


def _told(filled: Filled, proposal: Proposal) -> ProposedTold:
    name = "" if isinstance(proposal.body, Declared) else proposal.body.id
    told = say_decision(proposal.body, proposal.race)
    return ProposedTold(name, told, proposal.notes, proposal.position, filled.now, proposal.digest, proposal.changes)


def _signed(asked: Asked, answer: Signed) -> Response:
    record = say_record(answer.record)
    name = record if isinstance(answer.body, Declared) else answer.body.id
    if is_form(asked.request):
        return RedirectResponse(f"/desk/rulings?{urlencode({'signed': name})}#signed", 303)
    return _json(SignedTold(name, record, answer.again))


def _json(told: object) -> Response:
    return Response(msgspec.json.encode(told), media_type="application/json")
