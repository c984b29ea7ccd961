"""Which tables are incomplete: somebody is not in, and nothing says that they are out."""

from collections.abc import Iterator

from stagerace.core.names import Bib, StageNo
from stagerace.rules.classes import Scope
from stagerace.rules.race import Race


def missing(race: Race, scope: Scope) -> tuple[Bib, ...]:
    """The runners of whom a table in that scope still waits for news, as far as the records given tell.

    Asked of what passed the gate it cannot tell a runner who stands still from a station that is silent.
    """
    return tuple(dict.fromkeys(bib for stage in scope.stages(race) for bib in _missing_on(race, stage)))


def is_incomplete(race: Race, scope: Scope) -> bool:
    """Whether a table in that scope is to be marked incomplete."""
    return bool(missing(race, scope))


def _missing_on(race: Race, stage: StageNo) -> Iterator[Bib]:
    position = race.position(stage)
    for bib, results in race.results.items():
        result = results[position]
        if result is None:
            continue
        said = race.facts.sheet(bib, stage) is not None
        if not result.out and (result.status == "active" or (result.status == "not_started" and not said)):
            yield bib
