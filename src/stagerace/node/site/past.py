"""A race at a past moment, with every word that protects somebody, whenever it was said."""

from collections.abc import Sequence

from stagerace.core.records import (
    Confided,
    ConsentGiven,
    Embargoed,
    Forgotten,
    GateFrozen,
    IncidentOpened,
    IncidentTold,
    Record,
)
from stagerace.node.folder import NOW, RaceFolder, View, When

_PROTECTING = (Forgotten, GateFrozen, IncidentOpened, IncidentTold, Confided, Embargoed)


def view_of(folder: RaceFolder, when: When) -> View:
    """A race as it was; who was forgotten since, or took a word back, is so in the past too.

    Raises NotARace, LogRefused.
    """
    past = folder.view(when)
    if when == NOW:
        return past
    return View(with_protection(past.records, folder.view().records), past.position, past.damaged, past.root)


def with_protection(past: Sequence[Record], all_: Sequence[Record]) -> tuple[Record, ...]:
    """Records of the past, and the later ones that protect somebody."""
    known = {record.id for record in past}
    return (*past, *(record for record in all_ if record.id not in known and _protects(record)))


def _protects(record: Record) -> bool:
    body = record.body
    return isinstance(body, _PROTECTING) or (isinstance(body, ConsentGiven) and not body.given)
