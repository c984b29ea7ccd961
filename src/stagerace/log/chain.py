"""What holds the records of a node together: a hash over each and the one before, and a check sum over each line."""

import re
from hashlib import blake2b
from typing import Final
from zlib import crc32

GENESIS: Final = bytes(16)
"""What stands before a node's first record."""

_NAME: Final = re.compile(r"[A-Za-z0-9_.:-]{1,64}")


def is_name(text: str) -> bool:
    """Whether a text may name a node or a kind: then it cannot blur where one hashed field ends."""
    return _NAME.fullmatch(text) is not None


def content(node: bytes, number: int, wall: int, tick: int, kind: bytes, version: int, body: bytes) -> bytes:
    """Everything that makes a record what it is, as one row of bytes.

    Raises TypeError, ValueError or OverflowError where damage has changed the type of a field.
    """
    return b"%b %d %d %d %b %d %b" % (node, number, wall, tick, kind, version, body)


def link(before: bytes, said: bytes) -> bytes:
    """The chain value of a record: a hash over its content and the chain value before it [16 bytes]."""
    return blake2b(before + said, digest_size=16).digest()


def seal(position: int, stored: int, said: bytes, chain: bytes) -> int:
    """The check sum of a whole line, with what only this file knows: where it stands and when it was stored."""
    return crc32(b"%d %d %b" % (position, stored, chain) + said)
