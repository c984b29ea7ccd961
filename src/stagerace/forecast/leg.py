"""One leg with the runners on it: who teaches what, and when.

Of those who set off just ahead, the fast are through first; from them alone the leg would look too fast. So
a runner teaches when ripe: a while after they were due, whether they are through or not. Whoever is not through
is taken to need somewhat more; once they arrive that is put right. Some never do: they left, or were not seen. Where
a place is opened after the first went by, nobody of them comes, and the leg looks slow: what they taught is forgotten
once those behind them are through.
"""

from bisect import bisect_right, insort
from copy import copy
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from stagerace.forecast.belief import Belief, Row
from stagerace.forecast.numbers import Numbers

_NORMAL = NormalDist()
_FEW = 15
"""Up to so many the belief moves fast, and everyone's ripeness is worked out again."""
_SINGLY = 8
_PILOTED = 4
_LONGEST = 14.0
_ABSENT = 3
"""A place may have been opened late where so many at least do not come, and half of those who taught,"""
_TIMES, _MORE = 2.0, 5
"""and more than so many times those expected, and so many more, are through."""


@dataclass(eq=False, slots=True)
class Entry:
    """A runner on the leg."""

    row: Row
    scale: float
    """Log of what belongs to an expectation of nought [log s]."""
    since: float
    """The instant they set off [s]."""
    ripe: float = 0.0
    needed: float | None = None
    """What they needed over the base, once they are through [log]."""
    taught: bool = False
    passed_unseen: bool = False
    error: float | None = None
    weight: float = 0.0
    """How far they were taken to need `taken`."""
    taken: float = 0.0
    over: float = 0.0

    def copy(self) -> "Entry":
        """The same, to go on from later."""
        return Entry(
            self.row, self.scale, self.since, self.ripe, self.needed, self.taught, self.passed_unseen, self.error,
            self.weight, self.taken, self.over,
        )  # fmt: skip


