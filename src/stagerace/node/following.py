"""The race kept up with its log record by record, for what is told again after every one."""

from collections.abc import Sequence
from typing import Any

from stagerace.core.records import Passing, Record, WithdrawalReported
from stagerace.node.folder import View
from stagerace.rules.clocks.edits import BY_STAMP, order_by
from stagerace.rules.facts import fold
from stagerace.rules.race import Race
from stagerace.rules.reports import REPORTS


class Follower:
    """Works a race out once, then takes in what came since; for one thread at a time.

    The race it gives is changed by the next call: take from it what is to be kept.
    """

    def __init__(self) -> None:
        self._records: Sequence[Record] = ()
        self._race: Race | None = None
        self._last: Any = None
        """The last record of all in the order of edits, by its key."""

    def race(self, view: View) -> Race:
        """The race of a view of the log.

        Raises NotARace when no plan was adopted.
        """
        race, new = self._race, self._new(view)
        # Where anything goes wrong on the way, the next call begins anew.
        self._race, self._records = None, view.records
        if race is None or new is None:
            race = Race(fold(view.records, view.root))
            self._last = max(map(BY_STAMP, view.records), default=None)
        else:
            for record in new:
                race = race.add(record)
                self._last = max(self._last, BY_STAMP(record))
        self._race = race
        return race

    def _new(self, view: View) -> Sequence[Record] | None:
        """What came since, where it can be taken in one by one; None where all must be looked at anew."""
        had = len(self._records)
        if had > len(view.records) or (had and view.records[had - 1] is not self._records[-1]):
            return None
        new = view.records[had:]
        return new if all(map(_is_seen, new)) or self._is_later(new) else None

    def _is_later(self, new: Sequence[Record]) -> bool:
        """Whether what came is all seen or said, and each comes after everything before it in the order of edits."""
        if self._race is None or order_by(self._race.facts.anchors) is not BY_STAMP:
            return False
        keys = [self._last, *map(BY_STAMP, new)]
        return keys == sorted(keys) and all(_is_seen(each) or _is_said(each) for each in new)


def _is_seen(record: Record) -> bool:
    """Whether it is a passing, whose order decides nothing."""
    return isinstance(record.body, Passing)


def _is_said(record: Record) -> bool:
    """Whether it is what somebody said that changes no result."""
    return isinstance(record.body, REPORTS) and not isinstance(record.body, WithdrawalReported)
