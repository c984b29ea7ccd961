"""A card as a picture of 1200 × 630 points, the same bytes for the same words and fonts."""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from stagerace.node.site.cards.card import Card, Line
from stagerace.node.site.cards.fonts import drawable, font_for

WIDTH, HEIGHT = 1200, 630
_EDGE: Final = 72
_SAND, _INK, _SOFT, _ACCENT = "#f4ebd9", "#1f1b16", "#655b4c", "#9a3b12"
_DUNES: Final = (
    ("#ead9b8", ((0, 560), (260, 500), (560, 548), (860, 470), (1200, 540), (1200, 630), (0, 630))),
    ("#dcc497", ((0, 600), (340, 560), (700, 606), (1000, 552), (1200, 590), (1200, 630), (0, 630))),
)
_COLOURS: Final = 48
_ROOM: Final = WIDTH - 2 * _EDGE
_SMALLEST: Final = 0.5


def draw(card: Card) -> bytes:
    """The picture of a card as PNG."""
    image = _ground().copy()
    brush = ImageDraw.Draw(image)
    y = _title(brush, card)
    for line in card.lines:
        y = _line(brush, line, y, 40, _INK)
    _line(brush, Line(card.foot), HEIGHT - 78, 30, _SOFT)
    out = BytesIO()
    image.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE).save(out, "PNG")
    return out.getvalue()


@cache
def _ground() -> Image.Image:
    """What stands behind the words of every card."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _SAND)
    brush = ImageDraw.Draw(image)
    for colour, edge in _DUNES:
        brush.polygon(edge, fill=colour)
    brush.rectangle((0, 0, 18, HEIGHT), fill=_ACCENT)
    return image


def _title(brush: ImageDraw.ImageDraw, card: Card) -> int:
    """Write the title on one line or two; where it ends."""
    said = drawable(card.title)
    font = font_for(said, bold=True) if said else None
    if font is None:
        said = card.instead
        font = font_for(said, bold=True)
    y = 76
    for line, size in _fitted(brush, said, font):
        brush.text((_EDGE, y), line, font=_sized(font, size), fill=_INK)
        y += round(size * 1.25)
    return max(y + 28, 236)


def _line(brush: ImageDraw.ImageDraw, line: Line, y: int, size: int, colour: str) -> int:
    """Write a line, smaller where it is long; where the next begins. A line that nothing can write is left out."""
    for said in (drawable(line.text), line.instead):
        font = font_for(said, bold=False) if said else None
        if font is not None:
            return _written(brush, said, font, y, size, colour)
    plain = line.instead or line.text
    return _written(brush, plain, None, y, size, colour) if plain.isascii() else y


def _written(brush: ImageDraw.ImageDraw, said: str, font: Path | None, y: int, size: int, colour: str) -> int:
    fits = max(_SMALLEST, min(1.0, _ROOM / max(1.0, brush.textlength(said, _sized(font, size)))))
    fitting = round(size * fits)
    brush.text((_EDGE, y), _cut(brush, said, font, fitting), font=_sized(font, fitting), fill=colour)
    return y + round(size * 1.5)


def _fitted(brush: ImageDraw.ImageDraw, text: str, font: Path | None) -> list[tuple[str, int]]:
    """A title in lines that fit, as large as they may be."""
    for most, size in ((1, 84), (1, 72), (1, 62), (2, 62), (2, 52), (2, 44)):
        lines = _broken(brush, text, font, size)
        if len(lines) <= most and all(brush.textlength(line, _sized(font, size)) <= _ROOM for line in lines):
            return [(line, size) for line in lines]
    return [(_cut(brush, line, font, 40), 40) for line in _broken(brush, text, font, 40)[:2]]


def _broken(brush: ImageDraw.ImageDraw, text: str, font: Path | None, size: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and brush.textlength(longer, _sized(font, size)) <= _ROOM:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cut(brush: ImageDraw.ImageDraw, text: str, font: Path | None, size: int) -> str:
    """As much of a text as fits."""
    while text and brush.textlength(text, _sized(font, size)) > _ROOM:
        text = text[:-1]
    return text


@cache
def _sized(font: Path | None, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    if font is None:
        return ImageFont.load_default(size)
    return ImageFont.truetype(font, size)
