"""A profile in facts beside the drawing, and in words for those who cannot see it."""

from collections.abc import Iterator, Sequence

from stagerace.core.course import Course
from stagerace.core.terrain import Terrain
from stagerace.desk.course_facts import Heights, between, km, metres_high
from stagerace.desk.posts import Post
from stagerace.desk.sheet import Fact


def facts_of(course: Course, found: Heights | None, laps: int | None, sun: tuple[str, str] | None) -> list[Fact]:
    """What stands beside the title."""
    facts = [(f"{km(course.metres)} km", _laps(course, laps)), *_heights(course, found)]
    return [*facts, (f"{sun[0]} – {sun[1]}", "sunrise and sunset")] if sun else facts


def described(
    course: Course, found: Heights | None, kinds: dict[Terrain, float], posts: Sequence[Post], laps: int | None
) -> str:
    """The profile in sentences."""
    return " ".join(_sentences(course, found, kinds, posts, laps))


def _sentences(
    course: Course, found: Heights | None, kinds: dict[Terrain, float], posts: Sequence[Post], laps: int | None
) -> Iterator[str]:
    if course.invented:
        yield "An invented course: nobody has walked it."
    yield f"Altitude along {km(course.metres)} km, {_laps(course, laps)}."
    if found is None:
        yield "Altitude is not known."
    else:
        yield f"It climbs {course.climb.likely:,} m (between {between(course.climb)}) and descends"
        yield f"{course.descent.likely:,} m (between {between(course.descent)})."
        yield f"The highest point, {metres_high(found.highest[1])}, is at km {km(found.highest[0])};"
        yield f"the lowest, {metres_high(found.lowest[1])}, at km {km(found.lowest[0])}."
        if found.steepest:
            yield f"Steepest: {found.steepest} from km {km(found.steepest.begin)} to {km(found.steepest.end)}."
    yield f"Ground: {', '.join(f'{kind} {km(length)} km' for kind, length in kinds.items())}."
    yield f"Places: {'; '.join(f'{post.name}, {post.note}' for post in posts)}."


def _laps(course: Course, laps: int | None) -> str:
    if laps is None:
        return "distance"
    if laps:
        return f"a lap; {laps} laps make {km(laps * course.metres)} km"
    return "a lap; as many as time allows"


def _heights(course: Course, found: Heights | None) -> Iterator[Fact]:
    if found is None:
        yield "not known", "climb and altitude"
        return
    yield f"{course.climb.likely:,} m", f"climb ({between(course.climb)})"
    yield f"{course.descent.likely:,} m", f"descent ({between(course.descent)})"
    yield metres_high(found.highest[1]), f"highest, km {km(found.highest[0])}"
    yield metres_high(found.lowest[1]), f"lowest, km {km(found.lowest[0])}"
    if found.steepest:
        yield str(found.steepest), f"steepest, km {km(found.steepest.begin)}–{km(found.steepest.end)}"
