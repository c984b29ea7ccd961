"""Runners about whom everything public stands still, until the race director and the medic both let go."""

from collections.abc import Iterable, Iterator
from typing import Final, get_args

from stagerace.core.bibset import NOBODY
from stagerace.core.names import Bib
from stagerace.core.records import Confided, GateFrozen, GateReleased, IncidentOpened, IncidentTold, Record
from stagerace.core.records.gate_released import Releaser
from stagerace.gate.case import Case
from stagerace.gate.conditions.base import Condition
from stagerace.gate.standstill import Standstill

SIGNERS: Final[tuple[Releaser, ...]] = get_args(Releaser)


class Freeze(Condition):
    """From the freeze on a runner is silent to those outside, as if no station had heard of them."""

    name = "freeze"

    def standstills(self, case: Case) -> Iterator[Standstill]:
        """Every freeze, incident and confided word, for those of its runners whom not both have released.

        Whom an incident comes to be about later is frozen from then, and everybody in one that is opened again.
        """
        releases = [record.body for record in case.records if isinstance(record.body, GateReleased)]
        named = _named(case.records)
        for record in case.records:
            match record.body:
                case GateFrozen(frozen_at=moment) as freeze:
                    bibs = _frozen(freeze, case)
                case IncidentOpened(opened_at=moment, bibs=about) | Confided(confided_at=moment, bibs=about):
                    bibs = case.group(",".join(about))
                case IncidentTold(told_at=moment, step="reopened", incident=name):
                    bibs = case.group(",".join(named[name]))
                case IncidentTold(told_at=moment, bibs=about) if about:
                    bibs = case.group(",".join(about))
                case _:
                    continue
            released = _released(record, releases, case)
            yield Standstill(case.at_latest(record, moment), record.id, case.order(record), bibs - released)


def _named(records: Iterable[Record]) -> dict[str, list[Bib]]:
    """Everybody each incident is about; nobody where that is not known yet."""
    found: dict[str, list[Bib]] = {}
    for record in records:
        if isinstance(record.body, IncidentOpened | IncidentTold):
            found.setdefault(record.body.incident, []).extend(record.body.bibs)
    return found


def _frozen(freeze: GateFrozen, case: Case) -> frozenset[Bib]:
    named = case.group(freeze.bibs) if freeze.bibs or not freeze.subjects else frozenset[Bib]()
    return named.union(*(case.worn.get(subject, frozenset()) for subject in freeze.subjects))


def _released(freeze: Record, releases: Iterable[GateReleased], case: Case) -> frozenset[Bib]:
    """The runners of a freeze whom every signer has let go."""
    signed: dict[Releaser, frozenset[Bib]] = {role: frozenset() for role in SIGNERS}
    for release in releases:
        if release.target == freeze.id and release.released_at <= case.at and release.role in signed:
            signed[release.role] |= case.group(release.bibs, unreadable=NOBODY)
    return frozenset.intersection(*signed.values())
