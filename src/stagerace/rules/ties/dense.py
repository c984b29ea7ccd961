"""Equal runners share a place, no place is skipped."""

from collections.abc import Sequence

from stagerace.rules.ties.base import Key, Ties


class Dense(Ties):
    """Dense ranking: 1, 2, 2, 3."""

    name = "dense"

    def ranks(self, keys: Sequence[Key]) -> list[int]:
        """Each rank is one more than the number of better times.

        >>> Dense().ranks([(1,), (2,), (2,), (3,)])
        [1, 2, 2, 3]
        """
        ranks: list[int] = []
        for index, key in enumerate(keys):
            ranks.append(ranks[-1] + (key != keys[index - 1]) if index else 1)
        return ranks
