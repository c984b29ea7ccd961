"""What a kind of inconsistency finds among published figures."""

from collections.abc import Iterator
from typing import Final, Protocol

from msgspec import Struct

from stagerace.rules.published.reading import Published

FAR: Final = 10**13
"""Further than any amount: no bound on this side."""


class Suspect(Struct, frozen=True):
    """A figure that may be the wrong one, and between what it would have to lie if the others hold."""

    figure: int
    low: int = -FAR
    high: int = FAR
    expected: str = ""
    """What was expected, in words, where it is no amount."""


class Conflict(Struct, frozen=True, kw_only=True):
    """Figures that cannot all be right."""

    kind: str
    suspects: tuple[Suspect, ...]
    """The one that is blamed where nothing else decides comes first."""
    what: str
    difference: int = 0
    """By how much a sum misses its total."""
    undecided: bool = False
    """Whether all are named where nothing decides between them."""


class Support(Struct, frozen=True):
    """A figure that follows from others, and from which."""

    figure: int
    kind: str
    why: str
    uses: tuple[int, ...] = ()


class Doubt(Struct, frozen=True):
    """Why a figure cannot be checked."""

    figure: int
    kind: str
    why: str


class Misread(Struct, frozen=True):
    """A figure that was printed as something it is not, and what it is."""

    figure: int
    kind: str
    what: str
    amount: int
    how: str


Finding = Conflict | Support | Doubt | Misread


class Kind(Protocol):
    """A kind of inconsistency."""

    name: str

    def findings(self, published: Published) -> Iterator[Finding]:
        """What it finds among the figures of an edition."""
        ...
