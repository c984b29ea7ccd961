"""The medical desk over HTTP: on a machine of the medics only, over a line that nobody else reads."""

import asyncio
from collections.abc import Callable
from typing import Final
from urllib.parse import quote

import msgspec
from starlette.responses import RedirectResponse, Response

from stagerace.node.camp import Camp
from stagerace.node.medic.counts import as_csv, counts_of
from stagerace.node.medic.notes import is_medics, read_notes
from stagerace.node.medic.noting import count_supplies, note_encounter, strike
from stagerace.node.watching import Watcher
from stagerace.web.form_taking import Again, Fields, take_form
from stagerace.web.medic_pages import desk_page, door_page, patient_page, read_wanted
from stagerace.web.naming import called, is_unread, must_be_unread
from stagerace.web.refusals import Refused
from stagerace.web.ways import Asked, Way

SMALL: Final = 8_192


async def door(asked: Asked) -> Response:
    """Where medical notes are kept; on the medics' own machine the way to them."""
    if await asyncio.to_thread(_is_open, asked):
        wanted = asked.request.query_params.get("bib", "")
        return RedirectResponse(f"/medic/runner/{quote(wanted, safe='')}" if wanted else "/medic/desk", 303)
    return await asyncio.to_thread(door_page, asked)


async def desk(asked: Asked) -> Response:
    """Who is to be seen again, who is in the medics' care, the supplies."""
    return await _kept(asked, desk_page)


async def patient(asked: Asked) -> Response:
    """A runner's encounters, and the form for the next one."""
    return await _kept(asked, lambda a: patient_page(a, read_wanted(a.request.path_params["bib"])))


async def encounter(asked: Asked) -> Response:
    """An encounter written down here, and the word that everybody else is told of it."""

    def again(fields: Fields, refused: Refused) -> Response:
        return patient_page(asked, read_wanted(fields.get("bib", "")), refused, fields)

    return await _written(asked, lambda fields: _noted(asked, fields), again)


async def mistake(asked: Asked) -> Response:
    """An encounter struck because it was written by mistake."""
    return await _written(asked, lambda fields: {"struck": strike(*_writing(asked, fields))})


async def supplies(asked: Asked) -> Response:
    """How many there are of something."""
    return await _written(asked, lambda fields: {"counted": _count(asked, fields)})


async def counts(asked: Asked) -> Response:
    """Cases per 1,000 runner-hours, as JSON or with `?format=csv` as a table: nobody's in particular."""
    await asyncio.to_thread(_must_be_kept_here, asked)
    camp = asked.camp
    told = await asyncio.to_thread(lambda: counts_of(camp.present.race()[0], read_notes(camp.folder, camp.meta.log_id)))
    is_table = asked.request.query_params.get("format") == "csv"
    name = f"medical-counts-{told.race}.{'csv' if is_table else 'json'}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if is_table:
        return Response(as_csv(told), headers=headers, media_type="text/csv; charset=utf-8")
    return Response(msgspec.json.encode(told), headers=headers, media_type="application/json")


WAYS = (
    Way("GET", "/medic", door),
    Way("GET", "/medic/desk", desk),
    Way("GET", "/medic/runner/{bib}", patient),
    Way("POST", "/api/medic/encounter", encounter, SMALL),
    Way("POST", "/api/medic/strike", mistake, SMALL),
    Way("POST", "/api/medic/supplies", supplies, SMALL),
    Way("GET", "/api/medic/counts", counts),
)


def _is_open(asked: Asked) -> bool:
    return is_medics(asked.camp) and is_unread(asked) and asked.house.recognition.may(asked.who, "read_medical")


def _must_be_kept_here(asked: Asked) -> None:
    if not is_medics(asked.camp):
        raise Refused(409, "medical notes are not kept on this machine", "Open /medic on the medics' laptop")
    must_be_unread(asked, "the medics' laptop")


async def _kept(asked: Asked, show: Callable[[Asked], Response]) -> Response:
    """A page with medical notes, where they are kept and unread; else the way to where they are."""
    if not await asyncio.to_thread(_is_open, asked):
        return RedirectResponse("/medic", 303)
    return await asyncio.to_thread(show, asked)


async def _written(asked: Asked, write: Callable[[Fields], object], again: Again | None = None) -> Response:
    await asyncio.to_thread(_must_be_kept_here, asked)
    return await take_form(asked, write, _back, again)


def _back(fields: Fields) -> str:
    bib = fields.get("bib", "").strip().upper()
    return f"/medic/runner/{quote(bib, safe='')}" if bib else "/medic/desk"


def _noted(asked: Asked, fields: Fields) -> object:
    return note_encounter(*_writing(asked, fields))


def _count(asked: Asked, fields: Fields) -> str:
    count_supplies(*_writing(asked, fields))
    return fields.get("what", "")


def _writing(asked: Asked, fields: Fields) -> tuple[Camp, Watcher, Fields, str]:
    return asked.camp, asked.house.headquarters.watcher, fields, called(asked)
