"""A checkpoint that its crew closed, without a decision about those who come later."""

from collections.abc import Iterator

from stagerace.core.names import RecordId
from stagerace.core.records import CheckpointClosed
from stagerace.rules.conflicts.base import Conflict, ConflictKind, Scene, aside, name_of


class ClosedByCrew(ConflictKind):
    """The crew keeps no more times; whether later arrivals are too late is the race director's decision."""

    name = "checkpoint_closed"
    heading = "Checkpoint closed"

    def find(self, scene: Scene) -> Iterator[Conflict]:
        """One conflict for each checkpoint that is neither closed by a decision nor was to close about then."""
        closed = {ruling.text.place for ruling in scene.race.rulings if ruling.text.ruling == "close"}
        latest: dict[str, tuple[RecordId, CheckpointClosed]] = {}
        for record, report in scene.reports(CheckpointClosed):
            latest[report.place] = (record, report)
        for record, report in latest.values():
            if report.place not in closed:
                yield _conflict(scene, record, report)


def _conflict(scene: Scene, record: RecordId, report: CheckpointClosed) -> Conflict:
    name = name_of("checkpoint_closed", [record])
    stage = scene.race.plan.stage_at.get(report.place)
    close = stage.by_place[report.place].close if stage else None
    planned = f"closes it at {scene.clock(close)}" if close is not None else "has no closing for it"
    note = f": {report.note}" if report.note else ""
    by = f" by {report.by}" if report.by else ""
    return Conflict(
        name,
        "checkpoint_closed",
        f"{report.place} was closed at {scene.clock(report.closed_at)}{by}{note}; the plan {planned}.",
        report.closed_at,
        (record,),
        (aside(name, "Leave it: closed as planned", "closed as planned"),),
        place=report.place,
        stage=stage.n if stage else None,
        decide=record,
    )
