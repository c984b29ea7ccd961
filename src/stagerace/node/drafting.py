"""The whole draft of a race: race.toml together with the courses under `course/`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from msgspec import structs

from stagerace.core.errors import Problem
from stagerace.core.findings import Finding
from stagerace.core.names import StageNo
from stagerace.core.plan import Plan
from stagerace.node.course_files import course_files
from stagerace.node.folder import RaceFolder

_GRAVE: Final = ("damaged", "length")
"""Findings after which a course may not be the one that will be run."""


@dataclass(frozen=True)
class Draft:
    """What the files of a folder say now: the plan with its courses, course files that cannot be taken, and notes."""

    plan: Plan
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    doubts: tuple[Problem, ...] = ()
    """What of the courses that were taken somebody should look at before the race rests on it."""


def draft(folder: RaceFolder, adopted: Plan | None = None) -> Draft:
    """The plan with the course of every stage that has a file.

    A course that cannot be taken, and any on an installation without the models, stays as it was adopted: times must
    not wait for a map. Raises NotARace, and BadInput for what is wrong in race.toml.
    """
    plan = folder.draft()
    if not course_files(folder.path):
        return Draft(plan)
    try:
        from stagerace.node.courses import draw  # The models take a second to load, and most folders have no course.
    except ModuleNotFoundError as missing:
        note = f"courses were not read: {missing.name} is not installed (pip install 'stagerace[sim]')"
        return Draft(_kept(plan, adopted, set(plan.by_number)), (), (note,))
    drawn = draw(folder.path, plan)
    failed = set(drawn.failed) - set(drawn.laid)
    findings = {stage: count for stage, laid in drawn.laid.items() if (count := len(laid.findings))}
    doubts = tuple(_doubt(f, stage) for stage, laid in drawn.laid.items() for f in laid.findings if f.kind in _GRAVE)
    whole = _kept(drawn.onto(plan), adopted, failed)
    return Draft(whole, tuple(drawn.problems), tuple(_say(findings, folder.path)), doubts)


def _doubt(finding: Finding, stage: StageNo) -> Problem:
    return Problem(f"the course of stage {stage}: {finding.what}", "Put the whole track there, or correct the plan")


def _kept(plan: Plan, adopted: Plan | None, stages: set[StageNo]) -> Plan:
    """The plan with the adopted courses of these stages."""
    if adopted is None:
        return plan
    old = {n: adopted.by_number[n].course for n in stages if n in adopted.by_number}
    return structs.replace(
        plan, stages=tuple(structs.replace(s, course=old[s.n]) if s.n in old else s for s in plan.stages)
    )


def _say(findings: dict[StageNo, int], path: Path) -> list[str]:
    if not findings:
        return []
    stages = ", ".join(str(n) for n in sorted(findings))
    count = sum(findings.values())
    things = "1 thing was" if count == 1 else f"{count} things were"
    return [f"{things} noticed in the course of stage {stages}; `stagerace course {path}` names them"]
