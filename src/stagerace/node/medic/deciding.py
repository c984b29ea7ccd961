"""What a medic's decision tells everybody else: where to send a runner or keep them, and who has them; never why."""

from collections.abc import Iterator
from typing import Final, Literal

from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import Body, Care, HandedOver, MedicSaid
from stagerace.log.care import Encounter
from stagerace.node.hq.orders.base import Said, wrong
from stagerace.node.medic.caring import in_care
from stagerace.node.medic.sorts import WORD_FOR, Decision
from stagerace.node.medic.standing import standing_words
from stagerace.watch.whereabouts import Whereabouts

Keeping = Literal["", "medic", "checkpoint", "camp", "vehicle", "hospital"]
"""Who has them from now on; empty where that does not change."""

KEEPINGS: Final[dict[Keeping, str]] = {
    "": "As it is",
    "medic": "We have them",
    "checkpoint": "The crew here",
    "camp": "The camp",
    "vehicle": "A vehicle",
    "hospital": "A hospital",
}


def records_for(said: Said, bib: Bib, encounter: Encounter) -> tuple[Body, ...]:
    """The records that a decision becomes, without those that were written already.

    Raises BadInput naming what cannot be taken.
    """
    there = said.look.race.facts.reports.values()
    bodies: tuple[Body, ...] = (*_word(said, bib, encounter), *_hand_over(said, bib, encounter))
    return tuple(body for body in bodies if body not in there)


def _word(said: Said, bib: Bib, encounter: Encounter) -> Iterator[MedicSaid]:
    decision: Decision = encounter.decision  # type: ignore[assignment]
    if decision == "fit" and bib not in standing_words(said.look.race):
        # Nobody is to learn that they were seen at all.
        return
    place = encounter.recheck if decision == "recheck" else PlaceId("")
    yield MedicSaid(bib, WORD_FOR[decision], encounter.at, place, said.by)


def _hand_over(said: Said, bib: Bib, encounter: Encounter) -> Iterator[HandedOver]:
    keeping = said.choice("care", tuple(KEEPINGS), "answer to who has them")
    row = said.look.watch.ledger.by_bib.get(bib)
    mine = in_care(said.look).get(bib)
    ours = mine.care if mine else None
    if not keeping or (keeping == "medic" and ours):
        return
    if keeping == "medic":
        giver, name = _giver(row, encounter.place), said.text("care_name") or encounter.place
        yield HandedOver(bib, "takes", encounter.at, giver, Care("medic", name), encounter.place, said.by)
    elif ours is None:
        raise wrong(f"the medics do not have {bib}, so they cannot give them", "Say who has them only if you had them")
    else:
        taker = Care(keeping, _name(said, keeping, encounter.place))
        yield HandedOver(bib, "gives", encounter.at, ours, taker, encounter.place, said.by)


def _giver(row: Whereabouts | None, place: PlaceId) -> Care:
    """Who had somebody before the medics: who is known to, else the crew of the place."""
    if row is not None and row.care is not None:
        return row.care
    if row is not None and row.state == "in_checkpoint":
        return Care("checkpoint", row.a)
    return Care("checkpoint", place) if place else Care("camp")


def _name(said: Said, keeping: Keeping, place: PlaceId) -> str:
    name = said.text("care_name")
    if keeping == "checkpoint":
        if not place:
            raise wrong("it is not said which checkpoint has them", "Choose the place where you are")
        return place
    if keeping in ("vehicle", "hospital") and not name:
        raise wrong(f"it is not said which {keeping}", "Write what it is called, without a word about health")
    return name
