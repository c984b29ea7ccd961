"""What an invented organiser says of the site of a race: an address of no real host, a number nobody has, the tents."""

from collections.abc import Iterator, Sequence
from typing import Final

from stagerace.simulation.field import Starter
from stagerace.simulation.portraits import FOUR

SEASON: Final = "https://four-deserts.example"
"""Where the site of the whole season would lie."""
BEDS: Final = 8
"""How many sleep in a tent."""


def site_toml(field: Sequence[Starter] = ()) -> str:
    """The `site.toml` of an invented race, or of the season; the four whose year is told run for something."""
    lines = ["[site]", f'url = "{SEASON}"', 'phone = "+44 1632 960 031"', ""]
    for portrait in FOUR if field else ():
        lines += [
            "[[fundraiser]]",
            f'bib = "{portrait.bib}"',
            f'url = "https://good.example/{portrait.runner.lower()}"',
            "",
        ]
    for number, bibs in enumerate(_tents(field), 1):
        lines += ["[[tent]]", f'name = "Tent {number}"', f'bibs = "{" ".join(bibs)}"', ""]
    return "\n".join(lines)


def _tents(field: Sequence[Starter]) -> Iterator[list[str]]:
    for first in range(0, len(field), BEDS):
        yield [starter.bib for starter in field[first : first + BEDS]]
