"""People and water as planned: the simulation of `stagerace plan` run once more, by what a dossier's log holds."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.findings import Finding
from stagerace.core.names import PlaceId, finish_of, start_of
from stagerace.core.zone import to_iso
from stagerace.feeds.free_numbers import shipped_numbers
from stagerace.kernels.chain_fields import PLACE
from stagerace.node.dossier.planned_told import PlannedTold, RacePlannedTold
from stagerace.node.folder import NOW, RaceFolder, View, When
from stagerace.node.planning import usual_replicates
from stagerace.node.readying import Readied, readied
from stagerace.node.simulating import Asked, race_outlook
from stagerace.simulation.beside import Beside, StageVariants, run_beside
from stagerace.simulation.outlook import StageOutlook
from stagerace.simulation.plan_places import Clock, camp, carried, services
from stagerace.simulation.plan_risk import own
from stagerace.simulation.race_plan import Service
from stagerace.simulation.ready import ReadyStage
from stagerace.simulation.route import NEVER
from stagerace.simulation.setting_out import BOTTLES
from stagerace.simulation.telling import whole

SEED = 1
"""The luck that `stagerace plan` has where nobody asks for other."""


@dataclass(frozen=True)
class _Then(RaceFolder):
    """A race folder as a view of its log has it: the plan and the entries of that moment."""

    seen: View

    def view(self, when: When = NOW) -> View:
        return self.seen


def planned(folder: RaceFolder, view: View) -> RacePlannedTold:
    """What the plan in force in a view asks for at every place.

    Raises NotARace where nothing says where the race is, BadInput for weather or a plan that cannot be used.
    """
    ready = readied(_Then(folder.path, view), shipped_numbers())
    asked = Asked(usual_replicates(len(ready.race.field)), SEED)
    nothing = [StageVariants((), np.zeros(0)) for _ in ready.race.stages]
    counts = run_beside(ready.race, nothing, asked.replicates, asked.seed, ready.free, threads=asked.threads)
    outlook = race_outlook(ready, counts.race, asked)
    places = (
        place for k, told in enumerate(outlook.stages) for place in _stage(ready, ready.race.stages[k], told, counts, k)
    )
    assumed = tuple(dict.fromkeys(str(finding) for finding in ready.findings if not _names(finding)))
    return RacePlannedTold(outlook.replicates, outlook.seed, outlook.numbers, assumed, tuple(places))


def _stage(ready: Readied, stage: ReadyStage, told: StageOutlook, counts: Beside, k: int) -> Iterator[PlannedTold]:
    start = ready.plan.stages[k].start
    clock = _clock(start, ready)
    yield PlannedTold(start_of(ready.plan.stages[k].n), None, None, None, None, None, None,
                      carried(BOTTLES * told.starters))  # fmt: skip
    if stage.boxed:
        of = camp(told, whole(counts.stages[k].planned.water), float(stage.longest), clock)
        yield _told(finish_of(ready.plan.stages[k].n), of)
        return
    closings = stage.route.places.reshape(-1, PLACE)[:, 1]
    ends = [float(close) if close < NEVER else None for close in closings]
    outs = [float(own(np.array(place.outs_by_cause)).sum()) for place in told.places]
    for of in services(told, ends, outs, clock):
        yield _told(PlaceId(of.place), of)


def _told(place: PlaceId, of: Service) -> PlannedTold:
    return PlannedTold(
        place, of.opens, of.closes, of.most, of.staff, of.medics, round(of.water_litres.mean), of.water_carried
    )


def _clock(start: Instant, ready: Readied) -> Clock:
    return lambda minutes: to_iso(Instant(start + round(minutes) * MINUTE), ready.plan.zone)


def _names(finding: Finding) -> bool:
    """Whether it is about somebody by bib, or quotes a row of the start list."""
    return finding.where.startswith("bib ") or finding.kind == "unread"
