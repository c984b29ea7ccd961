"""The clocks of all devices, as far as their anchors tell."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from operator import attrgetter

from msgspec import Struct

from stagerace.core.clock import Segment
from stagerace.core.names import NodeId, RecordId
from stagerace.core.own_time import goes_on
from stagerace.core.records import ClockAnchor, Passing
from stagerace.rules.clocks.anchor import Anchor, Span, absurdity, anchor_of
from stagerace.rules.clocks.bridge import across, alone
from stagerace.rules.clocks.corrected import Corrected
from stagerace.rules.clocks.drift import Course, Told
from stagerace.rules.clocks.runs import Trust, agreeing, runs, trust_in


class Ignored(Struct, frozen=True):
    """An anchor that is not believed, and why."""

    anchor: Anchor
    why: str


class Clocks:
    """What every device's clock was worth when: a function of the anchors known, whatever order they came in."""

    def __init__(self, anchors: Mapping[RecordId, ClockAnchor], span: Span | None = None) -> None:
        every = [anchor_of(record, text) for record, text in anchors.items()]
        reasons = {anchor.id: absurdity(anchor, span) for anchor in every}
        possible = [anchor for anchor in every if not reasons[anchor.id]]
        self._courses: dict[tuple[NodeId, Segment], list[Course]] = _courses(possible, trust_in(possible))
        self.believed: dict[NodeId, list[Anchor]] = self._by_node()
        """The anchors of each device that are believed, in the order they were written."""
        kept = {anchor.id for mine in self.believed.values() for anchor in mine}
        self.ignored: tuple[Ignored, ...] = tuple(
            Ignored(anchor, reasons[anchor.id] or f"the clock of {anchor.text.reference} disagrees with others")
            for anchor in sorted(every, key=_by_id)
            if anchor.id not in kept
        )

    def _by_node(self) -> dict[NodeId, list[Anchor]]:
        found: dict[NodeId, list[Anchor]] = defaultdict(list)
        for (node, _), courses in self._courses.items():
            found[node] += [anchor for course in courses for anchor in course.anchors]
        return {node: sorted(anchors, key=_by_id) for node, anchors in found.items()}

    def corrected(self, record: RecordId, passing: Passing) -> Corrected | None:
        """When a passing was, by the clock of the race; None where no anchor tells, and the time stays as it was said.

        A time that was not read from the device's own clock, on paper or by a mat, is none of its anchors' business.
        """
        if not passing.segment:
            return None
        told = min(self._told(record, passing), key=lambda told: told.within, default=None)
        if told is None:
            return None
        by = tuple(anchor.id for anchor in told.by)
        return Corrected(told.at, told.within, passing.seen_at, by, told.is_alone)

    def _told(self, record: RecordId, passing: Passing) -> Iterator[Told]:
        """What its own segment says, and what the anchors written before and after it say by the wall clock."""
        course = self._course(record[0], passing)
        if course:
            base = course.anchors[0].base
            yield course.at(passing.seen_at - base if passing.mono is None else passing.mono)
        before, after = self._beside(record)
        if before and after:
            bridged = across(before, after, passing.seen_at)
        else:
            one = before or after
            bridged = alone(one, passing) if one and not course else None
        if bridged:
            yield bridged

    def _beside(self, record: RecordId) -> tuple[Anchor | None, Anchor | None]:
        """The device's anchors written last before a record and first after it."""
        mine = self.believed.get(record[0], [])
        position = bisect_right(mine, record, key=_by_id)
        return (mine[position - 1] if position else None, mine[position] if position < len(mine) else None)

    def _course(self, node: NodeId, passing: Passing) -> Course | None:
        """The stretch of the clock that a passing was read in: the same segment, the clocks as far apart."""
        courses = self._courses.get((node, passing.segment), ())
        fitting = [course for course in courses if any(_is_of(anchor, passing) for anchor in course.anchors)]
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        return min(fitting, key=lambda course: _away(course, passing))


_by_id = attrgetter("id")


def _courses(anchors: list[Anchor], trust: Trust) -> dict[tuple[NodeId, Segment], list[Course]]:
    by_segment: dict[tuple[NodeId, Segment], list[Anchor]] = defaultdict(list)
    for anchor in anchors:
        by_segment[anchor.node, anchor.text.segment].append(anchor)
    return {key: [Course(agreeing(run, trust)) for run in runs(mine)] for key, mine in by_segment.items()}


def _is_of(anchor: Anchor, passing: Passing) -> bool:
    text = anchor.text
    return passing.mono is None or goes_on(text.heard_at, text.mono, passing.seen_at, passing.mono)


def _away(course: Course, passing: Passing) -> int:
    return min(abs(anchor.text.heard_at - passing.seen_at) for anchor in course.anchors)