class Leg:
    """The runners between two columns, and what is believed of it."""

    def __init__(self, numbers: Numbers, base: float, belief: Belief) -> None:
        self.numbers = numbers
        self.base = base
        self.belief = belief
        self._opened = copy(belief)
        """What was believed before anyone was on it."""
        self._absent = 0
        """How many taught who are not through, and were not seen further on."""
        self.entries: dict[int, Entry] = {}
        self._waiting: list[Entry] = []
        """Who has not taught yet, the next to be ripe first."""
        self._judged: list[Entry] = []
        self._next_over = np.inf
        """When the first of those who taught is waited for no more [s]."""
        self._seen = numbers.unseen_from
        self._unseen = numbers.unseen_from * numbers.unseen
        self._tail = 1.0 - _NORMAL.cdf(numbers.ripe)
        self._known = (0, 0.0)
        """What everyone's ripeness was worked out with: changes of the belief, and the pilot."""

    def copy(self) -> "Leg":
        """The same, to go on from later; what is never changed is shared."""
        found = copy(self)
        found.belief = copy(self.belief)
        found.entries = {runner: entry.copy() for runner, entry in self.entries.items()}
        own = dict(zip(map(id, self.entries.values()), found.entries.values(), strict=True))
        found._waiting = [own.get(id(entry)) or entry.copy() for entry in self._waiting]
        found._judged = [own.get(id(entry)) or entry.copy() for entry in self._judged]
        return found

    def enter(self, runner: int, row: Row, log_expected: float, since: float) -> None:
        """A runner sets off at an instant [s]; what is expected of them besides base and belief [log s]."""
        entry = self.entries[runner] = Entry(row, self.base + log_expected, since)
        entry.ripe = self._ripe(entry, self._known[1] if self.belief.taught < _FEW else 0.0)
        insort(self._waiting, entry, key=_when_ripe)

    def arrive(self, runner: int, log_time: float) -> None:
        """A runner on the leg is through, after so long [log s]."""
        entry = self.entries[runner]
        entry.needed = log_time - entry.scale
        if not entry.taught:
            if entry.passed_unseen:
                entry.passed_unseen = False
                insort(self._waiting, entry, key=_when_ripe)
            if self._is_opened_late(entry.since + float(np.exp(log_time))):
                self._begin_again()
            return
        self._absent -= 1
        belief = self.belief
        error = entry.needed - belief.says(entry.row)
        reach = self.numbers.clip * float(np.sqrt(belief.noise))
        if entry.weight > 0.0:
            belief.correct(entry.row, entry.weight * min(max(entry.needed - entry.taken, -reach), reach))
        if entry.weight < 0.99:
            belief.teach(entry.row, entry.needed, 1.0 - entry.weight)
        belief.heed(error)

    def pass_unseen(self, runner: int) -> None:
        """A runner on the leg was seen further on: they were not seen at its end."""
        entry = self.entries.get(runner)
        if entry is None or entry.needed is not None or entry.passed_unseen:
            return
        self._count(unseen=True)
        entry.passed_unseen = True
        self._absent -= entry.taught
        self._take_back(entry)
        self._waiting = [each for each in self._waiting if each is not entry]

    def ripen(self, now: float) -> None:
        """Learn from all who are ripe by an instant [s]."""
        while self._waiting:
            self._judge_again()
            count = bisect_right(self._waiting, now, key=_when_ripe)
            if self.belief.taught < _SINGLY:
                count = min(count, 1)
            ripe = self._waiting[:count]
            for entry in ripe:
                self._teach(entry)
            if not ripe:
                break
            del self._waiting[:count]
            if self.belief.taught >= _FEW:
                break
        self._close(now)

    def _judge_again(self) -> None:
        """While little is known, when each is ripe; the very first who are through tell how wrong the prior may be."""
        if self.belief.taught >= _FEW:
            return
        pilot = 0.0
        if self.belief.taught < _PILOTED:
            through = [each.needed - self.belief.says(each.row) for each in self._waiting if each.needed is not None]
            if through:
                pilot = float(np.median(through)) * len(through) / (len(through) + 1.0)
        known = (self.belief.changed, pilot)
        if known == self._known:
            return
        self._known = known
        for entry in self._waiting:
            entry.ripe = self._ripe(entry, pilot)
        self._waiting.sort(key=_when_ripe)

    def _ripe(self, entry: Entry, pilot: float = 0.0) -> float:
        return self._due(entry, self.numbers.ripe, pilot)

    def _due(self, entry: Entry, over: float, pilot: float = 0.0) -> float:
        due = self.belief.says(entry.row) + entry.scale + pilot + over * float(np.sqrt(self.belief.noise))
        return entry.since + float(np.exp(min(due, _LONGEST)))

    def _teach(self, entry: Entry) -> None:
        entry.taught = True
        if entry.needed is not None:
            entry.error = self.belief.teach(entry.row, entry.needed)
        else:
            sd = float(np.sqrt(self.belief.noise))
            share = self._unseen / self._seen
            slow = (1.0 - share) * self._tail
            entry.weight = slow / (slow + share)
            entry.taken = self.belief.says(entry.row) + (self.numbers.ripe + self.numbers.beyond) * sd
            self.belief.teach(entry.row, entry.taken, entry.weight)
            self._absent += 1
        entry.over = self._due(entry, self.numbers.overripe)
        self._judged.append(entry)
        self._next_over = min(self._next_over, entry.over)

    def _is_opened_late(self, now: float) -> bool:
        """Whether what is believed rests on those who do not come, and far more of the others do than it says."""
        if self._absent < max(_ABSENT, self.belief.taught / 2):
            return False
        sd, through, expected = float(np.sqrt(self.belief.noise)), 0, 0.0
        for entry in self._waiting:
            gone = float(np.log(max(now - entry.since, 1.0))) - entry.scale
            expected += _NORMAL.cdf((gone - self.belief.says(entry.row)) / sd)
            through += entry.needed is not None
        return through > _TIMES * expected + _MORE

    def _begin_again(self) -> None:
        """Forget everything taught; whoever set off before the middle of those who are through was not seen."""
        through = [each.since for each in self.entries.values() if each.needed is not None]
        middle = float(np.median(through))
        self.belief, self._judged, self._absent, self._known = copy(self._opened), [], 0, (-1, 0.0)
        self._waiting, self._next_over = [], np.inf
        for entry in self.entries.values():
            entry.taught, entry.error, entry.weight = False, None, 0.0
            if entry.needed is None and entry.since < middle and not entry.passed_unseen:
                self._count(unseen=True)
                entry.passed_unseen = True
            if not entry.passed_unseen:
                insort(self._waiting, entry, key=_when_ripe)

    def _close(self, now: float) -> None:
        """Count who came and who did not, of those that nobody waits for any more."""
        if now < self._next_over:
            return
        for entry in self._judged:
            if entry.over <= now and not entry.passed_unseen:
                self._count(unseen=entry.needed is None)
                if entry.error is not None:
                    self.belief.heed(entry.error)
                if entry.needed is None:
                    self._take_back(entry)
        self._judged = [each for each in self._judged if each.over > now]
        self._next_over = min((each.over for each in self._judged), default=np.inf)

    def _take_back(self, entry: Entry) -> None:
        """Whoever was taken to be slow is gone, or was not seen: they tell nothing of the leg."""
        if entry.weight > 0.0:
            says = self.belief.says(entry.row)
            self.belief.correct(entry.row, entry.weight * (says - entry.taken))
            entry.taken = says

    def _count(self, *, unseen: bool) -> None:
        kept = self.numbers.unseen_memory
        self._seen = self._seen * kept + 1.0
        self._unseen = self._unseen * kept + float(unseen)


def _when_ripe(entry: Entry) -> float:
    return entry.ripe
