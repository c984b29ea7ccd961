"""The places of a course as posts with labels, none of which covers another."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from stagerace.core.course import STEP, Course
from stagerace.desk.course_facts import km
from stagerace.desk.lettering import width_of

ROW: Final = 33.0
"""How high a label is [px], its two lines and the room above them."""
NAME, NOTE = 12.0, 11.0
_PAD: Final = 5.0
_NUMBERED: Final = re.compile(r"\d+([A-Z]+)(\d*)")


@dataclass(frozen=True)
class Post:
    """A place to draw: its name, how far along it is [m], until when it is open."""

    name: str
    metres: float
    until: str = ""

    @property
    def note(self) -> str:
        """What stands under its name."""
        return f"km {km(self.metres)}{f' · until {self.until}' if self.until else ''}"


@dataclass(frozen=True)
class Flag:
    """A post with its label: where the pole stands [px], the label's row from below, where it begins and ends [px]."""

    post: Post
    x: float
    row: int
    begin: float
    end: float

    @property
    def right(self) -> bool:
        """Whether the label is on the right of its pole."""
        return self.begin >= self.x


def posts_of(
    course: Course, places: Sequence[tuple[str, float]] | None = None, cutoffs: Mapping[str, str] | None = None
) -> list[Post]:
    """The places in order of distance, start and finish among them; those of the course if none are named.

    Raises ValueError for a place that does not lie on the course.
    """
    until = cutoffs or {}
    if places is None:
        named = [(str(place.id), _short(place.id), float(place.metres)) for place in course.places]
    else:
        named = [(name, name, metres) for name, metres in places]
    for _, name, metres in named:
        if not 0 <= metres <= course.metres:
            raise ValueError(f"{name} at {metres} m does not lie on a course of {course.metres} m")
    posts = [Post(name, metres, until.get(key, until.get(name, ""))) for key, name, metres in named]
    return sorted([*posts, *_ends(course, posts, until)], key=lambda post: post.metres)


def hoist(posts: Sequence[tuple[Post, float]], left: float, right: float, rows: int) -> list[Flag] | None:
    """The flags of posts at their pixels, in so many rows at most; none if they do not fit without touching."""
    flags: list[Flag] = []
    for post, x in reversed(posts):
        flag = next((one for one in _ways(post, x, left, right, rows) if all(_apart(one, f) for f in flags)), None)
        if flag is None:
            return None
        flags.append(flag)
    return flags[::-1]


def spaced(wanted: Sequence[float], left: float, right: float, gap: float) -> list[float]:
    """Positions as near as possible to the wanted ones (in order), apart from each other, between left and right."""
    gap = min(gap, (right - left) / max(1, len(wanted) - 1))
    found: list[float] = []
    for index, x in enumerate(wanted):
        room = right - gap * (len(wanted) - 1 - index)
        found.append(min(max(x, left if index == 0 else found[-1] + gap), room))
    return found


def label_width(post: Post) -> float:
    """How wide the label of a post is [px]."""
    return max(width_of(post.name, NAME, bold=True), width_of(post.note, NOTE)) + _PAD


def _ends(course: Course, posts: Sequence[Post], until: Mapping[str, str]) -> list[Post]:
    ends = []
    if not any(post.metres < STEP for post in posts):
        ends.append(Post("Start", 0.0, until.get("Start", "")))
    if not any(post.metres > course.metres - STEP for post in posts):
        ends.append(Post("Finish", float(course.metres), until.get("Finish", "")))
    return ends


def _short(place: str) -> str:
    """A place as people say it: `2CP3` is CP 3, `2START` is Start."""
    found = _NUMBERED.fullmatch(place)
    if not found:
        return place
    return f"{found[1]} {found[2]}" if found[2] else found[1].capitalize()


def _ways(post: Post, x: float, left: float, right: float, rows: int) -> list[Flag]:
    width = label_width(post)
    sides = [(x, x + width), (x - width, x)]
    inside = [(begin, end) for begin, end in sides if begin >= left and end <= right]
    return [Flag(post, x, row, begin, end) for row in range(rows) for begin, end in inside]


def _apart(one: Flag, other: Flag) -> bool:
    """Whether neither label covers the other, nor the other's pole, which reaches up to its own row."""
    labels = one.row != other.row or one.end <= other.begin or other.end <= one.begin
    return labels and not _crosses(one, other) and not _crosses(other, one)


def _crosses(pole: Flag, label: Flag) -> bool:
    return pole.row >= label.row and label.begin + 1 < pole.x < label.end - 1
