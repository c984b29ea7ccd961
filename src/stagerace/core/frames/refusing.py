"""Why bytes were refused as a frame."""

from typing import Literal

from msgspec import Struct

Why = Literal["too short", "another version", "unknown type", "needs a key", "damaged", "not as frames are written"]
"""The reasons for which bytes are refused."""


class FrameRefused(Struct, frozen=True):
    """Bytes that are no frame, or not whole; nothing of them is taken in."""

    why: Why


class Unwritten(Exception):
    """Raised within the reader where bytes stand that the writer would not have put there."""
