"""What a card says, and where its picture lies."""

from hashlib import blake2b
from typing import Final

import msgspec
from msgspec import Struct

FOLDER: Final = "cards/"
LOOK: Final = 1
"""Another number where the same words are drawn otherwise: pictures are never replaced under their names."""


class Line(Struct, frozen=True):
    """A line of a card, and what stands there where no font has its letters."""

    text: str
    instead: str = ""


class Card(Struct, frozen=True):
    """A card: a title, what stands below it, and what it belongs to."""

    title: str
    instead: str
    """The title where no font has its letters: the bib, or the race's id."""
    lines: tuple[Line, ...]
    foot: str

    @property
    def alt(self) -> str:
        """The card in words, for those who do not see it."""
        return (
            ". ".join(said.rstrip(".") for said in (self.title, *(line.text for line in self.lines), self.foot)) + "."
        )


def card_path(card: Card) -> str:
    """Where a card lies: the name says its content, so what is there need not be drawn again."""
    return f"{FOLDER}{blake2b(msgspec.json.encode((LOOK, card)), digest_size=10).hexdigest()}.png"
