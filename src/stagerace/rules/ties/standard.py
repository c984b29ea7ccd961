"""Equal runners share a place, the next places are skipped."""

from stagerace.rules.ties.base import Ties


class Standard(Ties):
    """Competition ranking.

    >>> Standard().ranks([(1,), (2,), (2,), (3,)])
    [1, 2, 2, 4]
    """

    name = "standard"
