"""What the director of an invented race does before a stage is closed: of everybody it is said what became of them."""

import random
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from stagerace.core.clock import HOUR, SECOND, Elapsed, Instant, format_elapsed, later
from stagerace.core.names import Bib, StageNo
from stagerace.core.plan import Stage
from stagerace.gate import missing
from stagerace.node.declaring import declaration
from stagerace.node.folder import RaceFolder
from stagerace.node.importing import Order, import_file
from stagerace.rules.classes import Scope
from stagerace.rules.race import Race
from stagerace.simulation.rulings import Decision, rulings_sheet
from stagerace.simulation.sheets import sheet
from stagerace.simulation.spoiling import GIVEN_WITHIN
from stagerace.simulation.truth import RaceTruth, StageTruth

AFTER: Final = Elapsed(2 * HOUR)
"""How long after the last limit of a stage it is closed."""
ABSENT: Final = "in/closing-not-started.csv"
RULED: Final = "in/closing-rulings.csv"
PHOTOGRAPH: Final = "no mat read the finish; the time is from the finish photograph"
GONE: Final = "did not come to the finish, and was found in camp"


class _Closing(Struct):
    """A stage as it is closed: who never came to the start, and what is decided of the others."""

    absent: list[Bib]
    decisions: list[Decision]


def close_stages(folder: RaceFolder, truth: RaceTruth, now: Instant) -> None:
    """Rule, stage by stage, on everybody of whom nothing is said, and declare the results provisional.

    It goes by what the log shows; only what the photographs show is taken from the truth. Raises NotARace, LogRefused.
    """
    race = folder.view().race
    closings = {stage.n: closing for stage, closing in _closings(race, truth)}
    absent = [(stage, bib, "dns") for stage, closing in closings.items() for bib in closing.absent]
    decisions = [decision for closing in closings.values() for decision in closing.decisions]
    if absent:
        _take(folder, ABSENT, "stage-times", sheet([("stage", "bib", "status"), *absent]), now)
    if decisions:
        _take(folder, RULED, "rulings", rulings_sheet(decisions, race.plan.zone), now)
    _declare(folder, now)


def closed_at(stage: Stage) -> Instant:
    """When a stage is closed: some time after the last who may come."""
    ends = [later(stage.start, stage.limit)] if stage.limit else [later(stage.start, Elapsed(24 * HOUR))]
    ends += [later(wave.start, wave.limit) for wave in stage.waves if wave.limit]
    return later(Instant(max(ends)), AFTER)


def _closings(race: Race, truth: RaceTruth) -> Iterator[tuple[Stage, _Closing]]:
    gone: set[Bib] = set()
    for stage in race.plan:
        closing = _Closing([], [])
        for bib in missing(race, Scope(stage=stage.n)):
            if bib in gone:
                continue
            result = race.results[bib][race.position(stage.n)]
            mine = truth.runners[bib].stages.get(stage.n)
            if result is not None and result.status == "not_started" and (mine is None or not mine.passed):
                closing.absent.append(bib)
                gone.add(bib)
            elif mine is not None and mine.status == "finished" and mine.ruled is not None:
                closing.decisions.append(_given(stage, bib, mine))
            else:
                closing.decisions.append(_withdrawn(stage, bib))
                gone.add(bib)
        yield stage, closing


def _given(stage: Stage, bib: Bib, truth: StageTruth) -> Decision:
    """The time that the photograph of the finish gives, nearly the true one."""
    off = random.Random(f"{stage.n} {bib}").randrange(1 - GIVEN_WITHIN, GIVEN_WITHIN)  # noqa: S311
    shown = Elapsed(((truth.ruled or 0) + truth.credit + off) // SECOND * SECOND)
    return Decision(
        stage.n, f"T{stage.n}-{bib}", closed_at(stage), "give", stage.n, bib, format_elapsed(shown), reason=PHOTOGRAPH
    )


def _withdrawn(stage: Stage, bib: Bib) -> Decision:
    return Decision(
        stage.n, f"X{stage.n}-{bib}", closed_at(stage), "withdraw", stage.n, bib, reason=GONE, custody="camp"
    )


def _take(folder: RaceFolder, name: str, kind: str, text: str, now: Instant) -> None:
    path = folder.path / name
    path.write_text(text, encoding="utf-8", newline="")
    import_file(folder, Order(path, kind), now)


def _declare(folder: RaceFolder, now: Instant) -> None:
    """Declare the results of every stage provisional, as they are once nobody is left to be asked about."""
    view = folder.view()
    said = [
        declaration(view.race, view.position, Scope(stage=StageNo(stage.n)), "provisional", "race director",
                    closed_at(stage))
        for stage in view.race.plan
    ]  # fmt: skip
    with folder.write(now) as log:
        log.append(said, now)
