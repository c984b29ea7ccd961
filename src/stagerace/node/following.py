"""The race kept up with its log passing by passing, for what is told again after every one."""

from collections.abc import Sequence

from stagerace.core.records import Passing, Record
from stagerace.node.folder import View
from stagerace.rules.facts import fold
from stagerace.rules.race import Race


class Follower:
    """Works a race out once, then takes in what came since; for one thread at a time.

    The race it gives is changed by the next call: take from it what is to be kept.
    """

    def __init__(self) -> None:
        self._records: Sequence[Record] = ()
        self._race: Race | None = None

    def race(self, view: View) -> Race:
        """The race of a view of the log.

        Raises NotARace when no plan was adopted.
        """
        race, new = self._race, self._new(view)
        # Where anything goes wrong on the way, the next call begins anew.
        self._race, self._records = None, view.records
        if race is None or new is None:
            race = Race(fold(view.records, view.root))
        else:
            for record in new:
                race = race.add(record)
        self._race = race
        return race

    def _new(self, view: View) -> Sequence[Record] | None:
        """What came since, where it is passings, whose order decides nothing; None where all must be looked at anew."""
        had = len(self._records)
        if had > len(view.records) or (had and view.records[had - 1] is not self._records[-1]):
            return None
        new = view.records[had:]
        return new if all(isinstance(record.body, Passing) for record in new) else None
