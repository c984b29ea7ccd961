"""What runners agreed to: written down at check-in, taken back at any time, and read again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from stagerace.core.clock import Instant
from stagerace.core.errors import BadInput, NotARace, Problem
from stagerace.core.names import Bib, DeviceId, Subject
from stagerace.core.records import ConsentGiven, Record
from stagerace.core.records.consent_given import Consent
from stagerace.feeds.consents import THINGS, ConsentRow
from stagerace.gate import HQ, case_of
from stagerace.gate.agreed import Agreed
from stagerace.node.folder import RaceFolder, View
from stagerace.rules.facts import Facts, fold


@dataclass(frozen=True)
class Consents:
    """The latest word of every runner, and who wears which bib."""

    facts: Facts
    agreed: Agreed

    def of(self, bib: Bib) -> dict[Consent, bool | None]:
        """What a runner said to each thing; None where they said nothing. Raises BadInput as `subject`."""
        subject = self.subject(bib)
        return {what: self.word(subject, what) for what in THINGS}

    def word(self, subject: Subject, what: Consent) -> bool | None:
        """A person's word on one thing; None where they said nothing."""
        if self.agreed.has(subject, what):
            return True
        return False if self.agreed.has_refused(subject, what) else None

    def subject(self, bib: Bib) -> Subject:
        """Who wears a bib.

        Raises BadInput where nobody does, or whoever did was forgotten.
        """
        entry = self.facts.entries.get(bib)
        if entry is None:
            raise BadInput(Problem(f"nobody entered wears {bib}", "Look the bib up in the start list"))
        if entry.subject in self.facts.forgotten:
            what = f"whoever wore {bib} was forgotten, and so was every word of theirs"
            raise BadInput(Problem(what, "Enter them again first, if they want to be known again"))
        return entry.subject

    def who_agreed(self, what: Consent) -> list[Bib]:
        """Everyone who agreed to one thing and was not forgotten, in the order of the start list."""
        return [
            bib
            for bib, entry in self.facts.entries.items()
            if entry.subject not in self.facts.forgotten and self.agreed.has(entry.subject, what)
        ]

    def fresh(self, rows: Iterable[ConsentRow], now: Instant, by: str = "") -> Iterator[ConsentGiven]:
        """A record for every word that is not the latest one already.

        Raises BadInput as `subject`.
        """
        for row in rows:
            subject = self.subject(row.bib)
            for what, given in row.said:
                if self.word(subject, what) is not given:
                    yield ConsentGiven(subject, what, now, given, by)


def consents_of(view: View, now: Instant) -> Consents:
    """What everyone said by an instant."""
    return consents_in(view.records, view.root, now)


def consents_in(records: Sequence[Record], root: DeviceId, now: Instant) -> Consents:
    """The same of records that were read; `root` is the first device, as the log remembers it."""
    return Consents(fold(records, root), case_of(records, HQ, now, root=root).agreed)


def agree(folder: RaceFolder, rows: Sequence[ConsentRow], now: Instant, by: str = "") -> int:
    """Write down what is new in these rows, all or nothing; how many words were.

    Raises BadInput where a bib is nobody's, NotARace, LogRefused.
    """
    view = folder.view()
    if view.facts.plan is None:
        raise NotARace(f"{folder.path}: nobody is entered yet; import the start list first")
    if not list(consents_of(view, now).fresh(rows, now, by)):
        return 0
    with folder.write(now) as log:
        bodies = list(consents_in(log.read(), log.meta.root, now).fresh(rows, now, by))
        log.append(bodies, now)
    return len(bodies)


def row_of(bib: Bib, said: Mapping[Consent, bool]) -> ConsentRow:
    """What one runner says, as a row of a sheet says it."""
    return ConsentRow(bib, tuple(said.items()))
