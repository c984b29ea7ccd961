"""Positions are shown late, not by night, not in camp, and not where the runner refused."""

from collections.abc import Iterator
from typing import Final

from stagerace.core.clock import DAY, Elapsed, Instant, elapsed, later
from stagerace.core.names import Bib, finish_of
from stagerace.core.plan import Stage
from stagerace.gate.case import Case
from stagerace.gate.conditions.base import Condition
from stagerace.gate.items import Item
from stagerace.gate.settled import Settled
from stagerace.gate.told import Position
from stagerace.rules.as_of import own_start, sheet_happened

LEAVES: Final = ("withdraw", "stop", "disqualify")
"""The decisions after which a runner is no longer on course."""


class Positions(Condition):
    """Where a runner is leaves late and only from the course by day, unless they opened it to the viewer."""

    name = "position"

    def lets(self, item: Item, case: Case, known: Settled) -> bool:
        """Whether the item is no position, or one that may be shown by now."""
        if item.bib is None or not isinstance(item.body, Position):
            return True
        if _is_live(item.bib, case):
            return True
        return not _is_refused(item.bib, case) and _may_show(item.body, case, known)


def _is_live(bib: Bib, case: Case) -> bool:
    """Whether the runner lets this viewer follow them at once, by a family link or as the film crew."""
    if case.viewer.audience == "family":
        return case.subject_of(bib) in case.viewer.family_of and case.agrees(bib, "family")
    return case.viewer.audience == "crew" and case.agrees(bib, "crew")


def _is_refused(bib: Bib, case: Case) -> bool:
    subject = case.subject_of(bib)
    return subject is None or case.agreed.has_refused(subject, "position")


def _may_show(position: Position, case: Case, known: Settled) -> bool:
    plan = known.facts.plan
    if plan is None or elapsed(position.seen_at, case.at) < case.terms.delay:
        return False
    hour = plan.zone.local(position.seen_at).hour
    return case.terms.dawn <= hour < case.terms.dusk and on_course(known, position.bib, position.seen_at)


def on_course(known: Settled, bib: Bib, moment: Instant) -> bool:
    """Whether a runner was out on a stage at a moment: started, not in, not out, and not past the stage's limit."""
    stages = known.facts.plan.stages if known.facts.plan else ()
    starts = [(own_start(stage, bib, known.facts, known.moves), stage) for stage in stages]
    begun = [(start, stage) for start, stage in starts if start <= moment]
    if not begun:
        return False
    start, stage = max(begun, key=lambda pair: pair[0])
    length = stage.loop.box if stage.loop else stage.limit or Elapsed(DAY)
    return moment <= later(start, length) and not any(end <= moment for end in _ends(known, bib, stage))


def _ends(known: Settled, bib: Bib, stage: Stage) -> Iterator[Instant]:
    """When a runner was in, or out."""
    facts = known.facts
    for sighting in facts.seen.get(bib, {}).get(finish_of(stage.n), ()):
        yield sighting.passing.seen_at
    for sheet in facts.sheets.get(bib, {}).get(stage.n, ()):
        yield sheet_happened(sheet.time, facts, known.moves)
    for ruling in known.standing:
        if ruling.text.ruling in LEAVES and ruling.concerns(bib):
            yield ruling.text.announced
