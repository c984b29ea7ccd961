"""Invented devices, each with a node, whose records are written without any clock or file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count

from races import FIRST_START, seen
from stagerace.core.clock import Instant, Stamp
from stagerace.core.names import DeviceId, NodeId, Number, PlaceId, numbers_of
from stagerace.core.records import Body, DeviceEnrolled, DeviceRevoked, NodeAnnounced, Passing, Record
from stagerace.core.signing import device_of

HOUR = 3_600_000


def key_of(name: str) -> bytes:
    return name.encode().ljust(32, b".")


def device(name: str) -> DeviceId:
    return device_of(key_of(name))


def enrols(name: str, role: str, by: str, place: str = "", at: int = 0, **more: object) -> DeviceEnrolled:
    moment = Instant(FIRST_START + at)
    key = key_of(name)
    return DeviceEnrolled(device_of(key), key, key, role, moment, PlaceId(place), name, device(by), **more)  # type: ignore[arg-type]


def passed(bib: str, place: str = "1CP1", at: int = HOUR) -> Passing:
    return seen(bib, place, Instant(FIRST_START + at))


@dataclass
class Tent:
    """Everything written in a race, by whom, in the order of writing."""

    records: list[Record] = field(default_factory=list)
    ticks: count = field(default_factory=count)  # type: ignore[type-arg]
    numbers: dict[str, int] = field(default_factory=dict)

    def write(self, name: str, *bodies: Body, at: int | None = None, node: str = "") -> list[Record]:
        """What a device writes, stamped at a time of its choice; its node is announced first."""
        node = node or f"n-{name}"
        first = () if node in self.numbers else (NodeAnnounced(name, device=device(name)),)
        new = [self._record(node, body, at) for body in (*first, *bodies)]
        self.records += new
        return new[len(first) :]

    def _record(self, node: str, body: Body, at: int | None) -> Record:
        self.numbers[node] = number = self.numbers.get(node, 0) + 1
        tick = next(self.ticks)
        return Record(NodeId(node), Number(number), Stamp(FIRST_START + (at if at is not None else tick), tick), body)

    def held(self, *names: str) -> dict[NodeId, Number]:
        """Up to which number everything of these nodes is here."""
        return {NodeId(f"n-{name}"): Number(self.numbers.get(f"n-{name}", 0)) for name in names}

    def revokes(
        self, by: str, name: str, since: int, held: Mapping[NodeId, Number] | None = None, at: int | None = None
    ) -> Record:
        numbers = self.held(name) if held is None else held
        body = DeviceRevoked(device(name), Instant(FIRST_START + since), numbers_of(numbers), "lost", device(by))
        return self.write(by, body, at=at)[0]


def camp() -> Tent:
    """A root, a director, a captain and a timekeeper of 1CP1, and a medic."""
    tent = Tent()
    tent.write("root", enrols("root", "hq", "root"))
    for name, place in (("director", ""), ("captain", "1CP1"), ("timekeeper", "1CP1"), ("medic", "")):
        tent.write("root", enrols(name, name, "root", place))
    return tent
