"""Family links at the race office: a bib typed, a code on the screen for the family's phone, and taken back."""

import asyncio
from typing import Final
from urllib.parse import quote

from starlette.responses import Response

from stagerace.core.errors import BadInput
from stagerace.core.names import Bib
from stagerace.core.names import bib as read_bib
from stagerace.node.family.linking import FamilyDoor, link_of, open_link, revoke_link
from stagerace.node.site.settings import FILE, LANGUAGES, site_settings
from stagerace.web.form_taking import Fields, take_form
from stagerace.web.naming import called, must_be_unread
from stagerace.web.pages import page, qr_picture
from stagerace.web.refusals import Refused
from stagerace.web.ways import Asked, Way

SMALL: Final = 2_048


async def desk(asked: Asked) -> Response:
    """A runner's family link as it is."""
    typed = asked.request.query_params.get("bib", "").strip()
    return await asyncio.to_thread(_desk, asked, typed, None)


async def change(asked: Asked) -> Response:
    """A family link opened, or taken back."""

    def write(fields: Fields) -> object:
        door = _changed(asked, fields)
        return {"address": door.address if door else ""}

    def again(fields: Fields, refused: Refused) -> Response:
        return _desk(asked, fields.get("bib", ""), refused)

    return await take_form(asked, write, _back, again)


WAYS = (
    Way("GET", "/family", desk),
    Way("POST", "/api/family", change, SMALL),
)


def _back(fields: Fields) -> str:
    return f"/family?bib={quote(fields.get('bib', '').strip().upper(), safe='')}"


def _changed(asked: Asked, fields: Fields) -> FamilyDoor | None:
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
