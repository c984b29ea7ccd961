"""Devices taken in by a code, listed, and revoked: for the programs that ask, and for the forms of the page."""

import asyncio
from typing import Final
from urllib.parse import urlencode

import msgspec
from msgspec import Struct
from starlette.responses import RedirectResponse, Response

from stagerace.core.clock import Instant
from stagerace.core.errors import StageraceError
from stagerace.core.names import DeviceId
from stagerace.core.records import DeviceEnrolled
from stagerace.core.roles import is_placed
from stagerace.node.devices import devices
from stagerace.node.enrolling import revoke
from stagerace.web.bodies import is_form, read_fields, read_json
from stagerace.web.device_pages import Filled, asker, devices_page, say_minute, zone_of
from stagerace.web.pages import page, qr_picture
from stagerace.web.refusals import Refused, refused_by
from stagerace.web.swap_routes import written
from stagerace.web.ways import Asked, Way

SMALL: Final = 4_096


class Enrol(Struct, frozen=True):
    """A device that asks to be taken in: the code it was given and its two public keys, as hex digits."""

    token: str
    sign_key: str
    box_key: str
    label: str = ""


class EnrolTold(Struct, frozen=True):
    """What a device was taken in as, in which race; `root` is who is trusted first."""

    device: DeviceId
    role: str
    place: str
    log_id: str
    race: str
    root: DeviceId


class InviteTold(Struct, frozen=True):
    """An invitation: the address to open or scan, and until when."""

    url: str
    token: str
    role: str
    place: str
    label: str
    expires: Instant


async def enrol(asked: Asked) -> Response:
    """A code for a place in the race; asked again by the same device, the same answer."""
    asked.house.count(asked.request, "login")
    said = read_json(asked.body, Enrol)
    try:
        keys = bytes.fromhex(said.sign_key), bytes.fromhex(said.box_key)
    except ValueError:
        raise Refused(400, "these are no keys", "Send two public keys as hex digits") from None
    camp = asked.camp
    made = await written(
        camp, lambda log, now: (camp.enrolling.enrol(log, said.token, *keys, said.label, now), log.trust().root)
    )
    body: DeviceEnrolled = made[0]
    return _json(EnrolTold(body.device, body.role, body.place, camp.meta.log_id, camp.meta.race, made[1]))


async def enrol_page(asked: Asked) -> Response:
    """What to do with a code that was scanned; the code itself stays in the address bar."""
    return page("enrol.html.j2", asked, {"url": _url(asked)})


async def invite(asked: Asked) -> Response:
    """An invitation for one device, for a quarter of an hour."""
    form = read_fields(asked.request, asked.body)
    filled = Filled(*(form.get(key, "") for key in ("role", "place", "label")))
    try:
        told = await _invited(asked, filled)
    except StageraceError as error:
        if not is_form(asked.request):
            raise
        return await devices_page(asked, refused_by(error, asked.camp), filled)
    if not is_form(asked.request):
        return _json(told)
    until = await asyncio.to_thread(lambda: say_minute(told.expires, zone_of(asked.camp)))
    shown = {"told": told, "until": until, "qr": qr_picture(told.url), "url": _url(asked)}
    return page("invitation.html.j2", asked, shown)


async def list_devices(asked: Asked) -> Response:
    """Every device with its role, how far it was heard, and what of it counts for nothing."""
    return _json(await asyncio.to_thread(asked.camp.present.ask, devices))


async def show_devices(asked: Asked) -> Response:
    """The devices of the race, a form to take one in, a button to revoke each."""
    return await devices_page(asked)


async def revoke_device(asked: Asked) -> Response:
    """A device trusted no more, from an instant on [ms since 1970, or now]."""
    form = read_fields(asked.request, asked.body)
    since, reason = form.get("since", ""), form.get("reason", "")
    if since and not (since.isascii() and since.isdigit() and len(since) < 15):
        raise Refused(400, "this is no instant", "Send milliseconds since 1970, or nothing for now")
    device = DeviceId(form.get("device", ""))
    start = Instant(int(since)) if since else None
    try:
        await written(
            asked.camp,
            lambda log, now: revoke(log, device, now if start is None else start, reason[:200], now, asker(asked)),
        )
    except StageraceError as error:
        if not is_form(asked.request):
            raise
        return await devices_page(asked, refused_by(error, asked.camp))
    return RedirectResponse("/devices", 303) if is_form(asked.request) else _json({"revoked": device})


async def missing(asked: Asked) -> Response:
    """What others said that there is and that is not here, in numbers and in words."""
    found = await asyncio.to_thread(asked.camp.missing)
    return _json(
        [{"node": gap.node, "label": gap.label, "held": gap.held, "says": gap.says, "text": str(gap)} for gap in found]
    )


WAYS = (
    Way("POST", "/api/enrol", enrol, SMALL),
    Way("GET", "/enrol", enrol_page),
    Way("GET", "/devices", show_devices),
    Way("GET", "/api/devices", list_devices),
    Way("POST", "/api/invite", invite, SMALL),
    Way("POST", "/api/revoke", revoke_device, SMALL),
    Way("GET", "/api/missing", missing),
)


async def _invited(asked: Asked, filled: Filled) -> InviteTold:
    camp = asked.camp
    made = await written(
        camp,
        lambda log, now: camp.enrolling.invite(log, filled.role, filled.place, filled.label, now, asker(asked)),
    )
    # After the # it is never sent to a server, nor written down by one.
    page_of = "app/" if is_placed(made.role) else "enrol"
    url = f"{_url(asked)}{page_of}#{urlencode({'code': made.token})}"
    return InviteTold(url, made.token, made.role, made.place, made.label, made.expires)


def _url(asked: Asked) -> str:
    return asked.camp.urls[0] if asked.camp.urls else str(asked.request.base_url)


def _json(told: object) -> Response:
    return Response(msgspec.json.encode(told), media_type="application/json")
