"""What those who write to runners may know: whom they can reach, since when nothing new is told, the long stage."""

import threading
from typing import Final

from stagerace.core.clock import MINUTE, Elapsed, Instant
from stagerace.core.errors import NotARace
from stagerace.core.names import Bib, Subject
from stagerace.core.records import FrameHeard, Passing, Record, StageTime
from stagerace.core.zone import Zone
from stagerace.gate import PUBLIC, Outside, case_of
from stagerace.gate.naming import People, names
from stagerace.gate.standstill import NEVER_PUBLISHED
from stagerace.node.folder import View
from stagerace.node.messages.long_stage import is_on
from stagerace.rules.race import Race, race_of

_OFTEN: Final = Elapsed(MINUTE // 2)
"""How old what is known may be where nothing came but times [ms]."""
_UTC: Final = Zone("UTC", ((Instant(0), 0),))
_TIMES: Final = (Passing, StageTime, FrameHeard)
"""What comes all the time, and changes nothing but whether everybody is in."""


class Seen:
    """A race as its log tells it, for those who write to runners."""

    def __init__(self, view: View, now: Instant) -> None:
        self.many = len(view.records)
        self.at = now
        self._is_whole = not view.damaged
        self._gate = Outside(case_of(view.records, PUBLIC, now, root=view.root), NEVER_PUBLISHED)
        self._race = _public(self._gate)

    @property
    def name(self) -> str:
        """The name of the race; empty before its plan may be known."""
        return self._race.plan.name if self._race else ""

    @property
    def zone(self) -> Zone:
        """The clocks at the race; UTC before its plan may be known."""
        return self._race.plan.zone if self._race else _UTC

    def subject(self, bib: Bib) -> Subject | None:
        """Who wears a bib; None for one who has no page."""
        facts = self._gate.case.facts
        entry = facts.entries.get(bib)
        is_there = entry is not None and self._race is not None and bib in self._race.facts.entries
        return entry.subject if entry and is_there and entry.subject not in facts.forgotten else None

    def bib(self, subject: Subject) -> Bib | None:
        """The bib of somebody who has a page; None for anybody else."""
        entries = self._gate.case.facts.entries.items()
        return next((bib for bib, entry in entries if entry.subject == subject and self.subject(bib)), None)

    def called(self, bib: Bib, people: People) -> str:
        """What a runner is called in public: a name they agreed to, or `Runner 147`.

        A damaged record may be the one that took their word back, or asked to be forgotten: then nobody is named.
        """
        return names(self._gate.case, [bib], people if self._is_whole else {}, self._gate.standstills)[bib]

    def takes(self, subject: Subject) -> bool:
        """Whether a runner takes messages: everyone does who did not say otherwise."""
        return not self._gate.case.agreed.has_refused(subject, "messages")

    def stands_still(self, bib: Bib) -> Instant | None:
        """Since when nothing new about a runner is told; None where everything is."""
        mine = [still for still in self._gate.standstills if still.concerns(bib) and still.stage is None]
        return min((Instant(max(still.since, still.order[0])) for still in mine), default=None)

    def is_long_stage_on(self, now: Instant) -> bool:
        """Whether the long stage is on."""
        return self._race is not None and is_on(self._race, now)


class Looking:
    """Looks again whenever something came that matters, and for the rest now and then; for several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: Seen | None = None

    def seen(self, view: View, now: Instant) -> Seen:
        """The race as of late."""
        with self._lock:
            if self._seen is None or self._is_old(self._seen, view, now):
                self._seen = Seen(view, now)
            return self._seen

    def _is_old(self, seen: Seen, view: View, now: Instant) -> bool:
        if not 0 <= now - seen.at < _OFTEN:
            return True
        return any(_matters(record) for record in view.records[seen.many :])


def _matters(record: Record) -> bool:
    return not isinstance(record.body, _TIMES)


def _public(gate: Outside) -> Race | None:
    try:
        return race_of(gate.passed((), {}).records)
    except NotARace:
        return None
