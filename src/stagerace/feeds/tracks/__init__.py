"""Recorded tracks as devices and planners write them: one format a file, chosen by what a file holds."""

from stagerace.feeds.tracks.points import Read
from stagerace.feeds.tracks.recognising import read_tracks

__all__ = ["Read", "read_tracks"]
