"""A withdrawal that a crew reported and nobody at headquarters has looked at."""

from collections.abc import Iterator

from stagerace.core.names import RecordId
from stagerace.core.records import WithdrawalReported
from stagerace.rules.conflicts.base import Conflict, ConflictKind, Scene, aside, name_of
from stagerace.rules.reports import withdrawal_id


class WithdrawalSeen(ConflictKind):
    """A reported withdrawal counts at once; somebody at headquarters sees it, and who has the runner in their care."""

    name = "withdrawal_reported"
    heading = "Withdrawal reported"

    def find(self, scene: Scene) -> Iterator[Conflict]:
        """One conflict for each report that no decision has taken up."""
        decided = {ruling.text.revokes for ruling in scene.race.rulings if ruling.text.revokes}
        for record, report in scene.reports(WithdrawalReported):
            name = withdrawal_id(record)
            again = scene.race.facts.rulings.get(name)
            if name not in decided and (again is None or again.id == record):
                yield _conflict(scene, record, report)


def _conflict(scene: Scene, record: RecordId, report: WithdrawalReported) -> Conflict:
    name = name_of("withdrawal_reported", [record])
    stage = scene.race.plan.stage_at.get(report.place)
    why = f": {report.reason}" if report.reason else ""
    way = ", ".join(filter(None, (report.destination and f"to {report.destination}", report.vehicle)))
    care = f"; in the care of {report.custody}" if report.custody else "; nobody has taken over yet"
    by = f", told by {report.by}" if report.by else ""
    unknown = "" if report.bib in scene.race.index else " Nobody wears that bib, so it counts for nobody."
    return Conflict(
        name,
        "withdrawal_reported",
        f"Bib {report.bib} withdrew at {report.place}, {scene.clock(report.reported_at)}{why}"
        f"{f', {way}' if way else ''}{care}{by}.{unknown}",
        report.reported_at,
        (record,),
        (aside(name, "Seen: it stands", "seen, the withdrawal stands"),),
        report.bib,
        report.place,
        stage.n if stage else None,
        record,
    )
