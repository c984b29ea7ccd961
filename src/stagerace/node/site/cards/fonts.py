"""Fonts that are installed here: found in the folders of the system, asked which letters they have."""

import os
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final
from unicodedata import bidirectional, category

from fontTools.ttLib import TTFont, TTLibError
from PIL import features

_ENDINGS: Final = (".ttf", ".otf", ".ttc")
_LIKED: Final = ("NotoSans", "DejaVuSans", "LiberationSans", "Arial", "Helvetica", "SegoeUI", "FreeSans", "Noto")
"""Families that are taken first, by the beginning of their file's name."""
_PICTURES: Final = frozenset({"CBDT", "COLR", "SVG ", "sbix"})
_AVOIDED: Final = (
    "italic",
    "oblique",
    "mono",
    "condensed",
    "narrow",
    "light",
    "thin",
    "black",
    "symbol",
    "emoji",
    "math",
)


def font_for(text: str, *, bold: bool, folders: Sequence[Path] | None = None) -> Path | None:
    """The first font that has every letter of a text; None where none has, or they could not be put in order here."""
    if needs_shaping(text) and not features.check("raqm"):
        return None
    wanted = {ord(letter) for letter in text if not letter.isspace()}
    return next((font for font in _fonts(bold, _key(folders)) if wanted <= _letters(font)), None)


def drawable(text: str) -> str:
    """A text without pictures and without signs that nothing is drawn for.

    >>> drawable("Ana 🏃\\ufe0f Sorel")
    'Ana Sorel'
    """
    kept = (letter for letter in text if letter.isspace() or not (category(letter) in _UNDRAWN or letter in _VARIANTS))
    return " ".join("".join(kept).split())


_UNDRAWN: Final = frozenset({"So", "Sk", "Cs", "Cc", "Cf"})
_VARIANTS: Final = frozenset(map(chr, range(0xFE00, 0xFE10)))
"""What only says in which look the letter before is meant."""


def needs_shaping(text: str) -> bool:
    """Whether letters of a text run from right to left, join or stack."""
    return any(bidirectional(letter) in ("R", "AL") or 0x0900 <= ord(letter) <= 0x109F for letter in text)


def font_folders() -> list[Path]:
    """Where fonts lie on this system, those that are there."""
    home = Path.home()
    if sys.platform == "win32":
        found = [Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"]
    elif sys.platform == "darwin":
        found = [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    else:
        found = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts"]
    return [folder for folder in found if folder.is_dir()]


def _key(folders: Sequence[Path] | None) -> tuple[Path, ...]:
    return tuple(font_folders() if folders is None else folders)


@cache
def _fonts(bold: bool, folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """Every upright font, those liked first, in an order that does not depend on the disk."""
    return tuple(sorted(_files(folders), key=lambda font: (*_rank(font, bold), font.name, str(font))))


def _files(folders: tuple[Path, ...]) -> Iterator[Path]:
    for folder in folders:
        yield from (file for file in folder.rglob("*") if file.suffix.lower() in _ENDINGS)


def _rank(font: Path, bold: bool) -> tuple[int, int, int]:
    name = font.stem
    liked = next((place for place, family in enumerate(_LIKED) if name.startswith(family)), len(_LIKED))
    return (sum(word in name.casefold() for word in _AVOIDED), liked, int(("bold" in name.casefold()) != bold))


@cache
def _letters(font: Path) -> frozenset[int]:
    """The letters a font has; none where it cannot be read, or holds pictures."""
    try:
        with TTFont(font, lazy=True, fontNumber=0) as opened:
            if _PICTURES & set(opened.keys()):
                return frozenset()
            return frozenset(opened.getBestCmap() or ())
    except (TTLibError, OSError, AssertionError, ValueError):
        return frozenset()
