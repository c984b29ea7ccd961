"""Writing a record for a phone without keys: with its rights and no more, and once however often it is sent."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from stagerace.core.clock import Instant, Segment
from stagerace.core.errors import BadInput, Problem, StageraceError
from stagerace.core.names import DeviceId, Number, PlaceId, RecordId, bib
from stagerace.core.passes import Pass
from stagerace.core.records import BibRead, Body, Confirmed, GunFired, Passing, Record, Voided, decode, encode, kind_of
from stagerace.core.records.kinds import VERSIONS
from stagerace.core.roles import CREW, Target, may_append
from stagerace.log import Log
from stagerace.log.reading import to_record
from stagerace.log.store import speaking
from stagerace.node.online.book import Book, Line

KINDS: Final = frozenset(
    {"passing", "bib_read", "confirmed", "voided", "hold_called", "incident_opened", "incident_told", *CREW}
)
"""What is written for a phone."""
ONLINE: Final = ", online"
"""How the source of a passing ends that the camp node wrote for a phone."""
_LONGEST: Final = 80


class MayNotWrite(StageraceError):
    """A phone sent what its role, or its place, may not write."""


class Written(Struct, frozen=True):
    """The record that became of what a phone sent; `again` where it was sent, and written, before."""

    record: Record
    again: bool


def read_sent(raw: bytes) -> Body:
    """The body that a phone sent, without what only its own clock could vouch for.

    Raises BadInput where it is no record that is written for a phone.
    """
    try:
        kind = msgspec.json.decode(raw, type=_Kind).kind
        if kind not in KINDS:
            raise _bad(f"a {kind[:30]!r} is not written for a phone")
        body = decode(kind, VERSIONS[kind], raw)
        return _without_clock(body)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise _bad(f"this is no record: {error}") from None
    except ValueError as error:
        raise _bad(str(error)) from None


def write_for(log: Log, book: Book, held: Pass, nonce: str, body: Body, now: Instant) -> Written:
    """Writes a record for whoever holds a pass, once under each nonce.

    Raises BadInput where the nonce was used for something else, MayNotWrite, LogRefused with nothing written.
    """
    digest = _digest(body)
    if line := book.find(held.device, nonce):
        if line.digest != digest:
            raise _bad("this nonce was used for another record")
        if (there := _record(log, line.record)) is not None and there.body == body:
            return Written(there, again=True)
    _must_be_allowed(log, book, held, body)
    intended = (log.node, Number(log.pen.number + 1))
    # Noted before it is written: should the power fail right after, the line finds the record, or that there is none.
    book.note(held.device, nonce, Line(digest, intended))
    (record,) = log.append([body], now)
    if record.id != intended:
        book.note(held.device, nonce, Line(digest, record.id))
    return Written(record, again=False)


def written_for(book: Book, device: DeviceId, records: Iterable[Record]) -> frozenset[RecordId]:
    """Which of these records were written for a phone: its line names the record, and its digest is the record's.

    A line may speak of a record that never came to be, because the disk refused it; somebody else's has its number now.
    """
    lines = book.lines(device)
    named = {line.record for line in lines}
    found = (record for record in records if record.id in named)
    return frozenset(record.id for record in found if Line(_digest(record.body), record.id) in lines)


class _Kind(Struct):
    kind: str


def _without_clock(body: Body) -> Body:
    match body:
        case Passing():
            source = body.source.removesuffix(ONLINE).strip()[:_LONGEST] or "phone"
            return replace(body, bib=bib(body.bib), source=f"{source}{ONLINE}", segment=Segment(0), mono=None)
        case GunFired():
            return replace(body, segment=Segment(0), mono=None)
        case BibRead():
            return replace(body, bib=bib(body.bib))
        case _:
            return body


def _must_be_allowed(log: Log, book: Book, held: Pass, body: Body) -> None:
    target = None
    if isinstance(body, BibRead | Confirmed | Voided):
        target = _target(log, book, held, body.target)
    if not may_append(held.role, held.place, body, target):
        raise MayNotWrite(f"a {held.role} of {held.place} may not write this {_called(body)}; {_do(body)}")


def _target(log: Log, book: Book, held: Pass, record: RecordId) -> Target | None:
    found = _record(log, record)
    is_own = found is not None and bool(written_for(book, held.device, [found]))
    about = _record(log, found.body.target) if found and isinstance(found.body, BibRead) else found
    place = getattr(about.body, "place", None) if about else None
    return Target(is_own, PlaceId(place)) if isinstance(place, str) else None


def _record(log: Log, record: RecordId) -> Record | None:
    node, number = record
    with speaking(log.path):
        line = next(log.sound_after(node, number - 1), None)
    return to_record(line, {}) if line is not None and line[2] == number else None


def _digest(body: Body) -> bytes:
    return blake2b(encode(body), digest_size=16).digest()


def _called(body: Body) -> str:
    return kind_of(body)[0].replace("_", " ")


def _do(body: Body) -> str:
    if isinstance(body, BibRead | Confirmed | Voided):
        return "It is about a record of another device or place: ask the captain, or the timekeepers at headquarters"
    return "Ask for another code, for the place where you are"


def _bad(what: str) -> BadInput:
    return BadInput(Problem(what, "Send what docs/app.md describes"))
