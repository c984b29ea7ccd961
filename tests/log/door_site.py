"""A site to knock at: a root, an enrolled checkpoint, and what it hands to a stranger."""

from devices_at import enrol, found, given_by
from race_camp import NOON, Camp, Machine

from stagerace.core.names import NodeId
from stagerace.log import (
    Batch,
    Received,
    Row,
    take_in,
)
from stagerace.log.checking import check_batch


def taken(machine: Machine, batch: Batch) -> Received:
    with machine.write() as log:
        return take_in(log, batch.rows, batch.marks, NOON)


def of(batch: Batch, node: NodeId) -> Batch:
    return Batch(tuple(r for r in batch.rows if r.node == node), tuple(m for m in batch.marks if m.node == node))


class Site:
    """A root and an enrolled checkpoint that wrote six passings; `batch` is what it hands to a stranger."""

    def __init__(self, camp: Camp, many: int = 6) -> None:
        self.camp = camp
        self.hq, self.cp = camp.machine("hq"), camp.machine("cp")
        found(self.hq)
        self.keys = enrol(self.hq, self.cp)
        self.cp.append(*range(1, many + 1))
        self.batch = given_by(self.cp)
        (self.node,) = {row.node for row in self.batch.rows}

    def fresh(self, name: str) -> Machine:
        """Another copy of the root's log."""
        return self.camp.copy_of(self.hq, name)


def checked(site: Site, batch: Batch) -> tuple[tuple[Row, ...], list[tuple[int, str]]]:
    """What may be taken in of a batch, and the first number refused of each node and why; nothing is written."""
    with site.hq.read() as log:
        got = check_batch(log.meta.log_id, batch.rows, batch.marks, log.chain_at, log.trust())
    return got.rows, [(alert.number, alert.what) for alert in got.refused]
