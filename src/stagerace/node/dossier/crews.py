"""Who was at each place: the devices that wrote something there, and the crews of the shift records."""

from collections import Counter, defaultdict

from stagerace.core.names import DeviceId, NodeId, PlaceId, RecordId
from stagerace.core.records import ShiftHanded
from stagerace.node.dossier.planned_told import CrewTold, ShiftTold
from stagerace.node.dossier.telling import Telling

NOT_ENROLLED = "not enrolled"
"""Stands for the role of a device that nobody took in."""


class Crews:
    """The crews of the places of a race."""

    def __init__(self, telling: Telling, wrote: dict[PlaceId, set[NodeId]]) -> None:
        self._telling, self._wrote = telling, wrote
        self._shifts: dict[PlaceId, list[ShiftHanded]] = defaultdict(list)
        for _, body in telling.reports(ShiftHanded):
            self._shifts[body.place].append(body)

    def of(self, place: PlaceId) -> CrewTold:
        """Who was at a place."""
        rights = self._telling.race.facts.rights
        found: dict[str, RecordId] = {}
        for node in sorted(self._wrote.get(place, ())):
            device = rights.devices.get(node, DeviceId(node)) if rights else node
            found[device] = (node, 0)  # type: ignore[assignment]
        roles = Counter(self._telling.role(record) or NOT_ENROLLED for record in found.values())
        shifts = sorted(self._shifts.get(place, ()), key=lambda body: (body.handed_at, body.coming))
        crews = {name.strip().casefold() for body in shifts for name in (body.leaving, body.coming) if name.strip()}
        return CrewTold(
            dict(sorted(roles.items())), max(len(crews), 2) if shifts else None, tuple(map(self._shift, shifts))
        )

    def _shift(self, body: ShiftHanded) -> ShiftTold:
        words = self._telling.words
        return ShiftTold(self._telling.at(body.handed_at), words(body.leaving), words(body.coming), body.here)
