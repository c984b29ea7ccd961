"""A course in words and columns."""

from collections.abc import Iterator
from typing import Final

from stagerace.core.course import Between
from stagerace.node.course_report import CourseReport, Kilometre

_UNKNOWN: Final = "unknown"


def lines(report: CourseReport, title: str) -> Iterator[str]:
    """Everything told of a course, line by line."""
    yield f"{title}{', an invented course' if report.invented else ''}"
    yield f"  {_length(report)}"
    if [part.terrain for part in report.ground] != [_UNKNOWN]:
        yield f"  ground: {', '.join(f'{part.terrain} {part.metres / 1000:.1f} km' for part in report.ground)}"
    if report.places:
        yield "  places:"
    width = max((len(place.id) for place in report.places), default=0)
    for place in report.places:
        beside = f", {place.beside_m} m beside the course" if place.beside_m >= 20 else ""
        altitude = f", {place.altitude_m:,} m high" if place.altitude_m is not None else ""
        yield f"    {place.id:<{width}}  km {place.metres / 1000:>6.2f}{altitude}{beside}"
    yield "  by kilometre:"
    yield "      km   high    up  down   mean  steepest  ground"
    yield from (_kilometre(part) for part in report.kilometres)
    yield from (f"  noticed: {finding}" for finding in report.findings)
    yield ""


def _length(report: CourseReport) -> str:
    length = f"{report.metres / 1000:.2f} km"
    if report.climb_m is None or report.descent_m is None:
        return f"{length}; altitude is not known"
    return (
        f"{length}, climb {_between(report.climb_m)}, descent {_between(report.descent_m)}, "
        f"{report.lowest_m:,} to {report.highest_m:,} m high"
    )


def _between(value: Between) -> str:
    return f"{value.likely:,} m ({value.low:,}-{value.high:,})"


def _kilometre(part: Kilometre) -> str:
    ground = ", ".join(kind for kind in part.terrain if kind != _UNKNOWN)
    told = f"  {part.to_m / 1000:>6.1f}"
    if part.altitude_m is None or part.grade is None or part.steepest is None:
        return f"{told}      -     -     -      -         -  {ground}".rstrip()
    return (
        f"{told} {part.altitude_m:>6,} {part.climb_m:>5} {part.descent_m:>5} {part.grade:>+6.1%} "
        f"{part.steepest:>+8.0%}   {ground}"
    ).rstrip()
