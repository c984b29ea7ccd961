"""Records swapped with another node, and signed records that a stranger's device carries here."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Final, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from starlette.responses import Response

from stagerace.core.clock import Instant
from stagerace.core.names import DeviceId, NodeId, Number
from stagerace.core.roles import HAPPENED
from stagerace.log import VAULT_NAME, Log
from stagerace.log.door import take_in
from stagerace.node.camp import Camp
from stagerace.node.sharing import HEADQUARTERS, parcel_to, party, take_parcel
from stagerace.sync.envelope import ACCOUNTS, envelope_for
from stagerace.sync.sealed import LARGEST
from stagerace.sync.swapping import CannotSwap, Swap, answer, must_fit
from stagerace.web.bodies import is_json, read_json, read_msgpack
from stagerace.web.refusals import Refused
from stagerace.web.ways import Asked, Way

T = TypeVar("T")

SWAPPED: Final = 16 << 20
"""The largest message of a swap [bytes]: a mark's records are never parted."""
PACKED: Final = "application/msgpack"


class Carried(Struct, frozen=True):
    """What became of records that were carried here: how many were new, and what was refused, in words.

    `missing` names for each node the first number that must come before what was brought; `held` is up to which number
    the records of the node that carries are here.
    """

    added: int
    known: int
    refused: tuple[str, ...]
    missing: dict[NodeId, Number]
    held: Number


async def swap(asked: Asked) -> Response:
    """A message of a swap for the answer to it; whoever may not hand in records is only given what they miss.

    What tells that something happened is taken from everybody, as it is where it is carried here.
    """
    came_in = asked.camp.clock()
    heard = read_msgpack(asked.body, Swap)
    takes = asked.house.recognition.may(asked.who, "push") or any(row.kind in HAPPENED for row in heard.batch.rows)
    told = await written(asked.camp, lambda log, now: answer(log, heard, asked.camp.label, now, takes=takes))
    if asked.camp.rights().devices.get(heard.node, DeviceId("")) == asked.who.name:
        asked.camp.met(heard)
    said = replace(told, heard_at=came_in, said_at=asked.camp.clock())
    return Response(msgspec.msgpack.encode(said), media_type=PACKED)


async def carry(asked: Asked) -> Response:
    """Records that anybody carries, as msgpack or JSON: what devices of the race signed is taken, all else is not."""
    read = read_json if is_json(asked.request) else read_msgpack
    heard = read(asked.body, Swap)

    def take(log: Log, now: Instant) -> Carried:
        must_fit(log, heard)
        if not log.trust().root:
            raise CannotSwap("nobody was enrolled in this race yet, so nothing that is carried here can be proved")
        got = take_in(log, heard.batch.rows, heard.batch.marks, now)
        refused = tuple(f"{alert.node}:{alert.number}: {alert.what}" for alert in got.refused)
        return Carried(got.added, got.known, refused, got.gaps, log.vector().get(heard.node, Number(0)))

    return Response(msgspec.json.encode(await written(asked.camp, take)), media_type="application/json")


async def give_people(asked: Asked) -> Response:
    """What the device that asks may read of the people of the race, sealed for it alone; empty where none are known."""
    _must_be_device(asked)
    if not (asked.camp.folder.path / VAULT_NAME).is_file():
        return Response(b"", media_type="application/octet-stream")
    keys = asked.camp.keys
    work = partial(parcel_to, asked.camp.folder, DeviceId(asked.who.name), keys, asked.camp.clock())
    return Response(await asyncio.to_thread(work), media_type="application/octet-stream")


async def take_people(asked: Asked) -> Response:
    """A parcel of names and notes that was sealed for this node."""
    _must_be_device(asked)
    keys = asked.camp.keys
    work = partial(take_parcel, asked.camp.folder, asked.body, keys, asked.camp.clock())
    _, taken = await asyncio.to_thread(work)
    return Response(msgspec.json.encode({"taken": taken}), media_type="application/json")


async def give_accounts(asked: Asked) -> Response:
    """Who may log in, sealed for another headquarters of the race: its replica lets the same people in."""
    _must_be_device(asked)
    camp = asked.camp
    to = party(camp.rights(), DeviceId(asked.who.name), camp.clock())
    if to is None or HEADQUARTERS not in to.roles:
        raise Refused(403, "accounts go to headquarters only", "Enrol the replica in the role hq")
    sealed = await asyncio.to_thread(envelope_for, camp.accounts.all(), ACCOUNTS, camp.meta.log_id, to, camp.keys)
    return Response(sealed, media_type="application/octet-stream")


WAYS = (
    Way("GET", "/api/accounts", give_accounts),
    Way("POST", "/api/swap", swap, SWAPPED),
    Way("POST", "/api/carry", carry),
    Way("GET", "/api/people", give_people),
    Way("POST", "/api/people", take_people, LARGEST),
)


async def written(camp: Camp, work: Callable[[Log, Instant], T]) -> T:
    """What a piece of work with the log comes to, done by the one who writes it."""
    return await asyncio.wrap_future(camp.writer.do(work))


def _must_be_device(asked: Asked) -> None:
    if asked.who.kind != "device":
        raise Refused(403, "names travel only between enrolled devices", "Enrol this device")
