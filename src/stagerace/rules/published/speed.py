"""Speeds nobody runs: a stage's time against its distance."""

from collections.abc import Iterator
from typing import Final

from stagerace.core.names import Metres
from stagerace.rules.published.base import FAR, Conflict, Finding, Suspect
from stagerace.rules.published.reading import Published

_FASTEST: Final = ((15_000, 22_500), (25_000, 21_500), (50_000, 20_000))
"""The most metres an hour that anyone runs on stages up to so many metres."""
_FASTEST_LONG: Final = 17_000
_SLOWEST: Final = 1_000
"""Slower than this [m/h] nobody is still in a race."""
_SLOWEST_COUNTS_FROM: Final = 8_000
"""On a stage shorter than this [m] someone may wait longer than they run."""


def fastest(metres: Metres) -> int:
    """The most metres an hour that anyone keeps up over a distance."""
    return next((speed for upto, speed in _FASTEST if metres <= upto), _FASTEST_LONG)


class Speed:
    """Stage times against the distance of the stage."""

    name = "speed"

    def findings(self, published: Published) -> Iterator[Finding]:
        """Times that are faster or slower than anyone goes."""
        for index, figure in published.numbered():
            held = published.edition.by_number.get(figure.where.n)
            if figure.where.part != "stage" or not figure.is_time or held is None or not held.metres:
                continue
            quickest = held.metres * 3_600_000 // fastest(held.metres)
            longest = held.metres * 3_600_000 // _SLOWEST if held.metres >= _SLOWEST_COUNTS_FROM else FAR
            amount = published.known(index)
            if not quickest <= amount <= longest:
                speed = f"{held.metres * 3_600 / amount:.1f} km/h" if amount else "no time at all"
                what = f"{held.metres / 1_000:g} km in {figure.printed} is {speed}; nobody goes so "
                what += "fast" if amount < quickest else "slowly"
                yield Conflict(kind=self.name, suspects=(Suspect(index, quickest, longest),), what=what)
