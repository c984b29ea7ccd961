"""A runner's stages added up, one after another."""

from typing import Final

from msgspec import Struct

from stagerace.core.names import Bib, StageNo
from stagerace.rules.race import Race
from stagerace.rules.rulings import Out
from stagerace.rules.stage_result import StageResult

LATE: Final = ("unranked", "disqualified")
"""What may be decided of a runner who is already out, or already done."""


def out_after(before: Out, now: Out) -> Out:
    """Why a runner is out after one more stage: the first reason stays, unless a later decision replaces it."""
    return now if now in LATE or (now and before in ("", "unranked")) else before


class Sum(Struct, frozen=True, gc=False):
    """A runner's stages so far, added up: time and metres, how many are finished, why the runner is out."""

    bib: Bib
    total: int = 0
    metres: int = 0
    done: int = 0
    out: Out = ""
    live: tuple[int, StageResult] | None = None
    """The latest stage that is not finished, and its position."""

    def plus(self, position: int, result: StageResult) -> "Sum":
        """The sum with one more stage."""
        out = out_after(self.out, result.out) if result.out else self.out
        metres = self.metres + result.metres
        if result.status == "finished" and result.ruled is not None:
            total = self.total + result.ruled + result.penalty
            return Sum(self.bib, total, metres, self.done + 1, out, self.live)
        return Sum(self.bib, self.total, metres, self.done, out, (position, result))


def sums(race: Race, stage: StageNo) -> list[Sum]:
    """Everyone's stages up to one, added up, in the order of bibs."""
    return race.remember(stage, "sums", lambda: _sums(race, race.position(stage)))


def _sums(race: Race, position: int) -> list[Sum]:
    before = sums(race, race.plan.stages[position - 1].n) if position else [Sum(bib) for bib in race.bibs]
    everyone = zip(before, race.results.values(), strict=True)
    return [s.plus(position, result) if (result := results[position]) else s for s, results in everyone]
