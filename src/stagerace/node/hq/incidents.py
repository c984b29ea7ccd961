"""The incidents of a race as they stand; those of safeguarding are confided, and never here."""

from collections.abc import Iterable

from stagerace.core.names import Bib, PlaceId, bib_order
from stagerace.core.records import IncidentOpened
from stagerace.core.records import IncidentTold as Step
from stagerace.node.hq.told import IncidentTold, StepTold
from stagerace.node.hq.words import STEPS
from stagerace.rules.race import Race


def incidents(race: Race) -> tuple[IncidentTold, ...]:
    """Every incident: the open ones before those that are over, the latest first."""
    reports = race.facts.reports.values()
    opened: dict[str, list[IncidentOpened]] = {}
    told: dict[str, list[Step]] = {}
    for body in reports:
        if isinstance(body, IncidentOpened):
            opened.setdefault(body.incident, []).append(body)
        elif isinstance(body, Step):
            told.setdefault(body.incident, []).append(body)
    found = [_incident(versions, told.get(name, [])) for name, versions in opened.items()]
    return tuple(sorted(found, key=lambda each: (not each.is_open, -each.opened)))


def _incident(versions: list[IncidentOpened], told: list[Step]) -> IncidentTold:
    first, last = versions[0], versions[-1]
    steps = sorted(told, key=lambda step: step.told_at)
    ends = [step.step for step in steps if step.step in ("closed", "reopened")]
    kin = [step.told_at for step in steps if step.step == "kin_called"]
    return IncidentTold(
        first.incident,
        last.what,
        first.opened_at,
        PlaceId(_last(version.place for version in versions)),
        _last(version.where for version in versions),
        _everyone(versions, steps),
        _last(version.note for version in versions),
        _last((*(version.owner for version in versions), *(step.owner for step in steps))),
        ends[-1:] != ["closed"],
        max(kin, default=None),
        tuple(StepTold(step.told_at, step.step, STEPS[step.step], _said(step), step.by) for step in steps),
    )


def _last(words: Iterable[str]) -> str:
    """The last of some words that says anything."""
    return next((word for word in reversed(list(words)) if word), "")


def _everyone(versions: Iterable[IncidentOpened], steps: Iterable[Step]) -> tuple[Bib, ...]:
    named = {bib for version in versions for bib in version.bibs} | {bib for step in steps for bib in step.bibs}
    return tuple(sorted(named, key=bib_order))


def _said(step: Step) -> str:
    """What a step says in its own words, with whose it then is."""
    return "; ".join(filter(None, (f"now {step.owner}’s" if step.owner else "", step.place, step.text)))
