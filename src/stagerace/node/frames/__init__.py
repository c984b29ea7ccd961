"""Passings told in short frames: written from a race folder, and taken into one."""

from stagerace.node.frames.correspondents import Post, post_of
from stagerace.node.frames.taking import Taken, take_frames
from stagerace.node.frames.writing import Written, write_frames, write_roll

__all__ = ["Post", "Taken", "Written", "post_of", "take_frames", "write_frames", "write_roll"]
