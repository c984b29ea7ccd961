"""The devices of a race, each with what it may do, how far it was heard, and what of it does not count."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.errors import BadInput, Problem
from stagerace.core.names import DeviceId, NodeId, Number, PlaceId, say_record
from stagerace.core.records import DeviceEnrolled, Record
from stagerace.log import Log, open_log
from stagerace.node.folder import RaceFolder
from stagerace.rules.authority import judged
from stagerace.rules.rights import Rights


class Duty(Struct, frozen=True):
    """A role a device was enrolled for, at a place where the role is held to one."""

    role: str
    place: PlaceId
    enrolled_at: Instant
    by: DeviceId


class Cut(Struct, frozen=True):
    """A revocation: from when on nothing counts, and why."""

    since: Instant
    reason: str
    by: DeviceId


class Device(Struct, frozen=True):
    """A device as this node knows it."""

    device: DeviceId
    label: str
    duties: tuple[Duty, ...]
    numbers: dict[NodeId, Number]
    """For each of its nodes the highest number held here."""
    last_seen: Instant | None
    """When something of it was last stored here."""
    revoked: tuple[Cut, ...]
    without_right: int
    """How many of its records count for nothing."""


class Devices(Struct, frozen=True):
    """Everyone who writes in a race: the first device, and all that were enrolled or wrote without being so."""

    root: DeviceId
    devices: tuple[Device, ...]


def devices_of(folder: RaceFolder) -> Devices:
    """The devices of a race folder.

    Raises NotARace when nothing was imported yet, LogRefused when the log cannot be read.
    """
    folder.must_have_log()
    with open_log(folder.log_path) as log:
        return devices(log)


def devices(log: Log) -> Devices:
    """The devices that a log knows, in the order of their enrolment, then those never enrolled."""
    rights, _, others = judged(log.read(), log.meta.root)
    heard, numbers = log.last_stored(), log.vector()
    refused = Counter(rights.devices.get(record.node, DeviceId("")) for record, _ in others)
    return Devices(
        rights.root,
        tuple(_device(device, rights, numbers, heard, refused[device]) for device in _everyone(rights)),
    )


def _everyone(rights: Rights) -> list[DeviceId]:
    enrolled = sorted(rights.enrolled, key=lambda device: (rights.enrolled[device][0].enrolled_at, device))
    return [*enrolled, *sorted({*rights.devices.values()} - {*enrolled, DeviceId("")})]


def _device(
    device: DeviceId, rights: Rights, numbers: Mapping[NodeId, Number], heard: Mapping[NodeId, Instant], refused: int
) -> Device:
    grants: Iterable[DeviceEnrolled] = rights.enrolled.get(device, ())
    mine = {node: number for node, number in numbers.items() if rights.devices.get(node) == device}
    return Device(
        device,
        next((grant.label for grant in reversed(list(grants)) if grant.label), ""),
        tuple(Duty(grant.role, grant.place, grant.enrolled_at, grant.by) for grant in grants),
        mine,
        max((heard[node] for node in mine if node in heard), default=None),
        tuple(Cut(cut.since, cut.reason, cut.by) for cut in rights.revoked.get(device, ())),
        refused,
    )


def find_device(known: Devices, text: str) -> DeviceId:
    """The device of a name, or of the beginning of one.

    Raises BadInput where none or several are called so.
    """
    found = [each.device for each in known.devices if each.device.startswith(text)] if text else []
    if len(found) != 1:
        many = f"{len(found)} devices begin with" if found else "no device is called"
        raise BadInput(Problem(f"{many} {text!r}", "Write it as `stagerace devices` lists it"))
    return found[0]


def rightless(without_right: Iterable[tuple[Record, str]]) -> Iterator[Problem]:
    """What was written without the right to, gathered by node and reason, as something to look at."""
    gathered: dict[tuple[NodeId, str], list[Record]] = {}
    for record, why in without_right:
        gathered.setdefault((record.node, why), []).append(record)
    for (node, why), records in sorted(gathered.items()):
        many = "1 record counts" if len(records) == 1 else f"{len(records)} records count"
        first = min(record.id for record in records)
        what = f"{many} for nothing, of node {node}: {why} (from {say_record(first)})"
        remedy = "Enrol the device if it should be trusted; else write at headquarters what is true of it"
        yield Problem(what, remedy)
