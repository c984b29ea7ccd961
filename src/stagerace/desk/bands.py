"""From which value on an hour is drawn darker: the bands of each index, with their names."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from stagerace.desk.look import INK, PAPER

Index = Literal["WBGT", "UTCI", "wind chill"]

_HOT: Final = ("#fdf6e3", "#fbe3a2", "#f6bd60", "#e07b39", "#a8401c", "#5c1a10")
_COLD: Final = ("#f4f8fa", "#d3e5ef", "#9cc3dc", "#5b93bd", "#2c5f92", "#152f57")
"""From light to dark in even steps, so that they can be told apart in grey and by everyone."""


@dataclass(frozen=True)
class Band:
    """Values from low to high: what they are called, how they are drawn."""

    low: float
    high: float
    name: str
    colour: str
    ink: str

    def holds(self, value: float) -> bool:
        """Whether a value belongs here."""
        return self.low <= value < self.high


_EDGES: Final[dict[tuple[Index, bool], tuple[tuple[float, ...], tuple[str, ...]]]] = {
    ("WBGT", False): ((18, 23, 28, 30, 32), ("below 18", "18–23", "23–28", "28–30", "30–32", "32 and more")),
    ("UTCI", False): ((9, 26, 32, 38, 46), ("below 9", "9–26 no stress", "26–32 moderate", "32–38 strong",
                                          "38–46 very strong", "46 and more, extreme")),
    ("UTCI", True): ((9, 0, -13, -27, -40), ("above 9", "0 to 9 slight", "−13 to 0 moderate", "−27 to −13 strong",
                                           "−40 to −27 very strong", "below −40, extreme")),
    ("wind chill", True): ((0, -10, -28, -40, -48), ("above 0", "−10 to 0", "−28 to −10", "−40 to −28",
                                                   "−48 to −40", "below −48")),
}  # fmt: skip
"""WBGT: the flags of road races and hours above 28, 30 and 32; UTCI: its stress categories (Bröde et al. 2012, DOI
10.1007/s00484-011-0454-1); wind chill: the steps of Environment Canada's frostbite warnings."""


def bands(index: Index, *, cold: bool) -> tuple[Band, ...]:
    """The bands of an index, from harmless to worst; raises ValueError for an index that has none in this weather."""
    if (index, cold) not in _EDGES:
        raise ValueError(f"{index} has no bands for the {'cold' if cold else 'heat'}")
    edges, names = _EDGES[index, cold]
    inf = float("inf")
    spans = list(pairwise((-inf, *edges, inf))) if not cold else [(b, a) for a, b in pairwise((inf, *edges, -inf))]
    colours = _COLD if cold else _HOT
    inks = (INK, INK, INK, INK, PAPER, PAPER)
    return tuple(
        Band(low, high, name, colour, ink)
        for (low, high), name, colour, ink in zip(spans, names, colours, inks, strict=True)
    )
