"""A hold that a checkpoint called or heard of and the race director has not signed."""

from collections.abc import Iterator

from stagerace.core.clock import later
from stagerace.core.names import RecordId
from stagerace.core.records import HoldCalled
from stagerace.rules.conflicts.base import Conflict, ConflictKind, Scene, aside, name_of
from stagerace.rules.facts import Ruling


class HoldWaits(ConflictKind):
    """Runners are held and nobody is credited yet: the race director signs the hold, or its release."""

    name = "hold_called"
    heading = "Hold to sign"

    def find(self, scene: Scene) -> Iterator[Conflict]:
        """One conflict for each hold, by its latest version."""
        latest: dict[tuple[str, str], tuple[RecordId, HoldCalled]] = {}
        for record, report in scene.reports(HoldCalled):
            latest[report.place, report.hold] = (record, report)
        for record, report in latest.values():
            signed = [ruling for ruling in scene.race.rulings if _is_signed(report, ruling)]
            if not signed:
                yield _conflict(scene, record, report, "it is not signed, so nobody is credited")
            elif report.released_at is not None and all(ruling.text.time is None for ruling in signed):
                yield _conflict(scene, record, report, "its release is not signed")


def _is_signed(report: HoldCalled, ruling: Ruling) -> bool:
    """Whether a signed hold of the place is, in part at least, of the same time."""
    text = ruling.text
    if text.ruling != "hold" or text.place != report.place:
        return False
    ended = text.time is not None and later(text.announced, text.time) <= report.held_from
    return not ended and (report.released_at is None or text.announced < report.released_at)


def _conflict(scene: Scene, record: RecordId, report: HoldCalled, lacks: str) -> Conflict:
    name = name_of("hold_called", [record])
    until = f", released {scene.clock(report.released_at)}" if report.released_at is not None else ""
    called = f", called by {report.by}" if report.by else ""
    heard = f", heard from {report.heard_from}" if report.heard_from else called
    code = f", code {report.code}" if report.code else ""
    why = f": {report.reason}" if report.reason else ""
    stage = scene.race.plan.stage_at.get(report.place)
    return Conflict(
        name,
        "hold_called",
        f"{report.place} is held from {scene.clock(report.held_from)}{until}{heard}{code}{why}; {lacks}.",
        report.held_from,
        (record,),
        (aside(name, "Leave it: no hold", "no hold was signed"),),
        place=report.place,
        stage=stage.n if stage else None,
        decide=record,
    )
