"""What the director of an invented race decided."""

from collections.abc import Iterable
from typing import Final

from stagerace.core.clock import HOUR, MINUTE, Elapsed, Instant, later
from stagerace.core.plan import Plan, Stage
from stagerace.core.zone import to_iso

LEAVES: Final = 64
"""The bib of the runner who withdraws."""
NEVER_CAME: Final = 133
"""The bib of the runner who never starts."""

_HEADER: Final = (
    "id",
    "announced",
    "stage",
    "kind",
    "bibs",
    "minutes",
    "checkpoint",
    "reason",
    "rule",
    "revokes",
    "custody",
)


def example_rulings(plan: Plan) -> Iterable[tuple[object, ...]]:
    """The rows of rulings.csv: a late penalty, a credit, a withdrawal, and a penalty taken back."""
    first, last = plan.stages[0], plan.stages[min(1, len(plan.stages) - 1)]
    evening = later(first.start, Elapsed(10 * HOUR + 40 * MINUTE))
    return [
        _HEADER,
        ("P1", _at(plan, evening), first.n, "penalty", 21, 15, "", "no whistle at the kit check", "7", "", ""),
        ("C1", _at(plan, later(evening, Elapsed(20 * MINUTE))), first.n, "credit", 88, 25, "",
         "stayed with an injured runner", "", "", ""),
        _withdrawal(plan, last),
        ("P2", _at(plan, later(last.start, Elapsed(14 * HOUR))), first.n, "penalty", 12, 30, "",
         "lost bib, told a day late", "12", "", ""),
        ("R1", _at(plan, later(last.start, Elapsed(14 * HOUR + 30 * MINUTE))), "", "", "", "", "",
         "the whistle was in the side pocket", "", "P1", ""),
    ]  # fmt: skip


def _withdrawal(plan: Plan, stage: Stage) -> tuple[object, ...]:
    place = stage.checkpoints[min(1, len(stage.checkpoints) - 1)].id if stage.checkpoints else ""
    at = _at(plan, later(stage.start, Elapsed(9 * HOUR)))
    return ("W1", at, stage.n, "withdraw", LEAVES, "", place, "blisters", "", "", "vehicle 4")


def _at(plan: Plan, instant: Instant) -> str:
    return to_iso(instant, plan.zone)
