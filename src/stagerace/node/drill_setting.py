"""What a drill is about: an invented race, or the plan and the entries of a race folder."""

from collections.abc import Mapping

from stagerace.core.errors import NotARace
from stagerace.core.names import Bib, bib_order
from stagerace.core.plan import Plan
from stagerace.node.drilling import Setting
from stagerace.node.folder import RaceFolder
from stagerace.simulation.drill.inventing import ALL_FAULTS
from stagerace.simulation.drill.plain import plain_bibs, plain_plan


def invented(runners: int, km: float, every: float, stages: int = 1, faults: Mapping[str, int] = ALL_FAULTS) -> Setting:
    """A drill without a race folder: so many runners and stages, checkpoints `every` so many kilometres."""
    plan = plain_plan(km, every, stages)
    return Setting(plan, plain_bibs(runners), tuple(stage.n for stage in plan.stages), faults)


def of_folder(
    folder: RaceFolder, runners: int, *, every_stage: bool, faults: Mapping[str, int] = ALL_FAULTS
) -> Setting:
    """A drill of a race: its plan and entries, or an invented field where nobody is entered; nothing in it changes.

    Raises NotARace where the folder has no plan or all its stages are run in laps, BadInput for a plan that is wrong.
    """
    plan, entered = _known(folder)
    stages = tuple(stage.n for stage in plan.stages if stage.loop is None)
    if not stages:
        raise NotARace(f"{folder.path}: all its stages are run in laps; a drill plays stages from place to place")
    bibs = tuple(sorted(entered, key=bib_order)) or plain_bibs(runners)
    return Setting(plan, bibs, stages if every_stage else stages[:1], faults)


def _known(folder: RaceFolder) -> tuple[Plan, tuple[Bib, ...]]:
    if not folder.has_log:
        return folder.draft(), ()
    view = folder.view()
    return view.race.plan, tuple(view.facts.entries)
