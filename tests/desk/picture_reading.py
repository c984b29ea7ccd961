"""What stands where in a picture: its words as boxes, its coordinates, its patterns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from stagerace.desk.lettering import width_of

_SVG = "{http://www.w3.org/2000/svg}"
_SIZES = {"head": 28.0, "fact": 17.0, "name": 12.0, "on": 12.0, "mark": 13.0, "plain": 12.0, "value": 12.0}
_BOLD = {"head", "fact", "name", "on", "mark", "bead"}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Words:
    """A line of words with its box, its letters only: without the room above and below."""

    said: str
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: "Words") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def read(svg: str) -> Xml.Element:
    """The picture as XML."""
    return Xml.fromstring(svg)


def words(svg: str) -> list[Words]:
    return [_box(each) for each in read(svg).iter(f"{_SVG}text")]


def patterns(svg: str) -> dict[str, tuple[str, str]]:
    """The colour and the strokes of each pattern by the kind of ground."""
    found = read(svg).iter(f"{_SVG}pattern")
    return {each.attrib["id"].partition("-")[2]: (each[0].attrib["fill"], each[1].attrib["d"]) for each in found}


def size_of(svg: str) -> tuple[float, float]:
    _, _, width, height = (float(part) for part in read(svg).attrib["viewBox"].split())
    return width, height


def points(svg: str) -> Iterator[tuple[float, float]]:
    """Every point drawn, outside of patterns and of what is moved as a whole."""
    yield from _points(read(svg))


def overlapping(svg: str) -> list[tuple[str, str]]:
    """Words that cover other words."""
    found = words(svg)
    return [(a.said, b.said) for n, a in enumerate(found) for b in found[:n] if a.covers(b)]


def outside(svg: str) -> list[str]:
    """Words and points that do not lie on the sheet."""
    width, height = size_of(svg)
    far = [
        each.said for each in words(svg) if min(each.left, each.top) < 0 or each.right > width or each.bottom > height
    ]
    return far + [f"{x} {y}" for x, y in points(svg) if not (0 <= x <= width and 0 <= y <= height)]


def _box(text: Xml.Element) -> Words:
    look, said = text.attrib["class"], text.text or ""
    styled = re.search(r"font-size:([\d.]+)px", text.attrib.get("style", ""))
    size = float(styled[1]) if styled else _SIZES.get(look, 11.0)
    wide = width_of(said, size, bold=look in _BOLD)
    x, y = float(text.attrib["x"]), float(text.attrib["y"])
    left = {"end": x - wide, "middle": x - wide / 2}.get(text.attrib.get("text-anchor", ""), x)
    return Words(said, left, y - 0.75 * size, left + wide, y + 0.12 * size)


def _points(element: Xml.Element) -> Iterator[tuple[float, float]]:
    if element.tag in (f"{_SVG}defs", f"{_SVG}style") or "transform" in element.attrib:
        return
    if "d" in element.attrib:
        numbers = [float(each) for each in _NUMBER.findall(element.attrib["d"])]
        yield from zip(numbers[::2], numbers[1::2], strict=True)
    for x, y in (("x", "y"), ("cx", "cy")):
        if x in element.attrib:
            yield float(element.attrib[x]), float(element.attrib[y])
    for inner in element:
        yield from _points(inner)
