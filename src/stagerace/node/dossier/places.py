"""What came of each place of a stage: when it opened, who came first and last, when it fell silent, its water."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Final

from stagerace.core.clock import Instant
from stagerace.core.names import NodeId, PlaceId, StageNo
from stagerace.core.plan import Checkpoint, Stage
from stagerace.core.records import (
    AlertRaised,
    CheckpointClosed,
    IncidentOpened,
    IncidentTold,
    MedicSaid,
    Swept,
    WaterCounted,
)
from stagerace.node.dossier.crews import Crews
from stagerace.node.dossier.telling import Telling
from stagerace.node.dossier.told import HeldTold, PlaceTold, SilenceTold, WaterTold
from stagerace.rules.reports import moment_of
from stagerace.watch.holds import Window, holds_of

_OF_HEADQUARTERS: Final = (AlertRaised, IncidentOpened, IncidentTold, MedicSaid)
"""What names a place and may have been written elsewhere."""


class Places:
    """The places of a race, each with what was seen and said there."""

    def __init__(self, telling: Telling, silences: Mapping[tuple[StageNo, str], Instant]) -> None:
        self._telling, self._silences = telling, silences
        self._seen: dict[PlaceId, dict[str, list[Instant]]] = defaultdict(lambda: defaultdict(list))
        self._said: dict[PlaceId, list[Instant]] = defaultdict(list)
        wrote: dict[PlaceId, set[NodeId]] = defaultdict(set)
        facts = telling.race.facts
        for bib, places in facts.seen.items():
            for place, sightings in places.items():
                self._seen[place][bib] += [facts.by_race_clock(each).seen_at for each in sightings]
                wrote[place] |= {each.id[0] for each in sightings}
        for record, body in facts.reports.items():
            there = getattr(body, "place", "")
            if there and not isinstance(body, _OF_HEADQUARTERS):
                self._said[PlaceId(there)].append(moment_of(body))
                wrote[PlaceId(there)].add(record[0])
        self._crews = Crews(telling, wrote)

    def of(self, stage: Stage) -> tuple[PlaceTold, ...]:
        """The places of a stage, in course order."""
        held = holds_of(self._telling.race, stage, self._telling.until)
        return tuple(self._place(stage, place, held.get(place.id, ())) for place in stage.places)

    def _place(self, stage: Stage, place: Checkpoint, held: Iterable[Window]) -> PlaceTold:
        telling, seen = self._telling, self._seen.get(place.id, {})
        moments = [at for those in seen.values() for at in those]
        closed = [b.closed_at for _, b in telling.reports(CheckpointClosed) if b.place == place.id]
        swept = [b.swept_at for _, b in telling.reports(Swept) if b.place == place.id]
        return PlaceTold(
            place.id, place.metres, telling.perhaps(place.close), telling.perhaps(place.leave_by),
            telling.perhaps(min([*moments, *self._said.get(place.id, ())], default=None)),
            telling.perhaps(max(closed, default=None)), telling.perhaps(max(swept, default=None)),
            telling.perhaps(min(moments, default=None)), telling.perhaps(max(moments, default=None)), len(seen),
            tuple(HeldTold(telling.at(each.since), telling.perhaps(each.until)) for each in held),
            self._silent(stage, place.id), self._water(place.id), self._used(place.id), self._crews.of(place.id),
        )  # fmt: skip

    def _silent(self, stage: Stage, place: PlaceId) -> tuple[SilenceTold, ...]:
        """The silences that were raised, else the first that is found now."""
        telling = self._telling
        those = [b for _, b in telling.reports(AlertRaised) if b.what == "silent_station" and b.place == place]
        first: dict[Instant, Instant] = {}
        for body in those:
            first[body.since] = min(body.raised_at, first.get(body.since, body.raised_at))
        told = tuple(SilenceTold(telling.at(since), telling.at(at)) for since, at in sorted(first.items()))
        found = self._silences.get((stage.n, str(place)))
        return told or (() if found is None else (SilenceTold(telling.at(found), None),))

    def _water(self, place: PlaceId) -> tuple[WaterTold, ...]:
        return tuple(WaterTold(self._telling.at(at), litres) for at, litres in self._counted(place))

    def _used(self, place: PlaceId) -> int | None:
        """What went from count to count; a count that is higher says that some was brought."""
        counted = [litres for _, litres in self._counted(place)]
        return sum(max(0, before - after) for before, after in pairwise(counted)) if len(counted) > 1 else None

    def _counted(self, place: PlaceId) -> list[tuple[Instant, int]]:
        return sorted((b.counted_at, b.litres) for _, b in self._telling.reports(WaterCounted) if b.place == place)
