"""Whose mark proves whose records, as far as a log knows: what it asks before it takes rows in from outside.

Asked is only whose a record is; whether it counts is for the rights to say, later and the same everywhere. So who is
trusted only grows: a device enrolled once stays one whose mark proves its own records, even after it is revoked, or two
nodes that heard of the revocation in another order would never hold the same.
"""

from collections.abc import Iterable

from stagerace.core.names import DeviceId, NodeId, Number
from stagerace.core.records import DeviceEnrolled, Record
from stagerace.core.roles import may_enrol
from stagerace.log.rows import Mark
from stagerace.rules.authority import rights_of
from stagerace.rules.rights import NOBODY, Rights


class Trust:
    """Who was ever enrolled in a log, and which device each node names."""

    def __init__(self, records: Iterable[Record] = (), root: DeviceId = NOBODY) -> None:
        self._root = root
        self._records: list[Record] = []
        self._rights = Rights()
        self.learn(records)

    def learn(self, records: Iterable[Record]) -> None:
        """Takes in records, of which the first of each node and the enrolments matter."""
        said = [record for record in records if matters(record)]
        known = {record.id for record in self._records} if said else set()
        if new := [record for record in said if record.id not in known]:
            self._records += new
            self._rights = rights_of(self._records, self._root, heed_revocations=False)

    def copy(self) -> "Trust":
        """The same trust, to learn from what may yet be refused."""
        same = Trust(root=self._root)
        same._records, same._rights = [*self._records], self._rights
        return same

    def pin(self, root: DeviceId) -> None:
        """Holds on to a root: nobody else can be it from now on."""
        if root != self._root:
            self._root = root
            self._rights = rights_of(self._records, root, heed_revocations=False)

    @property
    def root(self) -> DeviceId:
        """The first device enrolled; empty where none was, and then rows are taken in without marks."""
        return self._root or self._rights.root

    def names(self, node: NodeId) -> DeviceId:
        """The device that a node names, empty where it names none or is not known."""
        return self._rights.devices.get(node, NOBODY)

    def why_not(self, mark: Mark, named: DeviceId) -> str:
        """Why a mark proves nothing here whatever it signs, in words; empty where its device may speak for the node.

        `named` is the device that the node's first record names.
        """
        signer = mark.device
        is_vouched = mark.number <= self._vouched(mark.node)
        if signer == self.root and (signer == named or is_vouched):
            return ""
        if signer == named:
            known = is_vouched or signer in self._rights.enrolled
            return "" if known else f"device {signer} is not enrolled here; enrol it, then exchange again"
        if not named:
            return "" if self._may_vouch(signer) else f"device {signer} may not vouch for a node without a device"
        return f"device {signer} signed them, but they are written by device {named}"

    def _vouched(self, node: NodeId) -> Number:
        return max(
            (dict(grant.vouched).get(node, Number(0)) for grant in self._rights.enrolled.get(self.root, ())),
            default=Number(0),
        )

    def _may_vouch(self, signer: DeviceId) -> bool:
        return any(may_enrol(grant.role, "captain") for grant in self._rights.enrolled.get(signer, ()))


def matters(record: Record) -> bool:
    """Whether a record says whose records are whose."""
    return record.number == 1 or isinstance(record.body, DeviceEnrolled)
