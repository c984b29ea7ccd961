"""How runners with equal times are placed."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

Key = tuple[Any, ...]
"""What places a runner: smaller is better, equal is a tie."""


class Ties:
    """One way to place runners who are equal."""

    name: ClassVar[str]
    uses_places: ClassVar[bool] = False
    """Whether stage places decide between equal totals."""

    def breaker(self, places: Sequence[int]) -> Key:
        """What is compared when totals are equal, from the runner's places on the stages so far."""
        return ()

    def ranks(self, keys: Iterable[Key]) -> list[int]:
        """The ranks of runners whose keys come best first; here each is one more than the number of better runners."""
        ranks: list[int] = []
        rank, last = 0, None
        for place, key in enumerate(keys, 1):
            if key != last:
                rank, last = place, key
            ranks.append(rank)
        return ranks
