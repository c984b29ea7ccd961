"""The end of a stage: written only when nobody is on the course and the roll call agrees."""

from stagerace.core.errors import BadInput
from stagerace.core.names import StageNo
from stagerace.core.records import Body, StageClosed
from stagerace.node.hq.orders.base import Order, Said, wrong
from stagerace.watch.closing import stage_closed, why_not_closed


class Close(Order):
    """The stage closed; refused with every name while anybody or anything is open."""

    name = "close"
    fits_only_now = True

    def bodies(self, said: Said) -> tuple[Body, ...]:
        """The closing; nothing where it is closed."""
        stage = _stage(said)
        word = stage_closed(said.look.race, stage, said.now)
        if word is not None and word.holds:
            return ()
        if problems := why_not_closed(said.look.race, stage, said.now):
            raise BadInput(*problems)
        return (StageClosed(stage, said.now, said.look.position, said.by, said.text("note")),)


def _stage(said: Said) -> StageNo:
    """The stage that is named, else the one looked at: one left open is closed once whoever was missing is found."""
    text, race = said.text("stage"), said.look.race
    if not text:
        return said.stage.n
    found = next((stage.n for stage in race.plan.stages if str(stage.n) == text and stage.n in race.begun), None)
    if found is None:
        raise wrong(f"{text[:20]!r} is no stage that has begun", "Choose one of the list")
    return found
