"""A race while it is invented: everything its parts hand to each other."""

from msgspec import Struct

from stagerace.core.names import Bib, StageNo
from stagerace.core.plan import Plan
from stagerace.simulation.deserts import Desert
from stagerace.simulation.field import Starter
from stagerace.simulation.rulings import Decision
from stagerace.simulation.treks import Treks
from stagerace.simulation.truth import RaceTruth, StageTruth
from stagerace.simulation.walking import Storm


class Invented(Struct):
    """A race while it is invented: the plan, the field, what the engine made of it, what was, and what was decided."""

    desert: Desert
    plan: Plan
    field: tuple[Starter, ...]
    truth: RaceTruth
    treks: Treks
    decisions: list[Decision] = []
    storms: dict[StageNo, Storm] = {}
    full_distance: list[Bib] = []
    """Those who ran a shortened stage in full."""

    def entrant(self, bib: Bib) -> Starter:
        """The entrant who wears a bib."""
        return next(entrant for entrant in self.field if entrant.bib == bib)

    def decide(self, decision: Decision) -> None:
        """Take down a decision."""
        self.decisions.append(decision)

    def on(self, stage: StageNo, status: str = "finished") -> list[tuple[Bib, StageTruth]]:
        """Those whose stage ended so and who are not out by it, in the order of bibs."""
        found = ((bib, runner.stages.get(stage)) for bib, runner in self.truth.runners.items())
        return [(bib, truth) for bib, truth in found if truth and truth.status == status and not truth.out]
