"""Taking a changed plan into the log."""

from dataclasses import dataclass

from stagerace.core.clock import Instant
from stagerace.core.errors import Problem
from stagerace.core.records import PlanAdopted
from stagerace.feeds.plan_differences import plan_differences
from stagerace.node.drafting import draft
from stagerace.node.folder import RaceFolder
from stagerace.rules.facts import Facts


@dataclass(frozen=True)
class Adopted:
    """What came of adopting: whether it is the first plan, what changed, and which course files were left out."""

    first: bool
    changes: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def adopt(folder: RaceFolder, now: Instant) -> Adopted:
    """Take race.toml and the courses into the log where they differ from the adopted plan.

    Raises BadInput, NotARace, LogRefused; then nothing is changed.
    """
    facts = folder.view().facts if folder.has_log else Facts()
    drafted = draft(folder, facts.plan)
    changes = tuple(plan_differences(facts.plan, drafted.plan)) if facts.plan else ()
    if facts.plan is None or drafted.plan != facts.plan:
        with folder.write(now) as log:
            log.append([PlanAdopted(drafted.plan)], now)
    return Adopted(facts.plan is None, changes, drafted.problems, drafted.notes)
