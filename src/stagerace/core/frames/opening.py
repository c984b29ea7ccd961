"""Any bytes, read as a frame: what they tell, or why they were refused."""

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from stagerace.core.frames import acknowledging, passings, roll_call
from stagerace.core.frames.acknowledging import Acknowledgement
from stagerace.core.frames.passings import PassingsFrame
from stagerace.core.frames.refusing import FrameRefused, Unwritten
from stagerace.core.frames.roll_call import RollCall
from stagerace.core.frames.sealing import unseal

Frame = PassingsFrame | RollCall | Acknowledgement

_READERS: Final[dict[int, Callable[[bytes], Frame]]] = {
    passings.TYPE: passings.read_passings,
    roll_call.TYPE: roll_call.read_roll_call,
    acknowledging.TYPE: acknowledging.read_acknowledgement,
}


class Opened(Struct, frozen=True):
    """What a frame tells, and whether the key proves who wrote it; else it is only known to be whole."""

    frame: Frame
    is_proven: bool


def open_frame(raw: bytes, *, key: bytes = b"", context: bytes = b"") -> Opened | FrameRefused:
    """What any bytes tell as a frame of this race; never an error, and nothing that was not written so.

    A frame without a key is opened whatever key is given, and then proves nothing.
    """
    found = unseal(raw, key, context)
    if isinstance(found, FrameRefused):
        return found
    kind, body, is_proven = found
    if kind not in _READERS:
        return FrameRefused("unknown type")
    try:
        return Opened(_READERS[kind](body), is_proven)
    except (Unwritten, ValueError):
        return FrameRefused("not as frames are written")
