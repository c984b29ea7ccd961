"""Headquarters of a race being served: what its screens are told, made once for all of them."""

import threading
from hashlib import blake2b

import msgspec
from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, DeviceId, NodeId, PlaceId, StageNo
from stagerace.core.zone import Zone
from stagerace.node.camp import Camp
from stagerace.node.hq.alerts import alerts
from stagerace.node.hq.checkpoints import Devices, checkpoints
from stagerace.node.hq.closing import closing, left_open
from stagerace.node.hq.counting import counted
from stagerace.node.hq.dangers import holds, zones
from stagerace.node.hq.ground import GroundTold, ground
from stagerace.node.hq.incidents import incidents
from stagerace.node.hq.runners import runners
from stagerace.node.hq.told import DeviceTold, HqTold
from stagerace.node.known_people import KnownPeople
from stagerace.node.look import Look
from stagerace.node.watching import Watcher


class Answer(Struct, frozen=True):
    """What a screen is told: as JSON, its mark, and the instant it was true at."""

    json: bytes
    mark: str
    at: Instant


class _Kept(Struct, frozen=True):
    """An answer and what it was made of."""

    look: Look
    alarms: tuple[str, ...]
    devices: Devices
    names: dict[Bib, str]
    answer: Answer


class Setting(Struct, frozen=True):
    """The race and the stage that headquarters looks at, as its page needs to know them."""

    race: str
    stage: StageNo
    zone: Zone
    start: Instant
    places: tuple[PlaceId, ...]
    bibs: tuple[Bib, ...]


class Headquarters:
    """Answers the screens of one camp node; safe to ask from several threads."""

    def __init__(self, camp: Camp) -> None:
        self.watcher = camp.watcher if isinstance(camp.watcher, Watcher) else Watcher(camp)
        """The watch of the camp; where nobody started one, a look is taken as somebody asks."""
        self._camp = camp
        self._people = KnownPeople(camp.folder)
        self._lock = threading.Lock()
        self._kept: dict[bool, _Kept] = {}
        self._stored: tuple[int, dict[NodeId, Instant]] | None = None

    def told(self, *, named: bool) -> Answer:
        """Everything the screens show; with names where they may be told.

        Raises NotARace when no plan was adopted, LogRefused.
        """
        alarms, devices = self._camp.alarms(), self._devices()
        with self._lock:
            return self.watcher.ask(lambda look: self._told(look, alarms, devices, named=named))

    def setting(self) -> Setting:
        """Which race and stage it is.

        Raises as `told` does.
        """
        return self.watcher.ask(_setting)

    def name(self, bib: Bib) -> str:
        """What a runner is called; empty where that is not known here."""
        with self._lock:
            return self.watcher.ask(lambda look: self._people.names(look.race.facts)).get(bib, "")

    def ground(self, number: StageNo) -> GroundTold:
        """The ground of a stage.

        Raises KeyError where the race has no such stage, and as `told` does.
        """
        return self.watcher.ask(lambda look: ground(look.race.plan.by_number[number]))

    def _told(self, look: Look, alarms: tuple[str, ...], devices: Devices, *, named: bool) -> Answer:
        names = self._people.names(look.race.facts) if named else {}
        kept = self._kept.get(named)
        if kept is None or kept.look is not look or (kept.alarms, kept.devices, kept.names) != (alarms, devices, names):
            json = msgspec.json.encode(hq_told(look, alarms, devices, names))
            answer = Answer(json, blake2b(json, digest_size=8).hexdigest(), look.at)
            kept = self._kept[named] = _Kept(look, alarms, devices, names, answer)
        return kept.answer

    def _last_stored(self) -> dict[NodeId, Instant]:
        """When a record of each node was last stored here; asked of the log only where something came."""
        position = self._camp.live.position
        if self._stored is None or self._stored[0] != position:
            self._stored = (position, self._camp.present.ask(lambda log: log.last_stored()))
        return self._stored[1]

    def _devices(self) -> Devices:
        """The devices of each place, and when anything of them was stored here or they were met."""
        rights = self._camp.rights()
        heard = dict(self._last_stored())
        for meeting in self._camp.meetings.all():
            heard[meeting.node] = max(meeting.at, heard.get(meeting.node, meeting.at))
        last: dict[DeviceId, Instant] = {}
        for node, device in rights.devices.items():
            if node in heard:
                last[device] = max(heard[node], last.get(device, heard[node]))
        found: dict[PlaceId, list[DeviceTold]] = {}
        for device, grants in rights.enrolled.items():
            if grants[-1].place and rights.is_trusted(device, self._camp.clock()):
                label = grants[-1].label or grants[-1].role
                found.setdefault(grants[-1].place, []).append(DeviceTold(label, last.get(device)))
        return found


def hq_told(look: Look, alarms: tuple[str, ...], devices: Devices, names: dict[Bib, str]) -> HqTold:
    """Everything that the screens show of a look."""
    race, watch = look.race, look.watch
    held = holds(race, watch.stage)
    return HqTold(
        watch.stage.n,
        counted(watch),
        alerts(watch),
        runners(look),
        checkpoints(race, watch, held, devices),
        zones(watch),
        held,
        incidents(race),
        closing(look),
        left_open(look),
        alarms,
        names,
    )


def _setting(look: Look) -> Setting:
    plan, stage = look.race.plan, look.watch.stage
    bibs = tuple(row.bib for row in look.watch.ledger.rows)
    return Setting(plan.name, stage.n, plan.zone, stage.start, tuple(place.id for place in stage.places), bibs)
