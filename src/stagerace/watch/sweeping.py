"""The sweeper's word held against the ledger: nobody can be behind a place where nobody was left behind."""

from collections.abc import Sequence

from stagerace.core.records import Swept
from stagerace.watch.disputes import Disputes
from stagerace.watch.places import Ground
from stagerace.watch.whereabouts import Whereabouts


class Sweep:
    """How far the sweepers have come along a stage, by their first word from each place."""

    def __init__(self, ground: Ground, words: Sequence[Swept]) -> None:
        self._start, self._entrances = ground.start, ground.stage.entrances
        first = sorted(words, key=lambda word: (-self._entrances[word.place], word.swept_at))
        self._words = [] if ground.stage.loop else first

    def past(self, row: Whereabouts) -> Swept | None:
        """The word of the furthest sweeper who went past somebody and left nobody behind; None where none did."""
        if not row.is_out_there or row.a not in self._entrances:
            return None
        ahead = row.b or row.a
        for word in self._words:
            place, is_late = self._entrances[word.place], row.a == self._start and _is_later(row, word)
            is_behind = self._entrances[ahead] <= place if row.b else self._entrances[row.a] < place
            if is_behind and not is_late:
                return word
        return None


def _is_later(row: Whereabouts, word: Swept) -> bool:
    """Whether somebody set out only after the sweeper had come."""
    return row.since is not None and row.since > word.swept_at


def behind_sweep(row: Whereabouts, sweep: Sweep, disputes: Disputes) -> None:
    """Say it where a runner still out there is behind the sweeper."""
    if (word := sweep.past(row)) is not None:
        where = f"between {row.a} and {row.b}" if row.b else f"in {row.a}"
        disputes.behind_sweep(word.swept_at, word.place, where)
