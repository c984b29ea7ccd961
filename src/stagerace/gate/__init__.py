"""The gate: what may leave, for whom, and when; nothing is published that did not pass it."""

from stagerace.gate.audience import CREW, HQ, MEDICAL, PUBLIC, Audience, Viewer, family
from stagerace.gate.case import Terms
from stagerace.gate.incomplete import is_gone, is_incomplete, missing
from stagerace.gate.standstill import Published
from stagerace.gate.through import Outside, Passed, case_of, through
from stagerace.gate.told import Chance, Position

__all__ = [
    "CREW",
    "HQ",
    "MEDICAL",
    "PUBLIC",
    "Audience",
    "Chance",
    "Outside",
    "Passed",
    "Position",
    "Published",
    "Terms",
    "Viewer",
    "case_of",
    "family",
    "is_gone",
    "is_incomplete",
    "missing",
    "through",
]
