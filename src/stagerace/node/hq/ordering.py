"""An order of headquarters is written down: by whoever may, at a node whose word counts, and once."""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.errors import NotARace
from stagerace.core.names import PlaceId, say_record
from stagerace.core.records import AlertAnswered, Body, GateReleased, Record
from stagerace.core.roles import may_append
from stagerace.log import Log
from stagerace.node.camp import Camp
from stagerace.node.hq.orders.base import Order, Said
from stagerace.node.online.writing import MayNotWrite
from stagerace.node.watching import Watcher

PATIENCE: Final = 5
"""How often what fits only now is tried again because something came in between."""


class Signer(Struct, frozen=True):
    """Who gives an order: what they are called, and their role."""

    name: str
    role: str


class Written(Struct, frozen=True):
    """The records of an order; `again` where it was so already."""

    records: tuple[str, ...]
    again: bool = False


def give(camp: Camp, watcher: Watcher, order: Order, fields: Mapping[str, str], signer: Signer) -> Written:
    """Write an order down.

    Raises BadInput naming what cannot be taken, MayNotWrite, NotARace, LogRefused.
    """
    for _ in range(PATIENCE):
        records = camp.present.view().records
        bodies, position = watcher.ask(
            lambda look: (
                order.bodies(Said(fields, signer.name, look, camp.clock(), signer.role, records)),  # noqa: B023
                look.position,
            )
        )
        for body in bodies:
            _must_may(camp, body, signer)
        if not bodies:
            return Written((), again=True)
        written = camp.writer.do(
            lambda log, now: _write(log, now, bodies, position if order.fits_only_now else None)  # noqa: B023
        ).result()
        if written is not None:
            return Written(tuple(say_record(record.id) for record in written))
    raise NotARace("records come faster than this can be decided; try again in a minute")


def _write(log: Log, now: Instant, bodies: Sequence[Body], position: int | None) -> list[Record] | None:
    """Write records down; None where something came since a position on which they rest."""
    if position is not None and log.position != position:
        return None
    return log.append(list(bodies), now)


def _must_may(camp: Camp, body: Body, signer: Signer) -> None:
    """Refuse what the signer may not write, or what would count for nothing because this node may not.

    Whoever guards answers alerts; the rest goes by what their role may write.
    """
    if not isinstance(body, AlertAnswered) and not may_append(signer.role, PlaceId(""), body):
        raise MayNotWrite(f"the role {signer.role} may not order this; ask the race director or headquarters")
    rights = camp.rights()
    grants = rights.enrolled.get(camp.keys.device, [])
    if rights.root and not any(may_append(grant.role, grant.place, body) for grant in grants):
        if isinstance(body, GateReleased) and body.role == "medic":
            raise MayNotWrite("a medic's word counts on a medics' laptop only; open the incident there and sign")
        raise MayNotWrite("this laptop is no headquarters, so its word would not count; do it at one that is")
