"""Tracks as a planner draws them, for races in a desert in Egypt."""

GPX = """<?xml version="1.0"?>
<gpx version="1.1" creator="a test" xmlns="http://www.topografix.com/GPX/1/1">
{marks}<trk><name>day</name><trkseg>
{points}</trkseg></trk></gpx>
"""


def gpx(kilometres: float = 38.0, marks: tuple[tuple[str, float], ...] = (), climb: float = 0.0) -> str:
    """A track straight north from 25 N 30 E with a point every 50 m, and waypoints at kilometres."""
    degree = 110.78
    points = "".join(
        f'<trkpt lat="{25 + m / 1000 / degree:.6f}" lon="30.0"><ele>{200 + climb * m / 1000:.1f}</ele></trkpt>\n'
        for m in range(0, int(kilometres * 1000) + 1, 50)
    )
    told = "".join(f'<wpt lat="{25 + km / degree:.6f}" lon="30.0"><name>{name}</name></wpt>\n' for name, km in marks)
    return GPX.format(points=points, marks=told)
