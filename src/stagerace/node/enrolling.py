"""Devices taken into a race and sent out of it: by invitation, and by revocation from an instant on."""

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from stagerace.core.clock import Elapsed, Instant
from stagerace.core.errors import BadInput, LogRefused, Problem
from stagerace.core.names import DeviceId, NodeId, Number, numbers_of
from stagerace.core.records import DeviceEnrolled, DeviceRevoked, NodeAnnounced, Record
from stagerace.core.roles import is_placed, may_enrol
from stagerace.core.signing import KEY_SIZE, device_of
from stagerace.log import Log
from stagerace.node.invitations import LASTS, Invitation, Invitations, invitations_file, read_label, read_role
from stagerace.rules.authority import rights_of
from stagerace.rules.rights import Rights


def found_root(log: Log, label: str, now: Instant) -> DeviceEnrolled | None:
    """Makes this machine the root where nobody was enrolled yet; it vouches for everything that is here by then.

    None where there is a root already. Raises LogRefused.
    """
    if log.trust().root:
        return None
    keys = log.pen.keys
    vouched = log.vector()
    log.vouch(vouched)
    body = DeviceEnrolled(
        keys.device, keys.sign_key, keys.box_key, "hq", now, label=label, by=keys.device, vouched=numbers_of(vouched)
    )
    log.append([body], now)
    log.pin_root()
    return body


class Enrolling:
    """Invites and enrols devices, and revokes them, in the name of this machine's device.

    Every call is handed the log, opened for writing: while serving, by its one writer.
    """

    def __init__(self, home: Path, log_id: str, label: str, *, lasts: Elapsed = LASTS) -> None:
        self._invitations = Invitations(invitations_file(home, log_id), lasts)
        self._label = label

    def invite(self, log: Log, role: str, place: str, label: str, now: Instant, asker: str = "hq") -> Invitation:
        """An invitation for one device, good for a quarter of an hour; the first makes this machine the root.

        `asker` is the role of who asks for it: nobody gets by this machine what they could not do by their own.
        Raises BadInput for what cannot be, or what this machine may not enrol; LogRefused.
        """
        checked = read_role(role)
        _must(may_enrol(asker, checked), f"a {asker} may not enrol a {checked}")
        _must(log.trust().root == "" or may_enrol_here(log, checked, now), f"this machine may not enrol a {checked}")
        invitation = self._invitations.invite(checked, place, label, now)
        found_root(log, self._label, now)
        return invitation

    def enrol(
        self, log: Log, token: str, sign_key: bytes, box_key: bytes, label: str, now: Instant, *, online: bool = False
    ) -> DeviceEnrolled:
        """Takes in the device that holds these keys, by the token of its invitation; asked again, it says the same.

        `online`: it holds no keys itself, and this machine writes for it; only who is held to a place is taken in so.
        Raises BadInput where token or keys are not good, LogRefused with the invitation as good as before.
        """
        if len(sign_key) != KEY_SIZE or len(box_key) != KEY_SIZE:
            raise BadInput(Problem("these are no keys", f"Send two public keys of {KEY_SIZE} bytes each"))
        device = device_of(sign_key)
        invited = self._invitations.find(token, device, now)
        if online and not is_placed(invited.role):
            do = "Open this page over TLS, or on a laptop with StageRace"
            raise BadInput(Problem(f"a {invited.role} needs a device with keys of its own", do))
        rights = log.rights()
        if device in rights.revoked:
            raise BadInput(Problem(f"device {device} was revoked", "Make new keys on it, then use a new invitation"))
        name = invited.label or read_label(label)
        name = f"{name or 'phone'}, online" if online else name
        body = DeviceEnrolled(device, sign_key, box_key, invited.role, now, invited.place, name, log.pen.keys.device)
        if (before := _same(rights.enrolled.get(device, ()), body)) is not None:
            return before
        _must(may_enrol_here(log, invited.role, now), f"this machine may not enrol a {invited.role} any more")
        self._invitations.take(invited, device, now)
        try:
            log.append([body], now)
        except LogRefused:
            self._invitations.give_back(invited, now)
            raise
        return body


def may_enrol_here(log: Log, role: str, now: Instant) -> bool:
    """Whether this machine's device may enrol one for a role."""
    rights, own = log.rights(), log.pen.keys.device
    grants = rights.enrolled.get(own, ())
    return rights.is_trusted(own, now) and any(may_enrol(grant.role, role) for grant in grants)


def revoke(log: Log, device: DeviceId, since: Instant, reason: str, now: Instant, asker: str = "hq") -> DeviceRevoked:
    """Lets nothing count that a device writes, or says to have happened, from an instant on.

    What this log does not hold of it by now does not count either, whatever stamp it bears. `asker` is the role of who
    asks for it.
    Raises BadInput where the device is not known or not this machine's to revoke, LogRefused.
    """
    rights = log.rights()
    if device not in rights.enrolled:
        raise BadInput(Problem(f"no device {device} is enrolled here", "See `stagerace devices`"))
    roles = {grant.role for grant in rights.enrolled[device]}
    _must(all(may_enrol(asker, role) for role in roles), f"a {asker} may not revoke a {' and '.join(sorted(roles))}")
    body = DeviceRevoked(device, since, numbers_of(_held(log, rights, device)), reason, log.pen.keys.device)
    if not _would_count(log, body, now):
        whom = "the first device of the race" if device == rights.root else f"device {device}"
        raise BadInput(Problem(f"this machine may not revoke {whom}", "Do it at a headquarters enrolled before it"))
    log.append([body], now)
    return body


def _held(log: Log, rights: Rights, device: DeviceId) -> dict[NodeId, Number]:
    return {node: number for node, number in log.vector().items() if rights.devices.get(node) == device}


def _would_count(log: Log, body: DeviceRevoked, now: Instant) -> bool:
    pen = log.pen
    judging = log.judging()
    record = Record(pen.node, Number(pen.number + 1), pen.stamp.next(now), body)
    announced = {each.node for each in judging if isinstance(each.body, NodeAnnounced)}
    return pen.node in announced and body in rights_of([*judging, record], log.meta.root).revoked.get(body.device, ())


def _same(grants: Iterable[DeviceEnrolled], body: DeviceEnrolled) -> DeviceEnrolled | None:
    return next((grant for grant in grants if replace(body, enrolled_at=grant.enrolled_at) == grant), None)


def _must(condition: bool, what: str) -> None:
    if not condition:
        raise BadInput(Problem(what, "Do it at a headquarters that is enrolled here, or have this machine enrolled"))
