"""One side's word on a hand-over, heard over the radio."""

from typing import Final, Literal, get_args

from stagerace.core.records import Body, Care, HandedOver
from stagerace.core.records.handed_over import Keeper
from stagerace.node.hq.orders.base import Order, Said, wrong

SIDES: Final[tuple[Literal["gives", "takes"], ...]] = ("gives", "takes")


class HandOver(Order):
    """A runner given or taken, as somebody said it over the radio; the other side is asked for its word."""

    name = "handover"

    def bodies(self, said: Said) -> tuple[Body, ...]:
        """The side's word, unless it was written already."""
        giver, taker = _care(said, "giver"), _care(said, "taker")
        if giver == taker:
            raise wrong("the giver and the taker are the same", "Choose who gives them and who takes them")
        side = said.choice("side", SIDES, "side")
        if taker.what == "course" or (giver.what == "course" and side == "gives"):
            raise wrong("nobody is the course", "Choose it only as the giver, with the word of who picked them up")
        told = HandedOver(said.bib(), side, said.moment(), giver, taker, said.place(), said.by)
        return () if told in said.look.race.facts.reports.values() else (told,)


def _care(said: Said, side: str) -> Care:
    what = said.choice(f"{side}_what", get_args(Keeper), "keeper")
    name = said.text(f"{side}_name")
    if what == "checkpoint" and name not in said.look.race.plan.stage_at:
        raise wrong(f"there is no checkpoint {name[:20]!r}", "Write it as the list of checkpoints does")
    if what in ("vehicle", "hospital") and not name:
        raise wrong(f"it is not said which {what}", "Write what it is called")
    return Care(what, name)
