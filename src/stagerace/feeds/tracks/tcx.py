"""TCX of Garmin's Training Center: activities with laps and tracks, and courses with their named points."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from stagerace.course.track import Track, Waypoint
from stagerace.feeds.tracks.points import Points, Read
from stagerace.feeds.tracks.tree import each, read_tree, text


def read(data: bytes, file: str) -> Read:
    """The tracks of a TCX file: one an activity, one a course.

    Raises BadInput where the XML cannot be read.
    """
    root, findings = read_tree(data, file)
    counted = Points()
    tracks = [_activity(element, file, counted) for element in _activities(root)]
    tracks += [_course(element, file, counted) for element in each(root, "Courses", "Course")]
    return Read(tuple(track for track in tracks if len(track)), (*findings, *counted.findings(file)))


def _activities(root: Element) -> Iterator[Element]:
    yield from each(root, "Activities", "Activity")
    yield from each(root, "Activities", "MultiSportSession", "FirstSport", "Activity")
    yield from each(root, "Activities", "MultiSportSession", "NextSport", "Activity")


def _activity(element: Element, file: str, counted: Points) -> Track:
    points = Points()
    points.new_piece()
    for lap in each(element, "Lap"):
        # A lap begins where the one before ended; only a second track within a lap is a break.
        for number, track in enumerate(each(lap, "Track")):
            if number:
                points.new_piece()
            _add(points, track)
    counted.unreadable += points.unreadable
    return points.track((text(element, "Id") or "").strip(), file)


def _course(element: Element, file: str, counted: Points) -> Track:
    points = Points()
    for track in each(element, "Track"):
        points.new_piece()
        _add(points, track)
    counted.unreadable += points.unreadable
    return points.track((text(element, "Name") or "").strip(), file, tuple(_named(element, counted)))


def _add(points: Points, track: Element) -> None:
    """The points that have a position; a heartbeat without one is no point of the way."""
    for point in each(track, "Trackpoint"):
        latitude = text(point, "Position", "LatitudeDegrees")
        longitude = text(point, "Position", "LongitudeDegrees")
        if latitude is not None and longitude is not None:
            points.add(latitude, longitude, text(point, "AltitudeMeters"), text(point, "Time"))


def _named(element: Element, counted: Points) -> Iterator[Waypoint]:
    for point in each(element, "CoursePoint"):
        name = (text(point, "Name") or "").strip()
        latitude = counted.number(text(point, "Position", "LatitudeDegrees"))
        longitude = counted.number(text(point, "Position", "LongitudeDegrees"))
        if name and abs(latitude) <= 90.0 and abs(longitude) <= 180.0:
            yield Waypoint(name, latitude, longitude)
