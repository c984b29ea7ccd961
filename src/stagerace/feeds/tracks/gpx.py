"""GPX 1.0 and 1.1: tracks with their segments, routes where there is no track, waypoints."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from stagerace.core.findings import Finding
from stagerace.course.invented.gpx import INVENTED
from stagerace.course.track import Track, Waypoint
from stagerace.feeds.tracks.points import Points, Read
from stagerace.feeds.tracks.tree import each, read_tree, text


def read(data: bytes, file: str) -> Read:
    """The tracks of a GPX file; every one carries all waypoints of the file.

    Raises BadInput where the XML cannot be read.
    """
    root, findings = read_tree(data, file)
    unreadable = Points()
    waypoints = tuple(_waypoints(root, unreadable))
    invented = INVENTED in (text(root, "metadata", "keywords") or text(root, "keywords") or "").lower()
    tracks = [_track(element, file, waypoints, unreadable, invented=invented) for element in each(root, "trk")]
    tracks = [track for track in tracks if len(track)]
    if not tracks:
        tracks = [_route(element, file, waypoints, unreadable, invented=invented) for element in each(root, "rte")]
        tracks = [track for track in tracks if len(track)]
        if tracks:
            what = "the file holds a route but no track"
            findings += (Finding("route", what, "taken as the course, straight from point to point", file),)
    return Read(tuple(tracks), (*findings, *unreadable.findings(file)))


def _track(
    element: Element, file: str, waypoints: tuple[Waypoint, ...], unreadable: Points, *, invented: bool
) -> Track:
    points = Points()
    for segment in each(element, "trkseg"):
        points.new_piece()
        _add(points, each(segment, "trkpt"))
    points.refuse_nowhere(file)
    unreadable.unreadable += points.unreadable
    return points.track((text(element, "name") or "").strip(), file, waypoints, invented=invented)


def _route(
    element: Element, file: str, waypoints: tuple[Waypoint, ...], unreadable: Points, *, invented: bool
) -> Track:
    points = Points()
    for point in each(element, "rtept"):
        # Some programs keep the way between two points of a route in an extension of the first.
        _add(points, [point, *(way for way in point.iter() if way.tag.endswith("}rpt"))])
    unreadable.unreadable += points.unreadable
    return points.track((text(element, "name") or "").strip(), file, waypoints, invented=invented)


def _add(points: Points, found: Iterator[Element] | list[Element]) -> None:
    for point in found:
        points.add(point.get("lat"), point.get("lon"), text(point, "ele"), text(point, "time"))


def _waypoints(root: Element, unreadable: Points) -> Iterator[Waypoint]:
    for element in each(root, "wpt"):
        name = (text(element, "name") or text(element, "desc") or "").strip()
        latitude, longitude = unreadable.number(element.get("lat")), unreadable.number(element.get("lon"))
        if name and abs(latitude) <= 90.0 and abs(longitude) <= 180.0:
            yield Waypoint(name, latitude, longitude)
