"""The head count of each night, and medics' words as counts."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from stagerace.core.names import Bib
from stagerace.core.records import MedicSaid
from stagerace.node.dossier.said import DISAGREEMENTS
from stagerace.node.dossier.telling import Telling
from stagerace.node.dossier.told import DisagreementTold, MedicTold, NightTold
from stagerace.watch.whereabouts import Disagreement, HeadCount

FEWER_THAN: Final = 3
"""Fewer words than this are not told, as the medics' own counts do: somebody might know whose they were."""


def nights(telling: Telling, counts: Iterable[HeadCount]) -> tuple[NightTold, ...]:
    """Each night's head count; whoever was not accounted for, one by one."""
    return tuple(
        NightTold(
            night.stage, telling.at(night.at), telling.perhaps(night.called), night.starters, len(night.answered),
            len(night.in_care), _listed(telling, night.silent), _listed(telling, night.out_there),
            _listed(telling, night.nowhere), night.balances,
            tuple(_disagreement(telling, each) for each in night.disagreements),
        )
        for night in counts
    )  # fmt: skip


def _listed(telling: Telling, bibs: Iterable[Bib]) -> tuple[str, ...]:
    """Runners by bib; letters by letter, so that their order does not tell the bibs."""
    told = telling.everyone(bibs)
    return told if telling.named else tuple(sorted(told, key=lambda each: (len(each), each)))


def _disagreement(telling: Telling, each: Disagreement) -> DisagreementTold:
    says = each.says if telling.named else DISAGREEMENTS[each.kind]
    return DisagreementTold(each.kind, says, telling.everyone(each.bibs), each.place, telling.at(each.since))


def medic(telling: Telling) -> MedicTold:
    """How often medics said each of their words; nobody's in particular, with names or without."""
    found = Counter(body.word for _, body in telling.reports(MedicSaid))
    send, stay, go = (_told(found[word]) for word in ("send_to_medic", "may_not_leave", "may_go"))
    return MedicTold(FEWER_THAN, send, stay, go)


def _told(count: int) -> int | None:
    """A count, unless somebody might know whose words they were."""
    return count if count == 0 or count >= FEWER_THAN else None
