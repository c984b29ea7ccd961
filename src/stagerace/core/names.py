"""Names that look alike and mean different things, each with its own type."""

from collections.abc import Mapping
from typing import Literal, NewType

Bib = NewType("Bib", str)
"""What is printed on a runner's chest in one race: digits and letters, leading zeros kept."""

StageNo = NewType("StageNo", int)
"""The number of a stage, from 1."""

PlaceId = NewType("PlaceId", str)
"""A place of the course where times are taken: `1START`, `1CP1`, `1FINISH`."""

WaveId = NewType("WaveId", str)
"""A group of runners who start together."""

NodeId = NewType("NodeId", str)
"""One installation that writes records."""

DeviceId = NewType("DeviceId", str)
"""The holder of a signing key: `d` and 16 hex digits of a hash of the public key."""

Number = NewType("Number", int)
"""The place of a record among those of its node, from 1, without holes."""

Subject = NewType("Subject", str)
"""A random key that stands for a person in records; the vault knows whose it is."""

Metres = NewType("Metres", int)
"""A distance in whole metres."""

Direction = Literal["in", "out"]
"""Whether a passing is an arrival at a place or a departure from it."""

RecordId = tuple[NodeId, Number]
"""Who wrote a record, and which of theirs it is."""


Numbers = tuple[tuple[NodeId, Number], ...]
"""For each of some nodes a number, by node: up to where something is held, or counts."""


def numbers_of(vector: Mapping[NodeId, Number]) -> Numbers:
    """A number for each node, as a record can hold them."""
    return tuple(sorted(vector.items()))


def say_record(record: RecordId) -> str:
    """A record's identity as people type it: `camp:12`."""
    return f"{record[0]}:{record[1]}"


def read_record(text: str) -> RecordId:
    """The identity of a record from `node:number`.

    Raises ValueError when it is none.

    >>> read_record("camp:12")
    ('camp', 12)
    """
    node, _, number = text.strip().rpartition(":")
    if not node or not number.isascii() or not number.isdigit():
        raise ValueError(f"{text!r} is not a record; write node:number as `stagerace explain` shows it")
    return (NodeId(node), Number(int(number)))


UNREAD = "*"
"""Stands in a bib for a digit that could not be read."""

START = "START"
FINISH = "FINISH"


def bib(text: str) -> Bib:
    """A bib from what was typed or read: trimmed, upper case, `*` for an unread character.

    Raises ValueError when it is empty, longer than 8, or holds anything but letters, digits and `*`.

    >>> bib(" d012 ")
    'D012'
    """
    name = text.strip().upper()
    if not name or len(name) > 8 or not all((c.isascii() and c.isalnum()) or c == UNREAD for c in name):
        raise ValueError(f"{text!r} is not a bib: 1 to 8 letters and digits, * for one that could not be read")
    return Bib(name)


def is_read(name: Bib) -> bool:
    """Whether every character of a bib was read."""
    return UNREAD not in name


def bib_order(name: Bib) -> tuple[int, str]:
    """The key that sorts bibs as people do: by their number first, 9 before 10, then as text."""
    digits = "".join(c for c in name if c.isdigit())
    return (int(digits) if digits else 10**9, name)


def start_of(stage: StageNo) -> PlaceId:
    """The place where a stage starts."""
    return PlaceId(f"{stage}{START}")


def finish_of(stage: StageNo) -> PlaceId:
    """The place where a stage finishes."""
    return PlaceId(f"{stage}{FINISH}")
