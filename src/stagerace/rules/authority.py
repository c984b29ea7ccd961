"""Who had the right to write what: a pure fold over the records, the same in whatever order they came.

Where nobody was ever enrolled, everything counts. Else a record counts when its node names a device that somebody with
the right to do so enrolled, the role allows the record, and no revocation cuts it off. The first device enrolled
itself: the root. Right comes down from it: whoever is judged was let in by devices judged before, so that there is no
circle. A device is revoked only by one that may enrol its role and is more senior: nobody revokes the root.
"""

from collections.abc import Iterable
from heapq import heappop, heappush
from operator import attrgetter
from typing import Final

from stagerace.core.clock import Stamp
from stagerace.core.names import DeviceId, NodeId, Number
from stagerace.core.records import DeviceEnrolled, DeviceRevoked, Record
from stagerace.core.roles import ROLES, is_placed, may_enrol
from stagerace.core.signing import KEY_SIZE, device_of
from stagerace.rules.rights import NOBODY, Rights, device_named

_ORDER: Final = attrgetter("stamp.wall", "stamp.tick", "node", "number")
_HEIGHTS: Final = tuple(ROLES)

Rank = tuple[int, int, Stamp, NodeId, Number]
"""How senior a device is: by role, by how many enrolments it is from the root, by the order of its enrolment."""


def is_in_order(body: DeviceEnrolled) -> bool:
    """Whether an enrolment is whole: keys of the right size, the device named by its key, a place where one is due."""
    has_keys = len(body.sign_key) == KEY_SIZE == len(body.box_key) and body.device == device_of(body.sign_key)
    return has_keys and body.role in ROLES and (bool(body.place) or not is_placed(body.role))


def rights_of(records: Iterable[Record], root: DeviceId = NOBODY, *, heed_revocations: bool = True) -> Rights:
    """What every device may do, by the records of a race.

    `root` is the root this log remembers; without it, it is who enrolled itself first. Without heeding revocations
    it is who was ever let in, which only grows as records come.
    """
    kept = {record.id: record for record in records}
    named = {record.node: device_named(record) for record in kept.values() if record.number == 1}
    rights = Rights(devices=named, records=kept)
    acts = [record for record in kept.values() if isinstance(record.body, DeviceEnrolled | DeviceRevoked)]
    _Judge(rights, sorted(acts, key=_ORDER), heed_revocations=heed_revocations).settle(root)
    return rights


def judged(records: Iterable[Record], root: DeviceId = NOBODY) -> tuple[Rights, list[Record], list[tuple[Record, str]]]:
    """The rights, the records that count by them, and the others each with the reason, both in the order of edits."""
    rights = rights_of(records, root)
    counting: list[Record] = []
    others: list[tuple[Record, str]] = []
    for record in sorted(rights.records.values(), key=_ORDER):
        if why := rights.why_not(record):
            others.append((record, why))
        else:
            counting.append(record)
    return rights, counting, others


def in_right(records: Iterable[Record], root: DeviceId = NOBODY) -> tuple[list[Record], list[tuple[Record, str]]]:
    """The records that count, and those written without the right to, each with the reason."""
    _, counting, others = judged(records, root)
    return counting, others


class _Judge:
    """Goes through the devices from the root down: at its turn, all that lets a device in or cuts it off is known."""

    def __init__(self, rights: Rights, acts: list[Record], *, heed_revocations: bool) -> None:
        self._rights = rights
        self._heeds = heed_revocations
        self._acts: dict[DeviceId, list[Record]] = {}
        for act in acts:
            if writer := rights.devices.get(act.node):
                self._acts.setdefault(writer, []).append(act)
        self._ranks: dict[DeviceId, Rank] = {}
        self._turns: list[tuple[Rank, DeviceId]] = []
        self._sought: dict[DeviceId, list[tuple[DeviceId, DeviceRevoked]]] = {}

    def settle(self, root: DeviceId) -> None:
        """Fills in the rights."""
        if (first := self._first(root)) is None:
            return
        device, act, body = first
        self._rights.root = device
        self._take_in(act, body, 0)
        heard: set[DeviceId] = set()
        while self._turns:
            rank, device = heappop(self._turns)
            if device not in heard:
                heard.add(device)
                self._cut_off(device)
                self._hear(device, rank[1] + 1)

    def _first(self, root: DeviceId) -> tuple[DeviceId, Record, DeviceEnrolled] | None:
        found = [
            (device, act, act.body)
            for device, acts in self._acts.items()
            for act in acts
            if root in (NOBODY, device) and isinstance(act.body, DeviceEnrolled) and _makes_root(act.body, device)
        ]
        return min(found, key=lambda each: each[1].order, default=None)

    def _cut_off(self, device: DeviceId) -> None:
        """Lets those revocations of a device count that a more senior one wrote which may revoke it."""
        roles = {grant.role for grant in self._rights.enrolled[device]}
        for revoker, body in self._sought.get(device, ()):
            mine = {grant.role for grant in self._rights.enrolled[revoker]}
            if self._ranks[revoker] < self._ranks[device] and any(
                all(may_enrol(role, other) for other in roles) for role in mine
            ):
                self._rights.revoked.setdefault(device, []).append(body)

    def _hear(self, device: DeviceId, generation: int) -> None:
        """Lets what a device enrolled count, and notes whom it revoked, as far as it is not cut off itself."""
        roles = {grant.role for grant in self._rights.enrolled[device]}
        for act in self._acts.get(device, ()):
            body = act.body
            if self._rights.cut(act, device):
                continue
            if isinstance(body, DeviceEnrolled):
                if is_in_order(body) and any(may_enrol(role, body.role) for role in roles):
                    self._take_in(act, body, generation)
            elif isinstance(body, DeviceRevoked) and self._heeds:
                self._sought.setdefault(body.device, []).append((device, body))

    def _take_in(self, act: Record, body: DeviceEnrolled, generation: int) -> None:
        rights = self._rights
        if body in rights.enrolled.setdefault(body.device, []):
            return
        rights.enrolled[body.device].append(body)
        for node, number in body.vouched:
            rights.vouched[node] = max(number, rights.vouched.get(node, Number(0)))
        rank = (_HEIGHTS.index(body.role), generation, act.stamp, act.node, act.number)
        if body.device not in self._ranks or rank < self._ranks[body.device]:
            self._ranks[body.device] = rank
            heappush(self._turns, (rank, body.device))


def _makes_root(body: DeviceEnrolled, writer: DeviceId) -> bool:
    return body.role == "hq" and body.device == body.by == writer and is_in_order(body)
