"""Which tables are incomplete: somebody is not in, and nothing says that they are out."""

from collections.abc import Iterator, Sequence

from stagerace.core.names import Bib, StageNo
from stagerace.rules.classes import Scope
from stagerace.rules.race import Race
from stagerace.rules.rulings import Out
from stagerace.rules.stage_result import StageResult
from stagerace.rules.sums import out_after


def missing(race: Race, scope: Scope) -> tuple[Bib, ...]:
    """The runners of whom a table in that scope still waits for news, as far as the records given tell.

    Asked of what passed the gate it cannot tell a runner who stands still from a station that is silent.
    """
    return tuple(dict.fromkeys(bib for stage in scope.stages(race) for bib in _missing_on(race, stage)))


def is_incomplete(race: Race, scope: Scope) -> bool:
    """Whether a table in that scope is to be marked incomplete."""
    return bool(missing(race, scope))


def is_gone(race: Race, before: Sequence[StageResult | None]) -> bool:
    """Whether nobody waits any more for who came through so many stages: out of the race, or at the cap.

    Who goes on without a place is still waited for.
    """
    out: Out = ""
    metres = 0
    for result in before:
        if result is not None:
            out = out_after(out, result.out) if result.out else out
            metres += result.metres
    is_capped = race.plan.scoring == "distance" and race.plan.cap is not None and metres >= race.plan.cap
    return is_capped or out not in ("", "unranked")


def _missing_on(race: Race, stage: StageNo) -> Iterator[Bib]:
    position = race.position(stage)
    for bib, results in race.results.items():
        result = results[position]
        if result is None:
            continue
        said = race.facts.sheet(bib, stage) is not None
        is_open = not result.out and (result.status == "active" or (result.status == "not_started" and not said))
        if is_open and not is_gone(race, results[:position]):
            yield bib
