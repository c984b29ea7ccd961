"""Confiding over HTTP: told to named people only, sealed as it comes in, and opened on a guardian's own machine."""

import asyncio
from collections.abc import Mapping
from typing import Final

import msgspec
from msgspec import Struct
from starlette.responses import RedirectResponse, Response

from stagerace.core.clock import Instant
from stagerace.core.errors import NotARace
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import Confided
from stagerace.core.roles import may_append
from stagerace.core.zone import say_clock
from stagerace.log.confiding import Confidence
from stagerace.node.camp import Camp
from stagerace.node.guardians import (
    IN_PERSON,
    NOBODY_NAMED,
    NobodyNamed,
    confided,
    frozen_by,
    guardians_of,
    is_guardians,
    told_to,
)
from stagerace.web.bodies import is_form, read_fields
from stagerace.web.device_pages import zone_of
from stagerace.web.naming import is_unread
from stagerace.web.pages import page
from stagerace.web.refusals import Refused
from stagerace.web.ways import Asked, Way

SMALL: Final = 16_384
LONGEST: Final = 4_000
HIDDEN: Final = {"Cache-Control": "no-store"}


class ConfidedTold(Struct, frozen=True):
    """That something was sealed and is on its way to those who are named."""

    confided_at: Instant


async def confide(asked: Asked) -> Response:
    """Something told to those named for safeguarding: sealed at once, and nothing but the boxes kept."""
    if not is_unread(asked):
        raise Refused(403, "others can read what goes over this line", IN_PERSON, HIDDEN)
    fields = read_fields(asked.request, asked.body)
    try:
        body = await asyncio.to_thread(_sealed, asked, fields)
    except NobodyNamed:
        raise Refused(409, NOBODY_NAMED, IN_PERSON, HIDDEN) from None
    await asyncio.wrap_future(asked.camp.writer.append([body]))
    if is_form(asked.request):
        return RedirectResponse("/confided?told=yes", 303, HIDDEN)
    return Response(msgspec.json.encode(ConfidedTold(body.confided_at)), headers=HIDDEN, media_type="application/json")


async def door(asked: Asked) -> Response:
    """Who is named for safeguarding, and a form to tell them; on a guardian's own machine the way to what was told."""
    is_told = bool(asked.request.query_params.get("told"))
    if not is_told and await asyncio.to_thread(_is_open, asked):
        return RedirectResponse("/confided/words", 303, HIDDEN)
    return await asyncio.to_thread(_door, asked, is_told)


async def words(asked: Asked) -> Response:
    """What was told to the guardian of this machine; nothing on any other."""
    if not await asyncio.to_thread(_is_open, asked):
        return RedirectResponse("/confided", 303, HIDDEN)
    return await asyncio.to_thread(_words, asked)


WAYS = (
    Way("POST", "/api/confide", confide, SMALL),
    Way("GET", "/confided", door),
    Way("GET", "/confided/words", words),
)


def _is_open(asked: Asked) -> bool:
    return is_guardians(asked.camp) and is_unread(asked) and asked.house.recognition.may(asked.who, "read_confided")


def _sealed(asked: Asked, fields: Mapping[str, str]) -> Confided:
    camp, now = asked.camp, asked.camp.clock()
    if not fields.get("note", "").strip():
        raise Refused(400, "nothing was written", "Write what happened, in your own words", HIDDEN)
    if any(len(text) > LONGEST for text in fields.values()):
        raise Refused(400, f"this is longer than {LONGEST:,} characters", "Tell it in two pieces", HIDDEN)
    typed = fields.get("bibs", "")
    told = Confidence(
        place=PlaceId(fields.get("place", "").strip()),
        where=fields.get("where", "").strip(),
        bibs=tuple(Bib(each) for each in typed.replace(",", " ").split()),
        note=fields["note"].strip(),
        by=fields.get("by", "").strip(),
    )
    body = confided(told, _frozen(camp, typed), camp.meta.log_id, guardians_of(camp.rights(), now), now)
    if not any(may_append(grant.role, grant.place, body) for grant in camp.rights().enrolled.get(camp.keys.device, ())):
        raise Refused(409, "what is confided on this laptop would not count", IN_PERSON, HIDDEN)
    return body


def _frozen(camp: Camp, typed: str) -> tuple[Bib, ...]:
    try:
        return frozen_by(typed, camp.present.race()[0])
    except NotARace:
        return ()


def _door(asked: Asked, is_told: bool) -> Response:
    camp = asked.camp
    plan = camp.present.view().facts.plan
    shown = {
        "named": bool(guardians_of(camp.rights(), camp.clock())),
        "unread": is_unread(asked),
        "is_told": is_told,
        "places": tuple(plan.stage_at) if plan else (),
        "nobody": NOBODY_NAMED,
        "in_person": IN_PERSON,
    }
    return page("confide.html.j2", asked, shown)


def _words(asked: Asked) -> Response:
    camp, zone = asked.camp, zone_of(asked.camp)
    found = told_to(camp.keys, camp.meta.log_id, camp.present.view().records)
    shown = {"told": found, "clock": lambda at: say_clock(Instant(at // 60_000 * 60_000), zone)}
    answer = page("confided.html.j2", asked, shown)
    answer.headers["Cache-Control"] = "no-store"
    return answer
