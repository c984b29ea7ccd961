"""A gun that was not fired when the start was planned."""

from collections.abc import Iterator
from typing import Final

from stagerace.core.clock import SECOND, Elapsed, Instant, later, say_length
from stagerace.core.names import RecordId, WaveId
from stagerace.core.plan import Stage
from stagerace.core.records import GunFired
from stagerace.rules.as_of import moves_of
from stagerace.rules.conflicts.base import Conflict, ConflictKind, Scene, aside, name_of

CLOSE: Final = Elapsed(5 * SECOND)
"""A gun this near to the planned start was fired as planned."""


class GunApart(ConflictKind):
    """Starts stay as planned until the race director moves them, so a gun fired otherwise asks for a decision."""

    name = "gun_fired"
    heading = "Start not as planned"

    def find(self, scene: Scene) -> Iterator[Conflict]:
        """One conflict for each gun."""
        for record, report in scene.reports(GunFired):
            stage = scene.race.plan.stage_at.get(report.place)
            if stage is not None and (planned := _planned(scene, stage, report.wave)) is not None:
                apart = Elapsed(report.fired_at - planned)
                if abs(apart) > CLOSE:
                    yield _conflict(scene, record, report, stage, planned)


def _planned(scene: Scene, stage: Stage, wave: WaveId) -> Instant | None:
    """The start as it now stands for a wave, or the stage; moved where a decision moved all who start then."""
    waves = {each.id: each for each in stage.waves}
    if wave and wave not in waves:
        return None
    start, group = (waves[wave].start, waves[wave].bibs) if wave else (stage.start, "")
    moved = (
        move.text.time or 0
        for move in moves_of(scene.race.facts)
        if move.text.stage == stage.n and move.text.bibs in ("", "all", group)
    )
    return later(start, Elapsed(sum(moved)))


def _conflict(scene: Scene, record: RecordId, report: GunFired, stage: Stage, planned: Instant) -> Conflict:
    name = name_of("gun_fired", [record], str(planned))
    apart = Elapsed(report.fired_at - planned)
    way = "after" if apart > 0 else "before"
    who = f"wave {report.wave} of stage {stage.n}" if report.wave else f"stage {stage.n}"
    by = f" ({report.by})" if report.by else ""
    return Conflict(
        name,
        "gun_fired",
        f"The gun of {who} was fired at {scene.clock(report.fired_at)}{by}, {say_length(apart)} {way} the start at "
        f"{scene.clock(planned)} that counts.",
        report.fired_at,
        (record,),
        (aside(name, "Leave it: the start stays as it is", "the start stays as it is"),),
        place=report.place,
        stage=stage.n,
        decide=record,
    )
