"""An invented course written as GPX 1.1, said to be invented wherever a reader looks."""

from collections.abc import Iterator
from html import escape
from typing import Final

from stagerace.course.invented.course import InventedCourse, Spot

INVENTED: Final = "invented"
"""The keyword by which a course that nobody has walked is known again."""


def gpx_text(name: str, course: InventedCourse) -> str:
    """The course as GPX 1.1: a waypoint a place, one track."""
    return "\n".join([*_head(name), *_waypoints(course), *_track(name, course), "</gpx>"]) + "\n"


def _head(name: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gpx version="1.1" creator="StageRace" xmlns="http://www.topografix.com/GPX/1/1">'
    yield "<metadata>"
    yield f"<name>{escape(name)}</name>"
    yield "<desc>An invented course: no such race takes place, nobody has walked it.</desc>"
    yield f"<keywords>{INVENTED}</keywords>"
    yield "</metadata>"


def _waypoints(course: InventedCourse) -> Iterator[str]:
    for place, spot in course.places:
        yield f"<wpt {_at(spot)}><ele>{spot.altitude:.1f}</ele><name>{escape(place)}</name></wpt>"


def _track(name: str, course: InventedCourse) -> Iterator[str]:
    yield from ("<trk>", f"<name>{escape(name)}</name>", "<trkseg>")
    for spot in course.points:
        yield f"<trkpt {_at(spot)}><ele>{spot.altitude:.1f}</ele></trkpt>"
    yield from ("</trkseg>", "</trk>")


def _at(spot: Spot) -> str:
    return f'lat="{spot.latitude:.6f}" lon="{spot.longitude:.6f}"'
