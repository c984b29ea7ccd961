"""A pass: what a phone without keys of its own shows with every request, signed by the headquarters that took it in."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

import msgspec
from msgspec import Struct

from stagerace.core.names import DeviceId, PlaceId
from stagerace.core.roles import Power

PASS_HEADER: Final = "StageRace-Pass"  # noqa: S105 a name, no secret
"""Carries the pass with a request."""
PASS_POWERS: Final[frozenset[Power]] = frozenset({"read_records", "keep_times", "read_names"})
"""What a pass lets its holder ask for, where the role has it too: it crosses the camp unsealed."""
_LONGEST: Final = 1_000


class Pass(Struct, frozen=True):
    """Which device of which race its holder is, in which role and at which place; `by` is the device that signed it."""

    log_id: str
    device: DeviceId
    role: str
    place: PlaceId
    by: DeviceId


def pass_bytes(held: Pass) -> bytes:
    """What is signed of a pass."""
    return b"stagerace pass 1 " + msgspec.json.encode(held)


def say_pass(held: Pass, signature: bytes) -> str:
    """A pass as its header says it."""
    return f"{_text(msgspec.json.encode(held))}.{_text(signature)}"


def read_pass(header: str) -> tuple[Pass, bytes]:
    """The pass in a header, and its signature.

    Raises ValueError when it is none.
    """
    said, dot, signature = header.partition(".") if header.isascii() and len(header) <= _LONGEST else ("", "", "")
    if not dot:
        raise ValueError("this is no pass")
    try:
        held = msgspec.json.decode(_bytes(said), type=Pass)
    except msgspec.MsgspecError:
        raise ValueError("this is no pass") from None
    if say_pass(held, sealed := _bytes(signature)) != header:
        raise ValueError("this is no pass")
    return held, sealed


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
