"""The end of a stage: written only when nobody is on the course and the roll call agrees."""

from stagerace.core.errors import BadInput
from stagerace.core.records import Body, StageClosed
from stagerace.node.hq.orders.base import Order, Said
from stagerace.watch.closing import stage_closed, why_not_closed


class Close(Order):
    """The stage closed; refused with every name while anybody or anything is open."""

    name = "close"
    fits_only_now = True

    def bodies(self, said: Said) -> tuple[Body, ...]:
        """The closing; nothing where it is closed."""
        stage = said.stage.n
        word = stage_closed(said.look.race, stage, said.now)
        if word is not None and word.holds:
            return ()
        if problems := why_not_closed(said.look.race, stage, said.now):
            raise BadInput(*problems)
        return (StageClosed(stage, said.now, said.look.position, said.by, said.text("note")),)
