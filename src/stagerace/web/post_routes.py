"""What the checkpoint app asks of the camp node: the checkpoint pack, and the time."""

import asyncio

import msgspec
from msgspec import Struct
from starlette.responses import Response

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, DeviceId, NodeId, Number, PlaceId
from stagerace.log import VAULT_NAME
from stagerace.node.checkpoint.pack import Asking, Naming, pack_of
from stagerace.node.checkpoint.telling import PostTold
from stagerace.node.guardians import guardians_of, labels_of
from stagerace.node.online.writing import written_for
from stagerace.rules.race import Race
from stagerace.web.naming import is_unread
from stagerace.web.refusals import Refused
from stagerace.web.ways import Asked, Way


class ClockTold(Struct, frozen=True):
    """When a question came in and when it was answered, by the camp's clock [ms], and how fast that clock runs."""

    heard_at: Instant
    said_at: Instant
    rate: float


async def clock(asked: Asked) -> Response:
    """The time, for a device to hold its own clock against."""
    heard_at = asked.camp.clock()
    return _json(ClockTold(heard_at, asked.camp.clock(), asked.camp.rate))


async def post(asked: Asked) -> Response:
    """Everything a checkpoint needs to go on without a network; `?place=`, else the one that the device is held to.

    With `since=NODE:POSITION` of the last pack: nothing, where that is this node and nothing was written since.
    """
    if asked.request.query_params.get("since") == f"{asked.camp.node}:{asked.camp.live.position}":
        return Response(status_code=204)
    return _json(await asyncio.to_thread(lambda: pack_for(asked, _place(asked))))


WAYS = (
    Way("GET", "/api/clock", clock),
    Way("GET", "/api/post", post),
)


def pack_for(asked: Asked, place: PlaceId) -> PostTold:
    """The checkpoint pack of a place of the race, for whoever asks."""
    camp = asked.camp
    # First how far and until when, then what of it: no record may seem to be known here that is not in the pack.
    marked, now = _marked(asked), camp.clock()
    race, position = camp.present.race()
    records = camp.present.view().records
    naming, names = _names(asked, race)
    guardians = guardians_of(camp.rights(), now)
    asking = Asking(
        camp.node,
        camp.meta.log_id,
        position,
        now,
        _device(asked),
        camp.rate,
        naming,
        names,
        marked,
        written_for(camp.book, _device(asked), records) if asked.who.kind == "pass" else frozenset(),
        guardians,
        labels_of(camp.rights(), guardians),
    )
    return pack_of(race, records, place, asking)


def _place(asked: Asked) -> PlaceId:
    race, _ = asked.camp.present.race()
    own = _own_places(asked)
    place = PlaceId(asked.request.query_params.get("place", own[0] if len(own) == 1 else ""))
    if place not in race.plan.stage_at:
        known = own or tuple(race.plan.stage_at)
        what = f"there is no place {place[:20]!r} in this race" if place else "no place was named"
        raise Refused(404, what, f"Ask for one of {', '.join(known)}")
    return place


def _own_places(asked: Asked) -> tuple[PlaceId, ...]:
    grants = asked.camp.rights().enrolled.get(_device(asked), ())
    return tuple(dict.fromkeys(grant.place for grant in grants if grant.place))


def _device(asked: Asked) -> DeviceId:
    return DeviceId(asked.who.name if asked.who.kind in ("device", "pass") else "")


def _names(asked: Asked, race: Race) -> tuple[Naming, dict[Bib, str]]:
    """The runners' names, only where they travel unread by others."""
    folder = asked.camp.folder
    if not asked.house.recognition.may(asked.who, "read_names"):
        return "not for this role", {}
    if not is_unread(asked):
        return "not over this line", {}
    if not (folder.path / VAULT_NAME).is_file():
        return "none here", {}
    return "told", {bib: person.name for bib, person in folder.people(race.facts).items()}


def _marked(asked: Asked) -> dict[NodeId, Number]:
    """How far the camp node holds the records of the asking device."""
    camp, device = asked.camp, _device(asked)
    mine = {node for node, each in camp.rights().devices.items() if device and each == device}
    return {node: number for node, number in camp.present.vector().items() if node in mine}


def _json(told: Struct) -> Response:
    return Response(msgspec.json.encode(told), media_type="application/json")
