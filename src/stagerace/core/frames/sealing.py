"""What stands around every frame: version, kind and sender before it, eight bytes of a digest after it.

With a key that sender and receiver share, the digest proves who wrote the frame; without one it only shows damage.
"""

from hashlib import blake2b
from hmac import compare_digest
from typing import Final

from stagerace.core.frames.refusing import FrameRefused

VERSION: Final = 1
CHECK_SIZE: Final = 8
"""The size of the digest [bytes]."""
_PERSON: Final = b"stagerace frame"
_KEYED: Final = 0x08
_TYPE: Final = 0x07


def seal(kind: int, body: bytes, key: bytes, context: bytes) -> bytes:
    """A whole frame: `context` is what both sides know of the race and no other race has; no key where it is empty."""
    said = bytes([VERSION << 4 | (_KEYED if key else 0) | kind]) + body
    return said + _digest(said, key, context)


def unseal(frame: bytes, key: bytes, context: bytes) -> tuple[int, bytes, bool] | FrameRefused:
    """The type and the body of a frame, and whether the key proves it; or why it was refused."""
    if len(frame) <= CHECK_SIZE:
        return FrameRefused("too short")
    head, is_keyed = frame[0], bool(frame[0] & _KEYED)
    if head >> 4 != VERSION:
        return FrameRefused("another version")
    if is_keyed and not key:
        return FrameRefused("needs a key")
    said, check = frame[:-CHECK_SIZE], frame[-CHECK_SIZE:]
    if not compare_digest(check, _digest(said, key if is_keyed else b"", context)):
        return FrameRefused("damaged")
    return head & _TYPE, said[1:], is_keyed


def _digest(said: bytes, key: bytes, context: bytes) -> bytes:
    bound = len(context).to_bytes(4, "big") + context + said
    return blake2b(bound, digest_size=CHECK_SIZE, key=key, person=_PERSON).digest()
