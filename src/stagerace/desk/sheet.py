"""The sheets a picture may be made for, and what stands around the drawing: title, facts, keys."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from stagerace.desk.lettering import broken, cut, width_of
from stagerace.desk.svg import rect, text

Size = Literal["a4", "wide", "phone"]


@dataclass(frozen=True)
class Sheet:
    """A size of picture [px at 96 to the inch]; a height of 0 grows with what is drawn."""

    width: float
    height: float
    margin: float
    columns: int
    """How many facts stand side by side."""
    lists: int
    """In how many columns places are listed."""
    title: float
    """The font size of the title."""
    corner: tuple[float, float]
    """Width and height of the drawing in the upper right corner; none, then it stands at the end."""
    page: str = ""
    millimetres: tuple[int, int] | None = None

    @property
    def right(self) -> float:
        """Where the sheet ends on the right [px]."""
        return self.width - self.margin

    @property
    def beside(self) -> float:
        """How wide the head of the sheet is, beside the corner [px]."""
        return self.width - 2 * self.margin - (self.corner[0] + 24 if self.corner[0] else 0)


SHEETS: Final[dict[Size, Sheet]] = {
    "a4": Sheet(1123, 794, 44, 4, 3, 28, (260, 178), "A4 landscape", (297, 210)),
    "wide": Sheet(1200, 0, 24, 4, 3, 28, (260, 178)),
    "phone": Sheet(390, 0, 14, 2, 1, 21, (0, 0)),
}

Fact = tuple[str, str]
"""A figure and what it is."""


def head(
    sheet: Sheet, title: str, stamp: str, facts: Sequence[Fact], *, beside: float, columns: int
) -> tuple[str, float]:
    """Stamp, title and facts in columns from the top of the sheet, `beside` px wide, and where they end [px]."""
    y = sheet.margin
    parts = []
    if stamp:
        parts.append(_stamp(sheet.margin, y, stamp))
        y += 28
    for line in broken(title, beside, sheet.title, 2, bold=True):
        y += sheet.title * 1.05
        parts.append(text(sheet.margin, y - sheet.title * 0.2, line, "head", style=f"font-size:{sheet.title:g}px"))
    y += 10
    parts += _facts(sheet, y, facts, beside / columns, columns)
    return "".join(parts), y + 44 * -(-len(facts) // columns)


def flowing(
    left: float, right: float, y: float, items: Sequence[tuple[float, str]]
) -> tuple[list[tuple[float, float]], float]:
    """Where signs of a width [px] with their words stand, one after the other in lines, and where the last one ends."""
    found = []
    x = left
    for width, words in items:
        wide = width + width_of(words, 12)
        if x + wide > right and x > left:
            x, y = left, y + 24
        found.append((x, y))
        x += wide + 18
    return found, y + 24


def lines(sheet: Sheet, y: float, words: str, room: float = 0.0) -> tuple[str, float]:
    """Words in small letters within a room, that of the sheet if none is given, and where they end [px]."""
    parts = []
    for line in broken(words, room or sheet.right - sheet.margin, 11, 4):
        y += 15
        parts.append(text(sheet.margin, y, line, "small"))
    return "".join(parts), y


def _stamp(x: float, y: float, words: str) -> str:
    width = width_of(words, 13, bold=True) + 1.04 * len(words) + 18
    return rect(x, y, width, 22, "stamp", rx=3) + text(x + 9, y + 15.5, words, "mark")


def _facts(sheet: Sheet, y: float, facts: Sequence[Fact], room: float, columns: int) -> Iterator[str]:
    for index, (figure, what) in enumerate(facts):
        x = sheet.margin + room * (index % columns)
        top = y + 44 * (index // columns)
        yield text(x, top + 18, cut(figure, room - 8, 17, bold=True), "fact")
        yield text(x, top + 33, cut(what, room - 8, 11), "small")
