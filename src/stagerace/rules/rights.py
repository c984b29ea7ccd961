"""What every device of a race may do, and which records that lets count."""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct, field

from stagerace.core.clock import Instant, Stamp
from stagerace.core.names import DeviceId, NodeId, Number, PlaceId, RecordId
from stagerace.core.records import (
    BibRead,
    Confirmed,
    DeviceEnrolled,
    DeviceRevoked,
    FrameHeard,
    NodeAnnounced,
    Record,
    Voided,
)
from stagerace.core.roles import Power, Target, has_power, may_append
from stagerace.rules.reports import said_at

NOBODY: Final = DeviceId("")


class Rights(Struct):
    """What every device of a race may do, and which records that lets count."""

    root: DeviceId = NOBODY
    """The device that enrolled itself first; empty where nobody was enrolled, and then everything counts."""
    enrolled: dict[DeviceId, list[DeviceEnrolled]] = field(default_factory=dict)
    """The enrolments that count, of each device: what any of them allows, it may."""
    revoked: dict[DeviceId, list[DeviceRevoked]] = field(default_factory=dict)
    """The revocations that count, of each device: each cuts off, none is ever taken back."""
    devices: dict[NodeId, DeviceId] = field(default_factory=dict)
    """The device that each node's first record names, empty where it names none."""
    vouched: dict[NodeId, Number] = field(default_factory=dict)
    """Up to which number a node's records count although no device of it was enrolled."""
    records: dict[RecordId, Record] = field(default_factory=dict)
    """The records these rights were read from."""

    def hear(self, record: Record) -> None:
        """Takes in one more record that enrols and revokes nobody."""
        self.records[record.id] = record
        if record.number == 1:
            self.devices[record.node] = device_named(record)

    def why_not(self, record: Record) -> str:
        """Why a record does not count, in words; empty where it does."""
        if not self.root:
            return ""
        if isinstance(record.body, FrameHeard) and (why := self._why_not_told(record.body)):
            return why
        device = self.devices.get(record.node)
        if cut := self.cut(record, device):
            return cut
        if device is None or record.number <= self.vouched.get(record.node, 0):
            # No batch without a node's first record is let in: only damage here hides it, and times must not be lost.
            return ""
        if not (grants := self.enrolled.get(device, [])):
            return f"device {device} was never enrolled" if device else f"node {record.node} names no device"
        return self._beyond_role(record, device, grants)

    def _why_not_told(self, body: FrameHeard) -> str:
        """Why what a frame told does not count: its own record does not, or who proved it had no right to that."""
        own = self.records.get(body.target)
        if own is not None and not isinstance(own.body, FrameHeard):
            why = self.why_not(own)
            return f"the record that the frame stands for does not count: {why}" if why else ""
        if not body.device:
            return ""
        if (known := self.devices.get(body.sender, body.device)) != body.device:
            return f"device {body.device} proved the frame, but node {body.sender} is of device {known or 'unnamed'}"
        if not (grants := self.enrolled.get(body.device, [])):
            return f"device {body.device}, which proved the frame, was never enrolled"
        told = Record(body.sender, body.number, Stamp(body.seen_at), body.passing)
        return self.cut(told, body.device) or self._beyond_role(told, body.device, grants)

    def _beyond_role(self, record: Record, device: DeviceId, grants: list[DeviceEnrolled]) -> str:
        body = record.body
        target = self._target(device, body.target) if isinstance(body, BibRead | Confirmed | Voided) else None
        if not any(may_append(grant.role, grant.place, body, target) for grant in grants):
            return f"a {say_role(grants[-1])} may not write this"
        if isinstance(body, DeviceEnrolled) and body not in self.enrolled.get(body.device, ()):
            return f"this enrolment of device {body.device} is not in order"
        if isinstance(body, DeviceRevoked) and body not in self.revoked.get(body.device, ()):
            return f"device {device} may not revoke device {body.device}"
        return ""

    def cut(self, record: Record, device: DeviceId | None) -> str:
        """Why a revocation cuts a device's record off, in words; empty where none does."""
        for revocation in self._revocations(record.node, device):
            held = revocation.last_of(record.node)
            if record.number > held:
                return f"device {revocation.device} was revoked when number {held} was the last held of this node"
            if record.stamp.wall >= revocation.since or (said_at(record.body) or 0) >= revocation.since:
                return f"it is of the time after device {revocation.device} was revoked"
        return ""

    def _revocations(self, node: NodeId, device: DeviceId | None) -> Iterable[DeviceRevoked]:
        if device is not None:
            return self.revoked.get(device, ())
        return (each for found in self.revoked.values() for each in found if node in dict(each.held))

    def _target(self, device: DeviceId, target: RecordId) -> Target | None:
        found = self.records.get(target)
        place = self._place_of(found)
        return Target(self.devices.get(found.node) == device, place) if found and place is not None else None

    def _place_of(self, record: Record | None) -> PlaceId | None:
        """Where a record is of; an answer is of the place of what it answers, which may be an answer too."""
        passed: set[RecordId] = set()
        while record is not None and isinstance(record.body, BibRead | Confirmed | Voided) and record.id not in passed:
            passed.add(record.id)
            record = self.records.get(record.body.target)
        place = getattr(record.body, "place", None) if record else None
        return PlaceId(place) if isinstance(place, str) else None

    def may(self, device: DeviceId, power: Power, now: Instant) -> bool:
        """Whether a device may ask something of a node now."""
        grants = self.enrolled.get(device, ())
        return self.is_trusted(device, now) and any(has_power(grant.role, power) for grant in grants)

    def is_trusted(self, device: DeviceId, now: Instant) -> bool:
        """Whether a device is enrolled and not revoked by now."""
        return device in self.enrolled and all(now < each.since for each in self.revoked.get(device, ()))


def device_named(record: Record) -> DeviceId:
    """The device that a node's first record names; empty where it names none."""
    return record.body.device if isinstance(record.body, NodeAnnounced) else NOBODY


def say_role(grant: DeviceEnrolled) -> str:
    """A role as one says it: `timekeeper of 1CP1`."""
    return f"{grant.role} of {grant.place}" if grant.place else grant.role
