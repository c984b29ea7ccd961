"""How a dossier names people and moments: runners by letters and crews by roles, unless names were asked for."""

from collections.abc import Iterable, Mapping
from string import ascii_uppercase
from typing import TypeVar

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.names import Bib, RecordId
from stagerace.core.records import Report
from stagerace.core.zone import to_iso
from stagerace.node.dossier.sentences import Sentences
from stagerace.rules.race import Race

T = TypeVar("T", bound=Report)


def letters(index: int) -> str:
    """The letters of the runner named so many before: A to Z, then AA and so on.

    >>> letters(0), letters(25), letters(26), letters(702)
    ('A', 'Z', 'AA', 'AAA')
    """
    found = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        found = ascii_uppercase[rest] + found
    return found


class Telling:
    """Tells of one race; the same runner has the same letter throughout, given in the order in which they come up."""

    def __init__(self, race: Race, until: Instant, names: Mapping[Bib, str] | None = None) -> None:
        self.race, self.until = race, until
        self.named = names is not None
        self._names = names or {}
        self._letters: dict[Bib, str] = {}
        self._bibs: set[Bib] = set()
        self._sentences = Sentences(race.plan, self.who)

    def who(self, bib: Bib) -> str:
        """A runner, by letter; with names by bib."""
        if self.named:
            self._bibs.add(bib)
            return str(bib)
        if bib not in self._letters:
            self._letters[bib] = f"runner {letters(len(self._letters))}"
        return self._letters[bib]

    def everyone(self, bibs: Iterable[Bib]) -> tuple[str, ...]:
        """Several runners, in the order given."""
        return tuple(self.who(bib) for bib in bibs)

    def names(self) -> dict[str, str]:
        """The names behind the bibs told of so far, as far as they are known; none without names."""
        return {str(bib): self._names[bib] for bib in sorted(self._bibs & self._names.keys())}

    def words(self, text: str) -> str:
        """What somebody wrote or is called: only with names."""
        return text if self.named else ""

    def evidence(self, what: str, sentences: Iterable[str]) -> tuple[tuple[str, ...], int]:
        """The evidence of an alert, and how many of its sentences had to be left out."""
        said = tuple(sentences)
        return (said, 0) if self.named else self._sentences.masked(what, said)

    def role(self, record: RecordId) -> str:
        """The role of the device that a record was written on; empty where nobody was enrolled."""
        rights = self.race.facts.rights
        if rights is None:
            return ""
        grants = rights.enrolled.get(rights.devices.get(record[0]), [])  # type: ignore[arg-type]
        return str(grants[-1].role) if grants else ""

    def at(self, moment: Instant) -> str:
        """An instant as ISO 8601."""
        return to_iso(moment, self.race.plan.zone)

    def perhaps(self, moment: Instant | None) -> str | None:
        """An instant that may not be known."""
        return None if moment is None else self.at(moment)

    def reports(self, kind: type[T]) -> list[tuple[RecordId, T]]:
        """What was said of one kind, in the order of records."""
        reports = self.race.facts.reports
        return [(record, body) for record in sorted(reports) if isinstance(body := reports[record], kind)]


def minutes(since: Instant, until: Instant) -> float:
    """How long it is from one instant to another [min], to a tenth."""
    return round((until - since) / MINUTE, 1)


def minutes_to(since: Instant, until: Instant | None) -> float | None:
    """How long it took, where it ever happened [min]."""
    return None if until is None else minutes(since, until)
