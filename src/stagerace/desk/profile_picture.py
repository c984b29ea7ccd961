"""A course as a picture to print: its profile, its ground, its places, its plan."""

from collections.abc import Mapping, Sequence

from stagerace.core.course import Course
from stagerace.course.profile import profile
from stagerace.desk.course_facts import heights, kinds_of, stretches
from stagerace.desk.ground_look import patterns
from stagerace.desk.look import style
from stagerace.desk.posts import posts_of
from stagerace.desk.profile_layout import Shown, laid_out
from stagerace.desk.profile_words import described, facts_of
from stagerace.desk.sheet import SHEETS, Size, head
from stagerace.desk.svg import mark, picture, rect


def profile_picture(
    course: Course,
    *,
    title: str,
    places: Sequence[tuple[str, float]] | None = None,
    cutoffs: Mapping[str, str] | None = None,
    sun: tuple[str, str] | None = None,
    laps: int | None = None,
    size: Size = "a4",
) -> str:
    """A course as SVG that needs nothing else: profile, ground, places, plan; the same course gives the same bytes.

    `places` are names with their distance [m], those of the course if left out; `cutoffs` say until when a place (by
    its id or name) is open, `sun` when it rises and sets, in the words to print. `laps` is how often a loop is
    run, 0 for as often as time allows. Raises ValueError for a place that does not lie on the course.
    """
    ground, parts, sheet = profile(course), stretches(course), SHEETS[size]
    found, kinds = heights(ground), kinds_of(parts)
    posts = posts_of(course, places, cutoffs)
    shown = Shown(course, ground, found, parts, posts, sheet, mark(title, size))
    stamp = "INVENTED COURSE" if course.invented else ""
    facts = facts_of(course, found, laps, sun)
    above, top = head(sheet, title, stamp, facts, beside=sheet.beside, columns=sheet.columns)
    drawing, height = laid_out(shown, top)
    return picture(
        sheet.width, height, title, described(course, found, kinds, posts, laps), style(page=sheet.page),
        patterns(list(kinds), shown.name), rect(0, 0, sheet.width, height, "paper"), above, drawing,
        millimetres=sheet.millimetres,
    )  # fmt: skip
