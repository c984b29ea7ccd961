"""Devices taken in by a code, listed, and revoked: for the programs that ask, and as one page for the director."""

import asyncio
from typing import Final
from urllib.parse import urlencode

import msgspec
from msgspec import Struct
from starlette.responses import RedirectResponse, Response

from stagerace.core.clock import Instant
from stagerace.core.names import DeviceId
from stagerace.core.records import DeviceEnrolled
from stagerace.core.roles import ROLES, is_placed
from stagerace.node.devices import devices
from stagerace.node.enrolling import revoke
from stagerace.node.invitations import Invitation
from stagerace.web.bodies import read_fields, read_json
from stagerace.web.pages import page, qr_picture
from stagerace.web.refusals import Refused
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
    made, told = await _invited(asked)
    if _is_form(asked):
        shown = {"invitation": made, "told": told, "qr": qr_picture(told.url), "url": _url(asked)}
        return page("invitation.html.j2", asked, shown)
    return _json(told)


async def list_devices(asked: Asked) -> Response:
    """Every device with its role, how far it was heard, and what of it counts for nothing."""
    return _json(await asyncio.to_thread(asked.camp.present.ask, devices))


async def devices_page(asked: Asked) -> Response:
    """The devices of the race, a form to take one in, a button to revoke each."""
    found = await asyncio.to_thread(asked.camp.present.ask, devices)
    gaps = await asyncio.to_thread(asked.camp.missing)
    race = asked.camp.present.race()[0]
    places = dict.fromkeys(str(place) for stage in race.plan.stages for place, _ in stage.points)
    mine = ROLES[asked.who.role].powers if asked.who.role in ROLES else frozenset()
    shown = {
        "found": found, "gaps": gaps, "places": list(places), "zone": race.plan.zone,
        "roles": [(role, is_placed(role)) for role in ROLES], "may_revoke": "revoke" in mine,
    }  # fmt: skip
    return page("devices.html.j2", asked, shown)


async def revoke_device(asked: Asked) -> Response:
    """A device trusted no more, from an instant on [ms since 1970, or now]."""
    form = read_fields(asked.request, asked.body)
    since, reason = form.get("since", ""), form.get("reason", "")
    if since and not (since.isascii() and since.isdigit() and len(since) < 15):
        raise Refused(400, "this is no instant", "Send milliseconds since 1970, or nothing for now")
    device = DeviceId(form.get("device", ""))
    await written(
        asked.camp,
        lambda log, now: revoke(log, device, Instant(int(since)) if since else now, reason[:200], now, _asker(asked)),
    )
    return RedirectResponse("/devices", 303) if _is_form(asked) else _json({"revoked": device})


async def missing(asked: Asked) -> Response:
    """What others said that there is and that is not here, in numbers and in words."""
    found = await asyncio.to_thread(asked.camp.missing)
    return _json(
        [{"node": gap.node, "label": gap.label, "held": gap.held, "says": gap.says, "text": str(gap)} for gap in found]
    )


WAYS = (
    Way("POST", "/api/enrol", enrol, SMALL),
    Way("GET", "/enrol", enrol_page),
    Way("GET", "/devices", devices_page),
    Way("GET", "/api/devices", list_devices),
    Way("POST", "/api/invite", invite, SMALL),
    Way("POST", "/api/revoke", revoke_device, SMALL),
    Way("GET", "/api/missing", missing),
)


async def _invited(asked: Asked) -> tuple[Invitation, InviteTold]:
    form = read_fields(asked.request, asked.body)
    role, place, label = (form.get(key, "") for key in ("role", "place", "label"))
    made = await written(
        asked.camp, lambda log, now: asked.camp.enrolling.invite(log, role, place, label, now, _asker(asked))
    )
    # After the # it is never sent to a server, nor written down by one.
    url = f"{_url(asked)}enrol#{urlencode({'code': made.token})}"
    return made, InviteTold(url, made.token, made.role, made.place, made.label, made.expires)


def _asker(asked: Asked) -> str:
    """In which role somebody enrols and revokes: a race director who logged in speaks for headquarters itself."""
    who = asked.who
    return "hq" if who.kind == "person" and who.role == "director" else who.role


def _url(asked: Asked) -> str:
    return asked.camp.urls[0] if asked.camp.urls else str(asked.request.base_url)


def _is_form(asked: Asked) -> bool:
    return asked.request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded")


def _json(told: object) -> Response:
    return Response(msgspec.json.encode(told), media_type="application/json")
