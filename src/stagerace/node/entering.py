"""Whose rows a start list holds: the people already known, and those who are new."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from stagerace.core.names import Bib, Subject
from stagerace.core.records import Entered
from stagerace.feeds.entries import EntryRow
from stagerace.log import Person, new_subject
from stagerace.rules.facts import Facts


@dataclass
class Roll:
    """What a start list adds: entries to append, people to seal, how many rows were known, and what was noticed."""

    entries: list[Entered] = field(default_factory=list)
    people: dict[Subject, Person] = field(default_factory=dict)
    known: int = 0
    notes: list[str] = field(default_factory=list)


def match(rows: Sequence[EntryRow], facts: Facts, people: dict[Subject, Person]) -> Roll:
    """The rows of a start list against who is known: the same person keeps their subject, also under a new bib."""
    roll = Roll()
    worn = {entry.subject: bib for bib, entry in facts.entries.items()}
    for row in rows:
        _take(row, facts, people, worn, roll)
    return roll


def _take(row: EntryRow, facts: Facts, people: dict[Subject, Person], worn: dict[Subject, Bib], roll: Roll) -> None:
    before = facts.entries.get(row.bib)
    if before and before.subject in facts.forgotten and _describes(row, before):
        roll.notes.append(f"bib {row.bib} was forgotten on request: the row was left out; take it out of the file too")
        return
    person = Person(row.name, row.birth_date, row.runner)
    subject = _subject(row.bib, person, before, facts, people, worn, roll)
    entry = Entered(row.bib, subject, row.gender, row.age, row.country, row.team, row.wave or "")
    if before == entry and people.get(subject) == person:
        roll.known += 1
        return
    if before != entry:
        roll.entries.append(entry)
    if people.get(subject) != person:
        roll.people[subject] = person


def _subject(
    bib: Bib,
    person: Person,
    before: Entered | None,
    facts: Facts,
    people: dict[Subject, Person],
    worn: dict[Subject, Bib],
    roll: Roll,
) -> Subject:
    if before and _is_still(before, person, people, facts):
        return before.subject
    known = next((s for s, other in people.items() if s in worn and _same(other, person, strictly=True)), None)
    if known is not None:
        roll.notes.append(f"bib {bib}: the runner who wore {worn[known]}; times under {worn[known]} stay there")
        return known
    if before:
        roll.notes.append(f"bib {bib} was another runner's; from now on it is this one's, with all its times")
    return new_subject()


def _is_still(before: Entered, person: Person, people: dict[Subject, Person], facts: Facts) -> bool:
    """Whether a bib is still worn by whom the log entered; where this vault never knew them, it is taken to be so."""
    known = people.get(before.subject)
    return _same(known, person) if known else before.subject not in facts.forgotten


def _describes(row: EntryRow, entry: Entered) -> bool:
    """Whether a row says of a runner what an entry says: then it is the same one, whatever the name."""
    said = (row.gender, row.age, row.country, row.team)
    return said == (entry.gender, entry.age, entry.country, entry.team)


def _same(known: Person | None, person: Person, *, strictly: bool = False) -> bool:
    """Whether two descriptions are of one person; strictly needs more than the same name."""
    if known is None:
        return False
    if known.runner and person.runner:
        return known.runner == person.runner
    same_name = known.name.casefold() == person.name.casefold()
    return same_name and (not strictly or (bool(known.birth_date) and known.birth_date == person.birth_date))
