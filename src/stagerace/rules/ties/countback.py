"""Equal totals are decided by stage places."""

from collections.abc import Sequence

from stagerace.rules.ties.base import Key, Ties


class Countback(Ties):
    """The lower sum of stage places wins, then the better place on the last stage; still equal is a shared place."""

    name = "countback"
    uses_places = True

    def breaker(self, places: Sequence[int]) -> Key:
        """The sum of the places, then the last.

        >>> Countback().breaker([3, 1])
        (4, 1)
        """
        return (sum(places), places[-1] if places else 0)
