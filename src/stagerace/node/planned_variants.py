"""What is tried of a stage besides the plan, and what of it cannot be."""

from collections.abc import Iterator, Sequence
from typing import Final

from stagerace.core.clock import MINUTE
from stagerace.core.findings import Finding
from stagerace.core.plan import Stage
from stagerace.node.planned_days import LongDay
from stagerace.simulation.ready import ReadyStage
from stagerace.simulation.variants import Variant, shortened, starting, without_closings

HOTTER: Final = 5.0
"""By how much a hotter day is hotter [K]."""
STARTS: Final = (-120, -60, 60)
"""By how much a start is moved [min]."""


def variants_of(stage: ReadyStage, planned: Stage, day: LongDay) -> list[Variant]:
    """Everything that is tried of a stage; a start after the closing of a place is not."""
    found = [] if stage.boxed else [Variant("open", "no closings", without_closings(stage, day.sky(0, day.minutes)))]
    found.append(Variant("hotter", f"{HOTTER:g} °C hotter", stage, HOTTER))
    for minutes in STARTS:
        try:
            moved = starting(stage, planned, day.sky(minutes, stage.longest), minutes)
        except ValueError:
            continue
        found.append(Variant("start", _label(minutes), moved, 0.0, minutes))
    return [*found, *shortened(stage)]


def untried(day: LongDay, variants: Sequence[Variant]) -> Iterator[Finding]:
    """Which starts were not tried, or under a sky that is not known."""
    tried = {variant.moved for variant in variants if variant.kind == "start"}
    known = float(day.felt[0].time[0])
    for minutes in STARTS:
        where = f"stage {day.stage.n}"
        if minutes not in tried:
            what = f"with its {_label(minutes)} a place would close before it"
            yield Finding("start-after-closing", what, "not tried", where)
        elif day.stage.start + minutes * MINUTE < known:
            what = f"with its {_label(minutes)} the stage would begin before the first hour of weather"
            yield Finding("start-before-weather", what, "that hour's air stands for it", where)


def _label(minutes: int) -> str:
    return f"start {abs(minutes) // 60} h {'earlier' if minutes < 0 else 'later'}"
