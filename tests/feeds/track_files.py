"""Track files made for tests, in the three formats."""

import struct
from collections.abc import Sequence

Point = tuple[float, float, float | None, int | None]
"""Latitude, longitude [deg], altitude [m], seconds after the start."""

WAY: tuple[Point, ...] = tuple(
    (25.0 + i * 1e-4, 30.0 + (i % 7) * 1e-5, 100.0 + i % 9, i * 5 + i % 3) for i in range(60)
)


def _time(seconds: int) -> str:
    return f"2031-03-02T{6 + seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}Z"


def _point(tag: str, point: Point) -> str:
    latitude, longitude, altitude, seconds = point
    ele = "" if altitude is None else f"<ele>{altitude}</ele>"
    time = "" if seconds is None else f"<time>{_time(seconds)}</time>"
    return f'<{tag} lat="{latitude}" lon="{longitude}">{ele}{time}<extensions><hr>120</hr></extensions></{tag}>'


def gpx(*segments: Sequence[Point], version: str = "1.1", waypoints: str = "", rest: str = "") -> str:
    minor = version.replace(".", "/")
    tracks = "".join(f"<trkseg>{''.join(_point('trkpt', p) for p in segment)}</trkseg>" for segment in segments)
    track = f"<trk><name>Düne</name>{tracks}</trk>" if segments else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="{version}" creator="made" '
        f'xmlns="http://www.topografix.com/GPX/{minor}">{waypoints}{rest}{track}</gpx>\n'
    )


def tcx(*tracks: Sequence[Point]) -> str:
    def one(point: Point) -> str:
        latitude, longitude, altitude, seconds = point
        place = f"<LatitudeDegrees>{latitude}</LatitudeDegrees><LongitudeDegrees>{longitude}</LongitudeDegrees>"
        return (
            f"<Trackpoint><Time>{_time(seconds or 0)}</Time><Position>{place}</Position>"
            f"<AltitudeMeters>{altitude}</AltitudeMeters></Trackpoint>"
        )

    laps = "".join(f"<Lap><Track>{''.join(one(p) for p in track)}</Track></Lap>" for track in tracks)
    space = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
    return (
        f'<?xml version="1.0"?><TrainingCenterDatabase xmlns="{space}"><Activities><Activity Sport="Running">'
        f"<Id>morning</Id>{laps}</Activity></Activities></TrainingCenterDatabase>"
    )


def fit(points: Sequence[Point]) -> bytes:
    """A FIT file of records (message 20): time, position in semicircles, altitude in fifths of a metre from -500 m."""
    fields = ((253, 4, 0x86), (0, 4, 0x85), (1, 4, 0x85), (2, 2, 0x84))
    body = struct.pack("<BBBHB", 0x40, 0, 0, 20, len(fields)) + b"".join(bytes(field) for field in fields)
    for latitude, longitude, altitude, seconds in points:
        places = (round(degrees * 2**31 / 180) for degrees in (latitude, longitude))
        body += struct.pack("<BIiiH", 0, 1_000_000_000 + (seconds or 0), *places, round(((altitude or 0) + 500) * 5))
    head = struct.pack("<BBHI4s", 14, 0x20, 2_100, len(body), b".FIT")
    head += struct.pack("<H", _crc(head))
    return head + body + struct.pack("<H", _crc(head + body))


def _crc(data: bytes) -> int:
    """CRC-16 with the polynomial of ARC, as the FIT protocol asks for."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ 0xA001 if crc & 1 else crc >> 1
    return crc
