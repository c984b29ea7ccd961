"""What runners and teams are called by those who look."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, Subject
from stagerace.core.records import Entered
from stagerace.gate.case import Case
from stagerace.gate.dressing import team_labels
from stagerace.gate.standstill import Standstill

People = Mapping[Subject, str]
"""Who is behind each subject, as far as the vault says."""


def names(case: Case, bibs: Iterable[Bib], people: People, standstills: Sequence[Standstill]) -> dict[Bib, str]:
    """The name of every runner who agreed to it, `Runner 147` for the others."""
    return {bib: _name(case, bib, people, since(bib, standstills)) for bib in bibs}


def _name(case: Case, bib: Bib, people: People, by: Instant | None) -> str:
    subject = case.subject_of(bib)
    open_ = case.viewer.is_inside or case.is_open(bib, "name", by)
    known = people.get(subject, "") if subject is not None and open_ and subject not in case.facts.forgotten else ""
    return known or f"Runner {bib}"


def since(bib: Bib, standstills: Sequence[Standstill]) -> Instant | None:
    """Since when nothing new of a runner leaves; None where everything may."""
    return min((still.since for still in standstills if still.concerns(bib)), default=None)


def teams(case: Case, entries: Sequence[Entered], standstills: Sequence[Standstill]) -> dict[str, str]:
    """What a team's label stands for: its name where all its members agreed to theirs, else the label."""
    if case.viewer.is_inside:
        return {entry.team: entry.team for entry in entries if entry.team}
    labels = team_labels(entries)
    return {label: team if _all_agree(case, team, standstills) else label for team, label in labels.items()}


def _all_agree(case: Case, team: str, standstills: Sequence[Standstill]) -> bool:
    return all(case.is_open(bib, "name", since(bib, standstills)) for bib in _members(case, team))


def _members(case: Case, team: str) -> Iterator[Bib]:
    return (bib for bib, entry in case.facts.entries.items() if entry.team == team)
