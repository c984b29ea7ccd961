"""What an incident froze is let go: by the race director and by a medic, each in a word of their own."""

from collections.abc import Iterable, Iterator
from typing import Final

from stagerace.core.names import RecordId
from stagerace.core.records import Body, GateReleased, IncidentOpened, IncidentTold, Record
from stagerace.core.records.gate_released import Releaser
from stagerace.node.hq.orders.base import Order, Said, wrong

SIGNS: Final[dict[str, Releaser]] = {"director": "director", "medic": "medic"}
"""Whose word it is, by the role of who is logged in."""


class Release(Order):
    """One of the two words that let the news of an incident's runners leave again; each names what it is about."""

    name = "release"

    def bodies(self, said: Said) -> tuple[Body, ...]:
        """A word for each freeze of the incident that this role has not let go; nothing where it let go of all."""
        name = said.name("incident")
        if said.role not in SIGNS:
            raise wrong("only the race director and a medic let news go, both of them", "Ask them to log in and sign")
        role, targets = SIGNS[said.role], freezes_of(said.records, name)
        if not targets:
            raise wrong("there is no such incident", "Look at the list again")
        let_go = {each.target for each in released(said.records) if each.role == role and not each.bibs}
        return tuple(GateReleased(each, role, said.now, by=said.by) for each in targets if each not in let_go)


def freezes_of(records: Iterable[Record], incident: str) -> list[RecordId]:
    """The records by which an incident freezes what leaves."""
    return [
        record.id
        for record in records
        if isinstance(record.body, IncidentOpened | IncidentTold)
        and record.body.incident == incident
        and (isinstance(record.body, IncidentOpened) or record.body.bibs or record.body.step == "reopened")
    ]


def released(records: Iterable[Record]) -> Iterator[GateReleased]:
    """Every word that lets go of a freeze."""
    return (record.body for record in records if isinstance(record.body, GateReleased))


def still_to_sign(records: Iterable[Record], incident: str) -> tuple[Releaser, ...]:
    """Whose word is still missing before the news of an incident's runners leaves again."""
    known = tuple(records)
    targets, words = freezes_of(known, incident), tuple(released(known))
    signed = {role: {each.target for each in words if each.role == role and not each.bibs} for role in SIGNS.values()}
    return tuple(role for role in SIGNS.values() if not signed[role].issuperset(targets))
