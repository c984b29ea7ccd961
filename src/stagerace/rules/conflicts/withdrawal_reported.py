"""A withdrawal that a crew reported and nobody at headquarters has looked at."""

from collections.abc import Iterator

from msgspec import structs

from stagerace.core.names import RecordId
from stagerace.core.records import WithdrawalReported
from stagerace.rules.conflicts.base import AskedOfDirector, Conflict, Scene, aside, name_of


class WithdrawalSeen(AskedOfDirector):
    """A reported withdrawal counts at once; somebody at headquarters sees it, and who has the runner in their care."""

    name = "withdrawal_reported"
    heading = "Withdrawal reported"
    what = "withdrawal"
    let = "Seen: it stands"
    because = "seen, the withdrawal stands"

    def find(self, scene: Scene) -> Iterator[Conflict]:
        """One conflict for each report; one of a bib that nobody wears counts for nobody, and is told as that."""
        reports = dict(scene.reports(WithdrawalReported))
        for conflict in super().find(scene):
            report = reports.get(conflict.records[0])
            if report is not None and report.bib in scene.race.index:
                yield structs.replace(conflict, bib=report.bib)
        for record, report in reports.items():
            if report.bib not in scene.race.index:
                yield _of_nobody(scene, record, report)


def _of_nobody(scene: Scene, record: RecordId, report: WithdrawalReported) -> Conflict:
    name = name_of("withdrawal_reported", [record])
    by = f" ({report.by})" if report.by else ""
    care = f"in the care of {report.custody}" if report.custody else "not yet taken over"
    what = (
        f"{report.bib} withdrew at {report.place} at {scene.clock(report.reported_at)}, {care}{by}, but nobody wears "
        f"{report.bib}: it counts for nobody. Ask the crew whose bib it is."
    )
    answer = aside(name, "Asked: it was reported again", "reported again under the right bib")
    stage = scene.race.plan.stage_at.get(report.place)
    return Conflict(
        name, "withdrawal_reported", what, report.reported_at, (record,), (answer,), report.bib, report.place,
        stage.n if stage else None, record,
    )  # fmt: skip
