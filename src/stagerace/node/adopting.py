"""Taking a changed plan into the log."""

from dataclasses import dataclass

from stagerace.core.clock import Instant
from stagerace.core.records import PlanAdopted
from stagerace.feeds.plan_differences import plan_differences
from stagerace.node.folder import RaceFolder
from stagerace.rules.facts import Facts


@dataclass(frozen=True)
class Adopted:
    """What came of adopting: whether it is the first plan, and what changed."""

    first: bool
    changes: tuple[str, ...]


def adopt(folder: RaceFolder, now: Instant) -> Adopted:
    """Take race.toml into the log where it differs from the adopted plan.

    Raises BadInput, NotARace, LogRefused; then nothing is changed.
    """
    draft = folder.draft()
    facts = folder.view().facts if folder.has_log else Facts()
    changes = tuple(plan_differences(facts.plan, draft)) if facts.plan else ()
    if facts.plan is None or draft != facts.plan:
        with folder.write(now) as log:
            log.append([PlanAdopted(draft)], now)
    return Adopted(facts.plan is None, changes)
