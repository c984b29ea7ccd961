"""Family links at the race office: a bib typed, a code on the screen for the family's phone, and taken back."""

import asyncio
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

import msgspec
from starlette.responses import RedirectResponse, Response

from stagerace.core.errors import BadInput
from stagerace.core.names import Bib
from stagerace.core.names import bib as read_bib
from stagerace.node.family.linking import FamilyDoor, link_of, open_link, revoke_link
from stagerace.node.site.settings import FILE, LANGUAGES, site_settings
from stagerace.web.bodies import is_form, read_fields
from stagerace.web.naming import called, is_unread
from stagerace.web.pages import page, qr_picture
from stagerace.web.refusals import Refused
from stagerace.web.ways import Asked, Way

SMALL: Final = 2_048
HIDDEN: Final = {"Cache-Control": "no-store"}


async def desk(asked: Asked) -> Response:
    """A runner's family link as it is."""
    typed = asked.request.query_params.get("bib", "").strip()
    return await asyncio.to_thread(_desk, asked, typed, None)


async def change(asked: Asked) -> Response:
    """A family link opened, or taken back."""
    fields = read_fields(asked.request, asked.body)
    try:
        door = await asyncio.to_thread(_changed, asked, fields)
    except BadInput as bad:
        refused = Refused(400, bad.problems[0].what, bad.problems[0].remedy)
        if is_form(asked.request):
            return await asyncio.to_thread(_desk, asked, fields.get("bib", ""), refused)
        raise refused from None
    if is_form(asked.request):
        return RedirectResponse(f"/family?bib={quote(fields.get('bib', '').strip().upper(), safe='')}", 303, HIDDEN)
    told = {"address": door.address if door else ""}
    return Response(msgspec.json.encode(told), headers=HIDDEN, media_type="application/json")


WAYS = (
    Way("GET", "/family", desk),
    Way("POST", "/api/family", change, SMALL),
)


def must_be_unread(asked: Asked) -> None:
    """Refuse where others could read what goes over the line."""
    if not is_unread(asked):
        what = "others can read what goes over this line"
        raise Refused(409, what, "Use this laptop itself, or serve it over TLS")


def _changed(asked: Asked, fields: Mapping[str, str]) -> FamilyDoor | None:
    must_be_unread(asked)
    camp, bib = asked.camp, _bib(fields.get("bib", ""))
    view, now, by = camp.present.view(), camp.clock(), called(asked)

    def append(bodies: object) -> object:
        return camp.writer.append(bodies).result()  # type: ignore[arg-type]

    if fields.get("order") == "revoke":
        revoke_link(camp.folder, view, bib, now, append, by)
        return None
    return open_link(camp.folder, view, bib, now, append, fields.get("language", ""), by)


def _desk(asked: Asked, typed: str, refused: Refused | None) -> Response:
    must_be_unread(asked)
    camp, door, bib = asked.camp, None, None
    if typed and refused is None:
        try:
            bib = _bib(typed)
            door = link_of(camp.folder, camp.present.view(), bib, camp.clock())
        except BadInput as bad:
            refused = Refused(400, bad.problems[0].what, bad.problems[0].remedy)
    shown = {
        "typed": typed,
        "bib": bib if refused is None else None,
        "name": _name(asked, bib) if bib and refused is None else "",
        "door": door,
        "qr": qr_picture(door.address) if door else "",
        "refused": refused,
        "languages": LANGUAGES,
        "has_address": bool(site_settings(camp.folder.path).url),
        "file": FILE,
    }
    return page("family.html.j2", asked, shown, refused.status if refused else 200)


def _name(asked: Asked, bib: Bib) -> str:
    person = asked.camp.folder.people(asked.camp.present.view().facts).get(bib)
    return person.name if person else ""


def _bib(typed: str) -> Bib:
    try:
        return read_bib(typed)
    except ValueError:
        raise Refused(400, f"{typed[:20]!r} is no bib", "Type the number the runner wears") from None
