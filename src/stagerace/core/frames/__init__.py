"""Frames: a few hundred bytes for radio, satellite, a QR code or a text message, as little as passings can be told in.

Pure: bytes in, values out. `write_passings`, `write_roll_call` and `write_acknowledgement` make frames, `open_frame`
reads any bytes and answers with what they tell or why they were refused; `FrameSender` and `FrameReceiver` see to it
that everything arrives once. docs/frames.md tells the format byte by byte.
"""

from stagerace.core.frames.acknowledging import Acknowledgement, write_acknowledgement
from stagerace.core.frames.carriers import CARRIERS, from_text, to_text
from stagerace.core.frames.opening import Opened, open_frame
from stagerace.core.frames.passings import SOURCES, FramePassing, PassingsFrame, rounded, write_passings
from stagerace.core.frames.refusing import FrameRefused
from stagerace.core.frames.roll_call import RollCall, write_roll_call
from stagerace.core.frames.sealing import CHECK_SIZE
from stagerace.core.frames.session import FrameReceiver, FrameSender
from stagerace.core.frames.spans import Spans

__all__ = [
    "CARRIERS",
    "CHECK_SIZE",
    "SOURCES",
    "Acknowledgement",
    "FramePassing",
    "FrameReceiver",
    "FrameRefused",
    "FrameSender",
    "Opened",
    "PassingsFrame",
    "RollCall",
    "Spans",
    "from_text",
    "open_frame",
    "rounded",
    "to_text",
    "write_acknowledgement",
    "write_passings",
    "write_roll_call",
]
