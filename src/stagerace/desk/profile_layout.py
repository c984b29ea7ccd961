"""Where the parts of a course's picture stand on their sheet."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from stagerace.core.course import Course
from stagerace.core.terrain import Terrain
from stagerace.course.profile import Profile
from stagerace.desk.course_facts import Heights, kinds_of, km, metres_high
from stagerace.desk.grade_fan import HEIGHT as FAN_HEIGHT
from stagerace.desk.grade_fan import WIDTH as FAN_WIDTH
from stagerace.desk.grade_fan import grade_fan
from stagerace.desk.plan_view import plan_view
from stagerace.desk.post_drawing import BEADS, beads, flags, listed
from stagerace.desk.posts import ROW, Flag, Post, hoist
from stagerace.desk.profile_plot import Plot, drawn, marked, plot_in, swatch
from stagerace.desk.scales import Axis
from stagerace.desk.sheet import Sheet, flowing, lines
from stagerace.desk.svg import text

_ROWS: Final = 4
"""How many rows of labels there may be above a profile; beyond that places are numbered."""
_AXIS: Final = 46.0
"""Room for the altitudes on the left [px]."""
_UNDER: Final = 30.0
"""Room for the distances under the profile [px]."""
_TALL: Final = 260.0
_PLAN: Final = 210.0
_UNTOLD: Final = "ground not known"


@dataclass(frozen=True)
class Shown:
    """What is drawn: a course read once."""

    course: Course
    ground: Profile
    found: Heights | None
    parts: list[tuple[float, float, Terrain]]
    posts: list[Post]
    sheet: Sheet
    name: str

    def height_at(self, metres: float) -> str:
        """The altitude at a distance, in words."""
        if self.found is None:
            return ""
        return metres_high(float(np.interp(metres, self.ground.distance, self.ground.altitude)))


def laid_out(shown: Shown, top: float) -> tuple[str, float]:
    """Everything below a head that ends at `top`, and how high the picture is [px]."""
    sheet = shown.sheet
    width, high = sheet.corner
    corner = _plan(shown, (sheet.right - width, sheet.margin, width, high)) if width else ""
    hoisted = _hoisted(shown)
    band = ROW * (1 + max(flag.row for flag in hoisted)) if hoisted else BEADS
    begin = max(top, sheet.margin + high if width else 0.0) + 12 + band
    _, needed = _below(shown, 0.0, 1.0, listing=hoisted is None)
    end = sheet.height - sheet.margin - needed - _UNDER if sheet.height else begin + _TALL
    plot = plot_in(shown.ground, shown.found, (sheet.margin + _AXIS, begin, sheet.right, end))
    under, bottom = _below(shown, end + _UNDER, plot.steeper, listing=hoisted is None)
    return corner + _profile(shown, plot, hoisted) + under, sheet.height or bottom + sheet.margin


def _hoisted(shown: Shown) -> list[Flag] | None:
    """The labels above the profile; none where they would not fit."""
    left, right = shown.sheet.margin + _AXIS, shown.sheet.right
    along = Axis(0.0, float(shown.ground.distance[-1]), left, right)
    return hoist([(post, along(post.metres)) for post in shown.posts], left, right, _ROWS)


def _profile(shown: Shown, plot: Plot, hoisted: list[Flag] | None) -> str:
    posts = beads(plot, shown.posts) if hoisted is None else flags(plot, hoisted)
    poles = [plot.along(post.metres) for post in shown.posts]
    return drawn(plot, shown.parts, shown.name) + posts + marked(plot, poles)


def _below(shown: Shown, y: float, steeper: float, *, listing: bool) -> tuple[str, float]:
    """The list of places, the key of the ground and of grades, the source; and where they end [px]."""
    sheet = shown.sheet
    parts = []
    if listing:
        entries, y = listed(sheet, shown.posts, shown.height_at, y + 6)
        parts.append(entries)
    fan = shown.found is not None
    keys, end = _keys(shown, y + 4, sheet.right - (FAN_WIDTH if fan and sheet.corner[0] else 0))
    note, end = lines(sheet, end, _source(shown), room=sheet.beside if sheet.corner[0] else 0)
    if fan:
        x, top = (sheet.right - FAN_WIDTH, y) if sheet.corner[0] else (sheet.margin, end + 8)
        parts.append(grade_fan(x, top, steeper))
        end = max(end, top + FAN_HEIGHT)
    if not sheet.corner[0]:
        parts.append(_plan(shown, (sheet.margin, end + 10, sheet.right - sheet.margin, _PLAN)))
        end += 10 + _PLAN
    return "".join([*parts, keys, note]), end


def _keys(shown: Shown, y: float, right: float) -> tuple[str, float]:
    items = [
        (kind, f"{_UNTOLD if kind == 'unknown' else kind} {km(length)} km")
        for kind, length in kinds_of(shown.parts).items()
    ]
    places, end = flowing(shown.sheet.margin, right, y, [(36, words) for _, words in items])
    parts = [
        swatch(x, top, kind, shown.name) + text(x + 36, top + 12, words, "plain")
        for (kind, words), (x, top) in zip(items, places, strict=True)
    ]
    return "".join(parts), end


def _plan(shown: Shown, box: tuple[float, float, float, float]) -> str:
    inner = [post.metres for post in shown.posts if 0 < post.metres < shown.course.metres]
    return plan_view(shown.ground, inner, box)


def _source(shown: Shown) -> str:
    """What was drawn from what."""
    made = f"Drawn from {shown.course.source}. " if shown.course.source else ""
    climb = "Climb is a range: nobody knows it exactly. " if shown.found else ""
    return f"{made}{climb}In the plan the start is a filled dot, the finish a square."
