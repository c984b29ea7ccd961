"""Equal runners share a place, no place is skipped."""

from collections.abc import Iterable

from stagerace.rules.ties.base import Key, Ties


class Dense(Ties):
    """Dense ranking: 1, 2, 2, 3."""

    name = "dense"

    def ranks(self, keys: Iterable[Key]) -> list[int]:
        """Each rank is one more than the number of better times.

        >>> Dense().ranks([(1,), (2,), (2,), (3,)])
        [1, 2, 2, 3]
        """
        ranks: list[int] = []
        rank, last = 0, None
        for key in keys:
            if key != last:
                rank, last = rank + 1, key
            ranks.append(rank)
        return ranks
