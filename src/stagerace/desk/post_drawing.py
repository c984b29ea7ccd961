"""Posts drawn over a profile: flags where their labels fit, else numbers with a list."""

from collections.abc import Callable, Iterator, Sequence

from stagerace.desk.course_facts import km
from stagerace.desk.lettering import cut
from stagerace.desk.posts import ROW, Flag, Post, spaced
from stagerace.desk.profile_plot import Plot
from stagerace.desk.sheet import Sheet
from stagerace.desk.svg import path, tag, text

_LINE = 19.0
BEADS = 34.0
"""How high the row of numbers is [px]."""


def flags(plot: Plot, hoisted: Sequence[Flag]) -> str:
    """Each post as a pole with its label at the top."""
    return tag("g", *(part for flag in hoisted for part in _flag(plot, flag)))


def beads(plot: Plot, posts: Sequence[Post]) -> str:
    """Each post as a number in a circle, led to its place on the ground."""
    left, top, right, _ = plot.box
    y = top - BEADS + 12
    radius = min(9.0, (right - left) / max(1, len(posts)) / 2.2)
    places = spaced([plot.along(post.metres) for post in posts], left, right, 2 * radius + 2)
    return tag("g", *(part for n, (post, x) in enumerate(zip(posts, places, strict=True), 1)
                      for part in _bead(plot, post, n, (x, y, radius))))  # fmt: skip


def listed(sheet: Sheet, posts: Sequence[Post], height_at: Callable[[float], str], y: float) -> tuple[str, float]:
    """The numbered posts as a list, and where it ends [px]."""
    rows = -(-len(posts) // sheet.lists)
    room = (sheet.right - sheet.margin + 20) / sheet.lists
    parts: list[str] = []
    for index, post in enumerate(posts):
        x, line = sheet.margin + room * (index // rows), y + _LINE * (index % rows) + 12
        parts += _entry(post, index + 1, height_at(post.metres), (x, line, room - 20))
    return tag("g", *parts), y + _LINE * rows + 6


def _flag(plot: Plot, flag: Flag) -> Iterator[str]:
    top = plot.box[1] - ROW * (flag.row + 1)
    x, anchor = (flag.x + 5, "start") if flag.right else (flag.x - 5, "end")
    yield path([(flag.x, top + 2), (flag.x, plot.height_at(flag.post.metres))], "post")
    yield tag("circle", cx=flag.x, cy=plot.height_at(flag.post.metres), r=3.2, class_="dot")
    yield text(x, top + 12, flag.post.name, "name", text_anchor=anchor)
    yield text(x, top + 25, flag.post.note, "small", text_anchor=anchor)


def _bead(plot: Plot, post: Post, number: int, bead: tuple[float, float, float]) -> Iterator[str]:
    x, y, radius = bead
    foot = plot.along(post.metres)
    yield path([(x, y + radius), (foot, plot.box[1]), (foot, plot.height_at(post.metres))], "post")
    yield tag("circle", cx=foot, cy=plot.height_at(post.metres), r=3, class_="dot")
    yield tag("circle", cx=x, cy=y, r=radius, class_="dot")
    size = min(11.0, 1.25 * radius)
    look = f"font-size:{size:.1f}px;font-weight:700"
    yield text(x, y + 0.36 * size, str(number), "bead", text_anchor="middle", style=look)


def _entry(post: Post, number: int, height: str, place: tuple[float, float, float]) -> Iterator[str]:
    x, y, room = place
    until = f"until {post.until}" if post.until else height
    yield text(x + 16, y, str(number), "name", text_anchor="end")
    yield text(x + 24, y, cut(post.name, room - 24 - 144, 12), "plain")
    yield text(x + room - 82, y, f"km {km(post.metres)}", "plain", text_anchor="end")
    yield text(x + room, y, cut(until, 76, 11), "small", text_anchor="end")
