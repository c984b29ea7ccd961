"""Everything the conditions look at: the records, who looks, and when."""

from collections.abc import Callable, Sequence
from copy import copy
from functools import cached_property

from msgspec import Struct

from stagerace.core.bibset import EVERYONE, BibSet, parse_bibs
from stagerace.core.clock import MINUTE, Elapsed, Instant
from stagerace.core.names import Bib, Subject, is_read
from stagerace.core.records import Entered, Record
from stagerace.core.records.consent_given import Consent
from stagerace.gate.agreed import Agreed
from stagerace.gate.audience import Viewer
from stagerace.gate.items import Place
from stagerace.rules.clocks.edits import order_of_edits
from stagerace.rules.facts import fold


class Terms(Struct, frozen=True):
    """How careful the race is with positions: how late they are shown, and which hours are night at the race."""

    delay: Elapsed = Elapsed(30 * MINUTE)
    dusk: int = 18
    """The hour of the wall clock at which night begins."""
    dawn: int = 6
    """The hour at which it ends."""


class Case:
    """What leaves when, for whom: the records that count, the viewer, the instant and the race's terms."""

    def __init__(self, records: Sequence[Record], viewer: Viewer, at: Instant, terms: Terms) -> None:
        self.order: Callable[[Record], Place] = order_of_edits(records)
        """Where a record stands in the order of edits."""
        self.records = records
        self.viewer = viewer
        self.at = at
        self.terms = terms
        self.facts = fold(records)

    def seen_by(self, viewer: Viewer) -> "Case":
        """The same for somebody else who looks."""
        other = copy(self)
        other.viewer = viewer
        return other

    @cached_property
    def runners(self) -> frozenset[Bib]:
        """Everyone in the race, as `Race.bibs` counts them."""
        entered = set(self.facts.entries) or {bib for bib in self.facts.seen if is_read(bib)}
        return frozenset(entered | set(self.facts.sheets))

    @cached_property
    def agreed(self) -> Agreed:
        """What runners agreed to by now."""
        return Agreed(sorted(self.records, key=self.order), self.at)

    @cached_property
    def worn(self) -> dict[Subject, frozenset[Bib]]:
        """Every bib that a person ever wore in this race."""
        found: dict[Subject, set[Bib]] = {}
        for record in self.records:
            if isinstance(record.body, Entered):
                found.setdefault(record.body.subject, set()).add(record.body.bib)
        return {subject: frozenset(bibs) for subject, bibs in found.items()}

    def subject_of(self, bib: Bib) -> Subject | None:
        """Who wears a bib."""
        entry = self.facts.entries.get(bib)
        return entry.subject if entry else None

    def agrees(self, bib: Bib, what: Consent, by: Instant | None = None) -> bool:
        """Whether the runner who wears a bib agrees to something."""
        subject = self.subject_of(bib)
        return subject is not None and self.agreed.has(subject, what, by)

    def is_open(self, bib: Bib, what: Consent, by: Instant | None = None) -> bool:
        """Whether something of a runner's is open to this viewer by the runner's own word.

        A family link opens name and position to the runner's family, consent to the film crew everything to the crew.
        """
        if self.agrees(bib, what, by):
            return True
        if self.viewer.audience == "family":
            mine = self.subject_of(bib) in self.viewer.family_of
            return mine and what != "chance" and self.agrees(bib, "family", by)
        return self.viewer.audience == "crew" and self.agrees(bib, "crew", by)

    def group(self, text: str, unreadable: BibSet = EVERYONE) -> frozenset[Bib]:
        """The runners a text may name, with every other bib they wear; everyone where it is empty."""
        try:
            bibs = parse_bibs(text.strip() or "all")
        except ValueError:
            bibs = unreadable
        named = [bib for bib in self._all if _may_be_in(bib, bibs)]
        return frozenset(named).union(*(self.worn.get(s, frozenset()) for s in map(self.subject_of, named) if s))

    def at_latest(self, record: Record, moment: Instant) -> Instant:
        """A moment that a record gives by its device's clock; earlier where the device's anchors say it was ahead."""
        anchors = self.facts.clocks.believed.get(record.node, ()) if self.facts.anchors else ()
        nearest = min(anchors, key=lambda anchor: abs(anchor.text.heard_at - moment), default=None)
        return Instant(min(moment, moment - nearest.text.ahead)) if nearest else moment

    @cached_property
    def _all(self) -> frozenset[Bib]:
        """Every bib that was ever written down, in the race or not."""
        return self.runners.union(*self.worn.values(), self.facts.seen)


def _may_be_in(bib: Bib, group: BibSet) -> bool:
    """Whether a bib may be one of a group: a character that could not be read may be any."""
    return bib in group or any(_may_be(bib, other) for other in group.bibs if not is_read(other))


def _may_be(bib: Bib, other: Bib) -> bool:
    return len(bib) == len(other) and all("*" in pair or pair[0] == pair[1] for pair in zip(bib, other, strict=True))
