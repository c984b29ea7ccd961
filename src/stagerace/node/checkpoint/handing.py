"""The hand-overs from and to a checkpoint of which one side has not spoken yet."""

from collections import defaultdict

from stagerace.core.names import Bib, PlaceId, bib_order, finish_of, start_of
from stagerace.core.plan import Stage
from stagerace.core.records import Care, HandedOver, RollCalled
from stagerace.node.checkpoint.telling import HandedTold
from stagerace.rules.race import Race
from stagerace.watch.events import Said
from stagerace.watch.handing_over import OpenWords, alike, is_pick_up
from stagerace.watch.places import Ground


def handed_told(race: Race, stage: Stage, place: PlaceId) -> tuple[HandedTold, ...]:
    """The words that wait for the other side's, by bib; nobody waits about who answered a roll call since."""
    ours, opens = ours_at(stage, place), Ground(race.plan, stage).opens
    said: dict[Bib, list[HandedOver]] = defaultdict(list)
    found: dict[Bib, list[RollCalled]] = defaultdict(list)
    for body in race.facts.reports.values():
        if isinstance(body, HandedOver) and body.handed_at >= opens:
            said[body.bib].append(body)
        elif isinstance(body, RollCalled):
            for bib in body.present:
                found[bib].append(body)
    return tuple(
        HandedTold(word.bib, word.side, word.handed_at, word.giver, word.taker)
        for bib in sorted(said, key=bib_order)
        for word in _waiting(said[bib])
        if (alike(ours, word.giver) or alike(ours, word.taker))
        and not any(roll.called_at >= word.handed_at for roll in found[bib])
    )


def _waiting(words: list[HandedOver]) -> list[HandedOver]:
    known = OpenWords()
    for word in sorted(words, key=lambda each: each.handed_at):
        known.hear(Said(word.handed_at, word), alone=is_pick_up(word))
    return [each.word for each in known.words]


def ours_at(stage: Stage, place: PlaceId) -> Care:
    """The care of whoever keeps a place: at a start or finish that is the camp."""
    return Care("camp") if place in (start_of(stage.n), finish_of(stage.n)) else Care("checkpoint", place)
