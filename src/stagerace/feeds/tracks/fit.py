"""FIT of watches: the records of an activity or a course; of a damaged file, what stands before the damage."""

import math
import struct
import warnings
from datetime import datetime
from typing import Any, Final

import fitdecode

from stagerace.core.errors import BadInput, Problem
from stagerace.core.findings import Finding
from stagerace.course.track import Waypoint
from stagerace.feeds.tracks.points import MISSING, Points, Read

_SEMICIRCLE: Final = 180.0 / 2**31
"""The unit of positions [deg]: FIT Protocol, field type `semicircles`."""
_BROKEN: Final = (fitdecode.FitError, struct.error, ValueError, TypeError, KeyError, IndexError, AttributeError,
                  OverflowError, ArithmeticError, AssertionError, UnicodeError)  # fmt: skip
"""What the decoder raises on damaged files."""


def read(data: bytes, file: str) -> Read:
    """The track of a FIT file.

    Raises BadInput where it is damaged before its first position.
    """
    points = Points()
    named: list[Waypoint] = []
    names: list[str] = []
    findings: tuple[Finding, ...] = ()
    try:
        _gather(data, points, named, names)
    except _BROKEN as damage:
        if not len(points):
            what = "this FIT file is damaged before its first position"
            remedy = "Copy it from the watch again, or export the activity as GPX"
            raise BadInput(Problem(what, remedy, file)) from damage
        what = f"the file is cut short or damaged ({damage})"
        findings = (Finding("damaged", what, f"the {len(points):,} points before are used", file),)
    if not len(points):
        return Read((), findings)
    return Read((points.track(names[0] if names else "", file, tuple(named)),), findings)


def _gather(data: bytes, points: Points, named: list[Waypoint], names: list[str]) -> None:
    with warnings.catch_warnings(), _reader(data) as messages:
        warnings.simplefilter("ignore")
        for message in messages:
            if message.frame_type != fitdecode.FIT_FRAME_DATA:
                continue
            if message.name == "record":
                _add(points, message)
            elif message.name == "event" and _value(message, "event_type") in {"start", "begin"}:
                points.new_piece()
            elif message.name == "course_point":
                named.extend(_named(message))
            elif message.name == "course" and isinstance(name := _value(message, "name"), str):
                names.append(name)


def _reader(data: bytes) -> Any:
    return fitdecode.FitReader(
        data, check_crc=fitdecode.CrcCheck.DISABLED, error_handling=fitdecode.ErrorHandling.IGNORE
    )


def _add(points: Points, message: Any) -> None:
    latitude, longitude = _degrees(message, "position_lat"), _degrees(message, "position_long")
    if math.isnan(latitude) or math.isnan(longitude):
        return
    altitude = _number(message, "enhanced_altitude")
    if math.isnan(altitude):
        altitude = _number(message, "altitude")
    told = _value(message, "timestamp")
    points.add_values(latitude, longitude, altitude, told.timestamp() if isinstance(told, datetime) else MISSING)


def _named(message: Any) -> list[Waypoint]:
    name, latitude, longitude = (
        _value(message, "name"),
        _degrees(message, "position_lat"),
        _degrees(message, "position_long"),
    )
    known = isinstance(name, str) and name.strip() and not math.isnan(latitude + longitude)
    return [Waypoint(name.strip(), latitude, longitude)] if known else []


def _degrees(message: Any, name: str) -> float:
    return _number(message, name) * _SEMICIRCLE


def _number(message: Any, name: str) -> float:
    value = _value(message, name)
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else MISSING


def _value(message: Any, name: str) -> Any:
    return message.get_value(name, fallback=None)
