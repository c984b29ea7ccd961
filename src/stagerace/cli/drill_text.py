"""What a drill came to, in words and columns."""

from collections import Counter
from collections.abc import Iterator
from statistics import median
from typing import Final

from stagerace.cli.columns import table
from stagerace.cli.showing import counted
from stagerace.node.drill_score import DrillScore, FaultFound, StageScore

_HEAD: Final = ("planted", "at", "since", "found by", "after")


def lines(score: DrillScore) -> Iterator[str]:
    """Everything worth printing of a drill, line by line."""
    for number, stage in enumerate(score.stages):
        if number:
            yield ""
        yield from stage_lines(stage)
    yield ""
    yield "passed" if score.passed else "NOT PASSED"


def stage_lines(stage: StageScore) -> Iterator[str]:
    """A stage of a drill: what was planted and what found it, false alarms, how it closed."""
    yield (
        f"stage {stage.stage}: {stage.km:g} km, {counted(stage.checkpoints, 'checkpoints')}, "
        f"{counted(stage.runners, 'runners')}, {stage.records} records"
    )
    yield from table(_HEAD, [_fault(each) for each in stage.faults], left=(0, 1, 2, 3))
    yield f"  {_delays(stage)}"
    yield from _false(stage)
    told = ", ".join(f"{what} {count}" for what, count in stage.alerts.items()) or "none"
    yield f"  alerts: {told}"
    yield from _closing(stage)


def _fault(fault: FaultFound) -> tuple[str, ...]:
    late = "" if fault.late_min is None else f"{fault.late_min:.0f} min"
    by = fault.alert or ("NOT FOUND" if fault.must else "only disturbs")
    return (fault.what, fault.place, fault.since[11:16], by, late)


def _delays(stage: StageScore) -> str:
    late = [each.late_min for each in stage.faults if each.bibs and each.late_min is not None]
    people = sum(bool(each.bibs) and each.must for each in stage.faults)
    if not late:
        return f"found {len(late)} of {people} people"
    return f"found {len(late)} of {people} people, {median(late):.0f} min after the cause in the middle"


def _false(stage: StageScore) -> Iterator[str]:
    why = Counter(each.why for each in stage.false_alarms)
    told = f" ({', '.join(f'{name} {count}' for name, count in sorted(why.items()))})" if why else ""
    yield f"  false alarms: {len(stage.false_alarms)}{told}"


def _closing(stage: StageScore) -> Iterator[str]:
    if stage.closed:
        yield f"  closed {stage.closed[:10]} {stage.closed[11:16]}, {len(stage.unaccounted)} unaccounted for"
        return
    yield f"  NOT CLOSED, {len(stage.unaccounted)} unaccounted for"
    yield from (f"    {why}" for why in stage.open_because)
