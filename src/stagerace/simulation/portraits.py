"""The four invented runners whom the start page follows through the year."""

from typing import Final

from msgspec import Struct


class Portrait(Struct, frozen=True):
    """One of the four: who it is, what they wear in every race, and a line about why they run."""

    runner: str
    bib: int
    name: str
    gender: str
    born: str
    country: str
    power: float
    """How able they are, against a usual runner of their age and gender [factor]."""
    title: str
    line: str


FOUR: Final[tuple[Portrait, ...]] = (
    Portrait(
        "S1", 1, "Rudd Callowick", "M", "1993-02-11", "USA", 1.35, "The ballplayer",
        "Ten seasons of professional ball left him two bad knees and the habit of never leaving the field early.",
    ),
    Portrait(
        "S2", 2, "Isla Farrenby", "F", "2005-12-20", "AUS", 1.12, "The law student",
        "She is 25, reads case law in her tent by head torch, and has counted: no woman, and no one as young, "
        "has done all four.",
    ),
    Portrait(
        "S3", 3, "Dermot Quillane", "M", "1974-12-19", "IRL", 0.76, "The businessman",
        "At 56 he sold the company, and wants to know what age has taken and what it has left alone.",
    ),
    Portrait(
        "S4", 4, "Tobias Enderlane", "M", "1987-11-03", "GBR", 1.0, "The bodyguard",
        "For fifteen years he walked half a step behind other people; now he carries a photograph of his late wife in "
        "front.",
    ),
)  # fmt: skip
"""In the order of their bibs; each wears the same bib in all four races."""
