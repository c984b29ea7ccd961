"""How near standings worked out from sightings come to what really happened in an invented race."""

from collections.abc import Iterator
from typing import Literal

import msgspec
from msgspec import Struct

from stagerace.core.names import Bib, StageNo
from stagerace.rules.classes import Scope
from stagerace.rules.consistency import inconsistencies
from stagerace.rules.race import Race
from stagerace.rules.stage_result import StageResult
from stagerace.rules.tables import Row, table
from stagerace.simulation.truth import RaceTruth, RunnerTruth, StageTruth

Judged = Literal["exact", "within", "unknowable", "doubted", "silent"]
"""A stage result against the truth.

`exact` to the millisecond; `within` the known error of what saw it; `unknowable`: it could not be known, and that is
said; `doubted`: it could be known and is wrong, but that is said; `silent`: wrong, and nothing says so.
"""


class Case(Struct, frozen=True):
    """One stage of one runner compared with the truth."""

    bib: Bib
    stage: StageNo
    judged: Judged
    what: str = ""
    """How the two differ, where they do."""


class Score(Struct, frozen=True):
    """A race's results against the truth: every stage of every runner, and every final place."""

    race: str
    cases: tuple[Case, ...]
    ranks_right: int
    ranks_open: int
    """Places that hang on a time that is not exact."""
    ranks_wrong: tuple[str, ...]

    def count(self, judged: Judged) -> int:
        """How many stage results were judged so."""
        return sum(case.judged == judged for case in self.cases)

    def of(self, judged: Judged) -> list[Case]:
        """The stage results that were judged so."""
        return [case for case in self.cases if case.judged == judged]

    def __str__(self) -> str:
        exact, total = self.count("exact"), len(self.cases)
        return (
            f"scored from raw passings: {exact:,} of {total:,} stage results exact, {self.count('within'):,} within "
            f"the error of the clock that saw them, {self.count('unknowable')} that nobody can know and that say so, "
            f"{self.count('doubted')} wrong and marked doubtful, {self.count('silent')} silently wrong"
        )


def read_truth(text: str | bytes) -> RaceTruth:
    """The truth of a race from its truth.json."""
    return msgspec.json.decode(text, type=RaceTruth)


def compare(truth: RaceTruth, race: Race) -> Score:
    """Compare a race worked out from its records with what really happened."""
    said = " \n".join(problem.what for problem in inconsistencies(race)) + " "
    cases = tuple(
        _judge(runner, stage, race, said) for runner in truth.runners.values() for stage in runner.stages.values()
    )
    right, open_, wrong = 0, 0, []
    for bib, what in _places(truth, race, _errors(truth, cases)):
        right += what == ""
        open_ += what == "open"
        wrong += [f"bib {bib}: {what}"] if what not in ("", "open") else []
    return Score(truth.race, cases, right, open_, tuple(wrong))


def _judge(runner: RunnerTruth, truth: StageTruth, race: Race, said: str) -> Case:
    result = race.results[runner.bib][race.position(truth.stage)]
    what = _difference(truth, result, race)
    error = _error(truth, result)
    if not what and not error:
        return Case(runner.bib, truth.stage, "exact")
    if not what and truth.within is not None and error <= truth.within:
        return Case(runner.bib, truth.stage, "within", f"{error} ms from the truth: {truth.why}")
    what = what or f"{error} ms from the truth"
    if not _is_said(runner.bib, truth.stage, result, said):
        return Case(runner.bib, truth.stage, "silent", what)
    return Case(runner.bib, truth.stage, "unknowable" if truth.within is None else "doubted", f"{what}; {truth.why}")


def _difference(truth: StageTruth, result: StageResult | None, race: Race) -> str:
    """What differs, the time apart; empty where nothing does."""
    if result is None:
        return "no result"
    pairs: list[tuple[str, object, object]] = [("status", truth.status, result.status), ("out", truth.out, result.out)]
    pairs.append(("penalty", truth.penalty, result.penalty))
    if race.plan.scoring == "distance":
        pairs.append(("metres", truth.metres, result.metres))
    if (truth.ruled is None) != (result.ruled is None) and truth.status == "finished":
        pairs.append(("ruled", truth.ruled, result.ruled))
    return "; ".join(f"{name} {mine!r}, worked out {theirs!r}" for name, mine, theirs in pairs if mine != theirs)


def _error(truth: StageTruth, result: StageResult | None) -> int:
    if result is None or truth.ruled is None or result.ruled is None:
        return 0
    return abs(truth.ruled - result.ruled)


def _is_said(bib: Bib, stage: StageNo, result: StageResult | None, said: str) -> bool:
    """Whether the race itself says that this result is not sure."""
    if result is None or result.status == "active" or result.doubts:
        return True
    about = (
        f", {stage}CP",
        f", {stage}FINISH",
        f", stage {stage}:",
        f" has no finish on stage {stage} ",
        " is out since",
    )
    return any(f"bib {bib}{words}" in said for words in about)


def _errors(truth: RaceTruth, cases: tuple[Case, ...]) -> dict[Bib, int]:
    """How far the total of each runner may lie from the truth [ms]; those who cannot be known are left out."""
    errors = dict.fromkeys(truth.runners, 0)
    for case in cases:
        if case.judged == "within":
            errors[case.bib] += truth.runners[case.bib].stages[case.stage].within or 0
    unknown = {case.bib for case in cases if case.judged not in ("exact", "within")}
    return {bib: error for bib, error in errors.items() if bib not in unknown}


def _places(truth: RaceTruth, race: Race, errors: dict[Bib, int]) -> Iterator[tuple[Bib, str]]:
    """For every runner: nothing where the final place is right, `open` where an unsure time decides, or what is wrong.

    Places are counted among those whose times are known; anyone else who is ranked is left out on both sides.
    """
    rows = {Bib(row.bib): row for row in table(race, Scope(after=race.plan.stages[-1].n)).rows}
    for bib, runner in truth.runners.items():
        row = rows[bib]
        if bib not in errors:
            yield bib, "open"
        elif row.status != runner.status:
            yield bib, f"{row.status}, was {runner.status}"
        elif runner.status == "ranked":
            others = [truth.runners[other] for other in errors if truth.runners[other].status == "ranked"]
            yield bib, _place(runner, row, others, rows, errors)


def _place(
    runner: RunnerTruth, row: Row, others: list[RunnerTruth], rows: dict[Bib, Row], errors: dict[Bib, int]
) -> str:
    mine = _key(runner)
    near = [o for o in others if o is not runner and _near(mine, _key(o), errors[runner.bib] + errors[o.bib])]
    if near:
        return "open"
    was = 1 + sum(_key(other) < mine for other in others)
    found = 1 + sum((rows[other.bib].rank or 0) < (row.rank or 0) for other in others)
    return "" if was == found else f"place {found} of those known, was {was}"


def _key(runner: RunnerTruth) -> tuple[int, int]:
    """What places a runner: the metres, then when the cap was reached; or the time."""
    if runner.capped is not None or any(stage.laps for stage in runner.stages.values()):
        return (-runner.metres, runner.capped or 0)
    return (0, runner.total or 0)


def _near(mine: tuple[int, int], other: tuple[int, int], error: int) -> bool:
    """Whether the error of the two could turn them round."""
    timed = bool(mine[1] or other[1])
    return timed and mine[0] == other[0] and error > 0 and abs(mine[1] - other[1]) <= error
