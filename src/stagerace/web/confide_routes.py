"""Confiding over HTTP: told to named people only, sealed as it comes in, and opened on a guardian's own machine."""

import asyncio
from typing import Final

import msgspec
from msgspec import Raw, Struct
from starlette.responses import RedirectResponse, Response

from stagerace.core.clock import Instant
from stagerace.core.errors import NotARace
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import Confided
from stagerace.core.roles import may_append
from stagerace.log.confiding import Confidence
from stagerace.node.camp import Camp
from stagerace.node.guardians import (
    IN_PERSON,
    NOBODY_NAMED,
    Boxes,
    NobodyNamed,
    confided,
    frozen_by,
    guardians_of,
    handed,
    is_guardians,
    labels_of,
    told_to,
)
from stagerace.web.bodies import is_form, is_json, read_fields, read_json
from stagerace.web.device_pages import say_minute, zone_of
from stagerace.web.naming import is_unread
from stagerace.web.pages import page
from stagerace.web.refusals import Refused
from stagerace.web.ways import Asked, Way

LARGEST: Final = 131_072
"""The largest that is taken [bytes]: a long text sealed for several people, or plain."""
BOX: Final = (32 + 12 + 16, 24_576)
"""How long a box is: its key, nonce and tag, then the text [bytes]."""
LONGEST: Final = 4_000
MOST_BOXES: Final = 50


class Boxed(Struct, frozen=True, forbid_unknown_fields=True):
    """What was sealed where it was typed: a box for each guardian, and of whom nothing new is to leave."""

    boxes: Boxes
    bibs: str = ""


class ConfidedTold(Struct, frozen=True):
    """That something was sealed and is on its way to those who are named."""

    confided_at: Instant


async def confide(asked: Asked) -> Response:
    """Something told to those named for safeguarding: sealed where it was typed, else at once; only boxes are kept.

    Words that are not sealed yet are not taken over a line that others can read.
    """
    boxed = _boxed(asked)
    if boxed is None and not is_unread(asked):
        raise Refused(403, "others can read what goes over this line", IN_PERSON)
    try:
        body = await asyncio.to_thread(_handed, asked, boxed) if boxed else await asyncio.to_thread(_sealed, asked)
    except NobodyNamed:
        raise Refused(409, NOBODY_NAMED, IN_PERSON) from None
    await asyncio.wrap_future(asked.camp.writer.append([body]))
    if is_form(asked.request):
        return RedirectResponse("/confided?told=yes", 303)
    return Response(msgspec.json.encode(ConfidedTold(body.confided_at)), media_type="application/json")


async def door(asked: Asked) -> Response:
    """Who is named for safeguarding, and a form to tell them; on a guardian's own machine the way to what was told."""
    is_told = bool(asked.request.query_params.get("told"))
    if not is_told and await asyncio.to_thread(_is_open, asked):
        return RedirectResponse("/confided/words", 303)
    return await asyncio.to_thread(_door, asked, is_told)


async def words(asked: Asked) -> Response:
    """What was told to the guardian of this machine; nothing on any other."""
    if not await asyncio.to_thread(_is_open, asked):
        return RedirectResponse("/confided", 303)
    return await asyncio.to_thread(_words, asked)


WAYS = (
    Way("POST", "/api/confide", confide, LARGEST),
    Way("GET", "/confided", door),
    Way("GET", "/confided/words", words),
)


def _is_open(asked: Asked) -> bool:
    return is_guardians(asked.camp) and is_unread(asked) and asked.house.recognition.may(asked.who, "read_confided")


def _boxed(asked: Asked) -> Boxed | None:
    """The boxes that were sent; None where words were."""
    if not is_json(asked.request) or "boxes" not in read_json(asked.body, dict[str, Raw]):
        return None
    said = read_json(asked.body, Boxed)
    least, most = BOX
    if not 0 < len(said.boxes) <= MOST_BOXES or not all(least <= len(box) <= most for _, box in said.boxes):
        raise Refused(400, "these are no boxes", "Send what docs/app.md describes")
    return said


def _handed(asked: Asked, said: Boxed) -> Confided:
    camp, now = asked.camp, asked.camp.clock()
    return _counting(camp, handed(said.boxes, _frozen(camp, said.bibs), guardians_of(camp.rights(), now), now))


def _sealed(asked: Asked) -> Confided:
    camp, now, fields = asked.camp, asked.camp.clock(), read_fields(asked.request, asked.body)
    if not fields.get("note", "").strip():
        raise Refused(400, "nothing was written", "Write what happened, in your own words")
    if any(len(text) > LONGEST for text in fields.values()):
        raise Refused(400, f"this is longer than {LONGEST:,} characters", "Tell it in two pieces")
    typed = fields.get("bibs", "")
    told = Confidence(
        place=PlaceId(fields.get("place", "").strip()),
        where=fields.get("where", "").strip(),
        bibs=tuple(Bib(each) for each in typed.replace(",", " ").split()),
        note=fields["note"].strip(),
        by=fields.get("by", "").strip(),
    )
    guardians = guardians_of(camp.rights(), now)
    return _counting(camp, confided(told, _frozen(camp, typed), camp.meta.log_id, guardians, now))


def _counting(camp: Camp, body: Confided) -> Confided:
    """What is to be written, where this laptop's word counts."""
    if not any(may_append(grant.role, grant.place, body) for grant in camp.rights().enrolled.get(camp.keys.device, ())):
        raise Refused(409, "what is confided on this laptop would not count", IN_PERSON)
    return body


def _frozen(camp: Camp, typed: str) -> tuple[Bib, ...]:
    try:
        return frozen_by(typed, camp.present.race()[0])
    except NotARace:
        return ()


def _door(asked: Asked, is_told: bool) -> Response:
    camp = asked.camp
    plan = camp.present.view().facts.plan
    guardians = guardians_of(camp.rights(), camp.clock())
    labels = ", ".join(dict.fromkeys(filter(None, labels_of(camp.rights(), guardians).values())))
    shown = {
        "named": bool(guardians),
        "guardians": [{"device": device, "box_key": key.hex()} for device, key in sorted(guardians.items())],
        "whom": f"whoever keeps {labels}" if labels else "a person named for safeguarding",
        "log_id": camp.meta.log_id,
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
    shown = {"told": found, "clock": lambda at: say_minute(at, zone)}
    return page("confided.html.j2", asked, shown)
