"""Writing to a runner over HTTP: a small form without an account, and where the message is."""

import asyncio
from collections.abc import Mapping
from typing import Final

import msgspec
from starlette.responses import RedirectResponse, Response

from stagerace.core.names import Bib, Subject
from stagerace.core.names import bib as read_bib
from stagerace.log import VAULT_NAME
from stagerace.node.messages.box import letters, room
from stagerace.node.messages.outside import Seen
from stagerace.node.messages.writing import LONGEST, LONGEST_SENDER, Followed, Unsent, followed, write_to
from stagerace.node.site.settings import LANGUAGES, site_settings
from stagerace.node.site.wording import words
from stagerace.web.bodies import is_form, read_fields
from stagerace.web.naming import is_unread
from stagerace.web.pages import page
from stagerace.web.refusals import Refused
from stagerace.web.ways import Asked, Way

SMALL: Final = 8_192
_STATUS: Final = {"unknown": 404, "refused": 409, "full": 503, "enough": 409}


async def form(asked: Asked) -> Response:
    """The form to write to a runner."""
    return await asyncio.to_thread(_form, asked, {}, None)


async def send(asked: Asked) -> Response:
    """A message taken in; the answer is the page that tells where it is."""
    _must_take(asked)
    asked.house.count(asked.request, "message")
    fields = read_fields(asked.request, asked.body)
    try:
        receipt = await asyncio.to_thread(_sent, asked, fields)
    except Unsent as unsent:
        if not is_form(asked.request):
            status, problem = _STATUS.get(unsent.keys[0], 400), unsent.problems[0]
            raise Refused(status, problem.what, problem.remedy) from None
        return await asyncio.to_thread(_form, asked, fields, unsent)
    if is_form(asked.request):
        return RedirectResponse(f"/message/state/{receipt}{_tongue(_language(asked, fields))}", 303)
    return Response(msgspec.json.encode({"receipt": receipt}), media_type="application/json")


async def state(asked: Asked) -> Response:
    """Where a message is, for whoever has its receipt."""
    return await asyncio.to_thread(_state, asked)


WAYS = (
    Way("GET", "/message/{bib}", form),
    Way("POST", "/message/{bib}", send, SMALL),
    Way("GET", "/message/state/{receipt}", state),
)


def _must_take(asked: Asked) -> None:
    if not asked.camp.takes_messages:
        raise Refused(404, "no messages are taken here", "Ask the organisers where to write")


def _bib(asked: Asked) -> Bib:
    try:
        return read_bib(asked.request.path_params["bib"])
    except ValueError:
        raise Refused(404, "this is no number of a runner", "Look it up on the runner's page") from None


def _language(asked: Asked, fields: Mapping[str, str]) -> str:
    wanted = fields.get("lang") or asked.request.query_params.get("lang", "")
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def _tongue(language: str) -> str:
    return "" if language == LANGUAGES[0] else f"?lang={language}"


def _sent(asked: Asked, fields: Mapping[str, str]) -> str:
    camp = asked.camp
    kept = write_to(
        camp.folder, asked.house.outside(), _bib(asked), fields.get("from", ""), fields.get("text", ""), camp.clock()
    )
    return kept.receipt


def _form(asked: Asked, fields: Mapping[str, str], unsent: Unsent | None) -> Response:
    _must_take(asked)
    seen, bib, language = asked.house.outside(), _bib(asked), _language(asked, fields)
    subject, w = seen.subject(bib), words(language)
    closed = "unknown" if subject is None else "" if seen.takes(subject) else "refused"
    shown = {
        **_common(asked, seen, language),
        "bib": bib,
        "name": _called(asked, seen, bib, language) if subject else w("message.no_name", bib=bib),
        "closed": closed,
        "wrong": [] if closed else list(unsent.keys) if unsent else _full(asked, subject),
        "filled": fields,
        "longest": LONGEST,
        "longest_sender": LONGEST_SENDER,
        "is_long_stage": seen.is_long_stage_on(asked.camp.clock()),
        "phone": site_settings(asked.camp.folder.path).phone,
        "unread": is_unread(asked),
    }
    status = _STATUS.get(unsent.keys[0], 400) if unsent else 404 if closed == "unknown" else 200
    return page("message.html.j2", asked, shown, status)


def _full(asked: Asked, subject: Subject | None) -> list[str]:
    """Why nothing can be taken at present, said before anybody has written."""
    why = room(letters(asked.camp.folder), subject) if subject is not None else ""
    return [why] if why else []


def _state(asked: Asked) -> Response:
    _must_take(asked)
    camp, seen = asked.camp, asked.house.outside()
    told = followed(camp.folder, seen, asked.request.path_params["receipt"], camp.clock())
    if told is None:
        raise Refused(404, "there is no such message, or not any more", "Check the address")
    language = _language(asked, {})
    return page(
        "message_state.html.j2", asked, {**_common(asked, seen, language), **_told(asked, seen, told, language)}
    )


def _told(asked: Asked, seen: Seen, told: Followed, language: str) -> dict[str, object]:
    return {
        "bib": told.bib,
        "name": _called(asked, seen, told.bib, language),
        "told": told,
        "sent": f"{seen.zone.local(told.sent_at):%Y-%m-%d %H:%M}",
    }


def _common(asked: Asked, seen: Seen, language: str) -> dict[str, object]:
    others = [
        (other, f"{asked.request.url.path}{_tongue(other) or '?lang=en'}") for other in LANGUAGES if other != language
    ]
    return {"w": words(language), "lang": language, "tongue": _tongue(language), "others": others, "race": seen.name}


def _called(asked: Asked, seen: Seen, bib: Bib, language: str) -> str:
    """A runner's public name; the number alone where they agreed to none."""
    folder = asked.camp.folder
    people = {}
    if (folder.path / VAULT_NAME).is_file() and (subject := seen.subject(bib)) is not None:
        with folder.vault() as vault:
            person = vault.person(subject)
        people = {subject: person.name} if person else {}
    name = seen.called(bib, people)
    return words(language)("message.no_name", bib=bib) if name == f"Runner {bib}" else name
