"""A runner who was not counted at the start and was seen on the course."""

from collections.abc import Iterator

from stagerace.core.names import Bib, RecordId, bib_order
from stagerace.core.plan import Stage
from stagerace.core.records import Confirmed, NotAtStart
from stagerace.rules.conflicts.base import Answer, Conflict, ConflictKind, Scene, another, aside, name_of, void
from stagerace.rules.field import Glimpse, field_of
from stagerace.rules.limits import say_point


class AfterNotAtStart(ConflictKind):
    """Not at the start, yet seen: the count at the start was wrong, or a bib was misread."""

    name = "after_not_at_start"
    heading = "Seen, but not at the start"

    def find(self, scene: Scene) -> Iterator[Conflict]:
        """One conflict a runner and stage."""
        for record, report in scene.reports(NotAtStart):
            stage = scene.race.plan.stage_at.get(report.place)
            for bib in sorted(set(report.bibs), key=bib_order) if stage else ():
                seen = field_of(scene.race, stage).seen.get(bib, []) if stage else []
                if stage and seen and not any(_is_vouched(scene, glimpse) for glimpse in seen):
                    yield _conflict(scene, bib, record, report, stage, seen)


def _is_vouched(scene: Scene, glimpse: Glimpse) -> bool:
    return bool(scene.race.facts.sighting(glimpse.record).confirmed_by)


def _conflict(
    scene: Scene, bib: Bib, record: RecordId, report: NotAtStart, stage: Stage, seen: list[Glimpse]
) -> Conflict:
    records = tuple(glimpse.record for glimpse in seen)
    name = name_of("after_not_at_start", [*records, record])
    first = seen[0]
    at, when = say_point(stage.points[first.index]), scene.clock(first.at)
    by = f" by {report.by}" if report.by else ""
    often = f" and {len(seen) - 1} times more" if len(seen) > 1 else ""
    vouched = Answer("1", f"{bib} is running: {when} is right", "seen running", (Confirmed(first.record, ""),))
    return Conflict(
        name,
        "after_not_at_start",
        f"Bib {bib} was not at the start of stage {stage.n} (counted{by}, {scene.clock(report.noted_at)}), yet was "
        f"seen at {at} at {when}{often}, by {scene.source(first.record)}.",
        first.at,
        records,
        (
            vouched,
            another(records),
            void(records, "Nobody was there: take it back", "did not start"),
            aside(name),
        ),
        bib,
        stage.points[first.index][0],
        stage.n,
    )
