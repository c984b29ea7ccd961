"""Whom the medics have: by the ledger, and by their own word while the giver's is still missing."""

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib
from stagerace.core.records import Care, HandedOver
from stagerace.node.look import Look
from stagerace.rules.race import Race


class InCare(Struct, frozen=True):
    """A runner in the medics' care: with which of them, since when, and whether whoever gave them said so too."""

    bib: Bib
    care: Care
    since: Instant | None
    is_agreed: bool


def in_care(look: Look) -> dict[Bib, InCare]:
    """Everybody in the medics' care, in the order of bibs."""
    words, found = _last_words(look.race), dict[Bib, InCare]()
    for row in look.watch.ledger.rows:
        said = words.get(row.bib)
        if row.care is not None and row.care.what == "medic":
            found[row.bib] = InCare(row.bib, row.care, row.since, is_agreed=row.agreed)
        elif said and _is_taken(said) and (row.seen is None or row.seen <= said.handed_at):
            found[row.bib] = InCare(row.bib, said.taker, said.handed_at, is_agreed=False)
    return found


def _last_words(race: Race) -> dict[Bib, HandedOver]:
    """The last word about each runner who was handed over; of the same moment the one that came later."""
    found: dict[Bib, HandedOver] = {}
    for body in race.facts.reports.values():
        if isinstance(body, HandedOver) and (body.bib not in found or found[body.bib].handed_at <= body.handed_at):
            found[body.bib] = body
    return found


def _is_taken(said: HandedOver) -> bool:
    return said.side == "takes" and said.taker.what == "medic"
