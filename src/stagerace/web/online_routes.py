"""For phones whose browser keeps no keys: a pass for a code, and records that the camp node writes for them."""

import re
from typing import Final

import msgspec
from msgspec import Raw, Struct
from starlette.responses import Response

from stagerace.core.clock import Instant
from stagerace.core.names import DeviceId, NodeId, Number
from stagerace.core.records import Body
from stagerace.node.online.passing_out import hand_out
from stagerace.node.online.writing import read_sent, write_for
from stagerace.web.bodies import read_json
from stagerace.web.refusals import Refused
from stagerace.web.swap_routes import written
from stagerace.web.ways import Asked, Way

SMALL: Final = 4_096
LARGEST: Final = 32_768
"""The largest record taken [bytes]: a roll call of every runner."""
_NONCE: Final = re.compile(r"[A-Za-z0-9_-]{16,64}")


class EnrolOnline(Struct, frozen=True):
    """A phone without keys that asks to be taken in: the code it was given, its label, and a nonce of its own."""

    token: str
    nonce: str
    label: str = ""


class PassTold(Struct, frozen=True, rename={"held": "pass"}):
    """What a phone was taken in as, and its pass."""

    device: DeviceId
    role: str
    place: str
    label: str
    log_id: str
    race: str
    root: DeviceId
    held: str


class Sent(Struct, frozen=True):
    """A record to be written, once under its nonce."""

    nonce: str
    body: Raw


class WrittenTold(Struct, frozen=True):
    """The record as it is in the log; `again` where it was written before."""

    node: NodeId
    number: Number
    wall: Instant
    tick: int
    body: Body
    again: bool


async def enrol(asked: Asked) -> Response:
    """A code for a pass; asked again with the same nonce, the same answer."""
    asked.house.count(asked.request, "login")
    said, camp = read_json(asked.body, EnrolOnline), asked.camp
    nonce = _nonce(said.nonce)
    (body, held), root = await written(
        camp, lambda log, now: (hand_out(log, camp.enrolling, said.token, nonce, said.label, now), log.trust().root)
    )
    meta = camp.meta
    return _json(PassTold(body.device, body.role, body.place, body.label, meta.log_id, meta.race, root, held))


async def record(asked: Asked) -> Response:
    """A record written for whoever holds a pass; answered once it is on the disk."""
    camp, held = asked.camp, asked.who.held
    if held is None:
        what = "the camp node writes only for phones that were taken in without keys of their own"
        raise Refused(403, what, "Let the device write its own records, and carry them here")
    said = read_json(asked.body, Sent)
    nonce, body = _nonce(said.nonce), read_sent(bytes(said.body))
    done = await written(camp, lambda log, now: write_for(log, camp.book, held, nonce, body, now))
    of = done.record
    return _json(WrittenTold(of.node, of.number, Instant(of.stamp.wall), of.stamp.tick, of.body, done.again))


WAYS = (
    Way("POST", "/api/post/enrol", enrol, SMALL),
    Way("POST", "/api/post/record", record, LARGEST),
)


def _nonce(text: str) -> str:
    if not _NONCE.fullmatch(text):
        do = "Draw 16 to 64 letters, digits, - or _ and keep them until the answer came"
        raise Refused(400, "this is no nonce", do)
    return text


def _json(told: Struct) -> Response:
    return Response(msgspec.json.encode(told), media_type="application/json")
