"""SVG as text: tags whose words are escaped and whose numbers are numbers."""

import re
from collections.abc import Iterable
from functools import lru_cache
from math import isfinite
from typing import Final
from zlib import crc32

_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold, even escaped."""

Value = str | float


def tag(name: str, *inside: str, **attributes: Value) -> str:
    """An element around ready-made elements or escaped words; `_` in the name of an attribute stands for `-`.

    Raises ValueError for a number that is none, so that a gap in the data never becomes a broken picture.
    """
    held = "".join(f' {key.rstrip("_").replace("_", "-")}="{_said(value)}"' for key, value in attributes.items())
    return f"<{name}{held}>{''.join(inside)}</{name}>" if inside else f"<{name}{held}/>"


def text(x: float, y: float, words: str, look: str, **attributes: Value) -> str:
    """A line of words; `look` is its class."""
    return tag("text", escaped(words), x=x, y=y, class_=look, **attributes)


def path(points: Iterable[tuple[float, float]], look: str, *, closed: bool = False, **attributes: Value) -> str:
    """A line through points [px]."""
    through = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return tag("path", d=f"M{through}{'Z' if closed else ''}", class_=look, **attributes)


def rect(x: float, y: float, width: float, height: float, look: str, **attributes: Value) -> str:
    """A box."""
    return tag("rect", x=x, y=y, width=width, height=height, class_=look, **attributes)


def number(value: float) -> str:
    """A coordinate to a tenth of a pixel; raises ValueError for none."""
    if not isfinite(value):
        raise ValueError(f"{value} is no place in a picture")
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


@lru_cache(maxsize=4096)
def escaped(words: str) -> str:
    """Words as XML holds them; what it cannot hold becomes a question mark."""
    clean = _FORBIDDEN.sub("?", words)
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        clean = clean.replace(sign, name)
    return clean


def mark(*parts: str) -> str:
    """A short name made of a picture's content, so that two pictures in one page do not share the ids of patterns."""
    return f"p{crc32('|'.join(parts).encode('utf-8', 'replace')):08x}"


def picture(
    width: float, height: float, title: str, description: str, *inside: str, millimetres: tuple[int, int] | None = None,
    look: str = "",
) -> str:  # fmt: skip
    """A whole picture with its title and description for those who hear it; of a paper size if one is given.

    `look` is its class in a page whose own style sheet draws it; the picture then holds no style at all.
    """
    name = mark(title, description)
    size: dict[str, Value] = {}
    dress: dict[str, Value] = {"class": look} if look else {"class": "stagerace", "style": "max-width:100%;height:auto"}
    if millimetres:
        size = {"width": f"{millimetres[0]}mm", "height": f"{millimetres[1]}mm"}
    return tag(
        "svg",
        tag("title", escaped(title), id=f"{name}-t"),
        tag("desc", escaped(description), id=f"{name}-d"),
        *inside,
        xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {number(width)} {number(height)}", **size, role="img",
        **dress, aria_labelledby=f"{name}-t {name}-d",
    ) + "\n"  # fmt: skip


def _said(value: Value) -> str:
    return escaped(value) if isinstance(value, str) else number(value)
