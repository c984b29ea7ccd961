"""The page of the devices: who writes in the race, a form to take one in, one to revoke each that was lost."""

import asyncio
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.plan import Plan
from stagerace.core.roles import ROLES, has_power, is_placed, may_enrol
from stagerace.core.zone import Zone, say_clock
from stagerace.node.camp import Camp
from stagerace.node.devices import Device, devices
from stagerace.web.pages import page
from stagerace.web.refusals import Refused
from stagerace.web.ways import Asked

_UTC: Final = Zone("UTC", ((Instant(0), 0),))


@dataclass(frozen=True)
class Filled:
    """What somebody filled in already, so that a refused form need not be typed again."""

    role: str = "timekeeper"
    place: str = ""
    label: str = ""


async def devices_page(asked: Asked, refused: Refused | None = None, filled: Filled = Filled()) -> Response:
    """The devices of the race as a page; with what went wrong and what was filled in."""
    shown = await asyncio.to_thread(_shown, asked)
    status = refused.status if refused else 200
    return page("devices.html.j2", asked, {**shown, "refused": refused, "filled": filled}, status)


def _shown(asked: Asked) -> dict[str, object]:
    camp, role = asked.camp, asker(asked)
    found, zone = camp.present.ask(devices), zone_of(camp)
    plan = camp.present.view().facts.plan
    mine = [other for other in ROLES if may_enrol(role, other)]
    return {
        "devices": [(each, _heard(each, zone), _may_revoke(role, each, found.root)) for each in found.devices],
        "root": found.root,
        "gaps": camp.missing(),
        "stages": _places(plan) if plan else [],
        "placed": [other for other in mine if is_placed(other)],
        "others": [other for other in mine if not is_placed(other)],
    }


def asker(asked: Asked) -> str:
    """In which role somebody enrols and revokes: a race director who logged in speaks for headquarters itself."""
    who = asked.who
    return "hq" if who.kind == "person" and who.role == "director" else who.role


def zone_of(camp: Camp) -> Zone:
    """The clock of the race; UTC where no plan was adopted yet."""
    plan = camp.present.view().facts.plan
    return plan.zone if plan else _UTC


def say_minute(instant: Instant, zone: Zone) -> str:
    """The minute of an instant at the race."""
    return say_clock(Instant(instant - instant % MINUTE), zone)


def _heard(device: Device, zone: Zone) -> str:
    return say_minute(device.last_seen, zone) if device.last_seen is not None else ""


def _places(plan: Plan) -> list[tuple[str, list[str]]]:
    """The places of each stage, each once."""
    return [(f"Stage {stage.n}", [str(place) for place in dict.fromkeys(at for at, _ in stage.points)])
            for stage in plan.stages]  # fmt: skip


def _may_revoke(role: str, device: Device, root: str) -> bool:
    if not device.duties or device.revoked or device.device == root:
        return False
    return has_power(role, "revoke") and all(may_enrol(role, duty.role) for duty in device.duties)
