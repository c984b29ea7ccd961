"""The places of a stage as headquarters sees them: open, silent, held, closed or swept; who is there; water left."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Metres, PlaceId
from stagerace.core.plan import Checkpoint, Stage
from stagerace.core.records import CheckpointClosed, HoldCalled, Swept, WaterCounted
from stagerace.node.hq.told import CheckpointTold, DeviceTold, HoldTold
from stagerace.rules.race import Race
from stagerace.watch.watching import Watch

Devices = Mapping[PlaceId, Sequence[DeviceTold]]
"""The devices of each place."""


class Said(Struct):
    """What was last said of a place."""

    closed: CheckpointClosed | None = None
    swept: Swept | None = None
    water: WaterCounted | None = None
    held: Instant | None = None
    """Since when its crew holds."""


class Ordered(Struct, frozen=True):
    """A hold that headquarters ordered of a place."""

    at: Instant
    is_heard: bool
    """Whether the place said that it heard of it: until then it may be letting people go."""


def checkpoints(race: Race, watch: Watch, holds: Sequence[HoldTold], devices: Devices) -> tuple[CheckpointTold, ...]:
    """Every place of the stage, in course order."""
    stage = watch.stage
    said = _said(race)
    silent = {a.found.place: a.found.since for a in watch.alerts if a.found.what == "silent_station"}
    ordered = {
        place: Ordered(hold.ordered, is_heard=place in hold.heard)
        for hold in reversed(holds)
        if hold.released is None
        for place in hold.places
    }
    return tuple(
        _checkpoint(place, stage, watch, said.get(place.id, Said()), silent.get(place.id), ordered.get(place.id),
                    devices.get(place.id, ()))
        for place in stage.places
    )  # fmt: skip


def _said(race: Race) -> dict[PlaceId, Said]:
    found: dict[PlaceId, Said] = {}
    holds: dict[str, HoldCalled] = {}
    for body in race.facts.reports.values():
        match body:
            case CheckpointClosed():
                found.setdefault(body.place, Said()).closed = body
            case Swept():
                found.setdefault(body.place, Said()).swept = body
            case WaterCounted():
                found.setdefault(body.place, Said()).water = body
            case HoldCalled():
                holds[body.hold] = body
    for hold in holds.values():
        if hold.released_at is None:
            found.setdefault(hold.place, Said()).held = hold.held_from
    return found


def _checkpoint(
    place: Checkpoint, stage: Stage, watch: Watch, said: Said, silent: Instant | None, ordered: Ordered | None,
    devices: Sequence[DeviceTold],
) -> CheckpointTold:  # fmt: skip
    heard = ordered.at if ordered and ordered.is_heard else None
    held = min((since for since in (said.held, heard) if since is not None), default=None)
    state, since = _state(said, silent, held, ordered)
    here = tuple(row.bib for row in watch.ledger.of("in_checkpoint") if row.a == place.id)
    water = said.water
    return CheckpointTold(
        place.id, _metres(place, stage), state, since, here, _expected(place, stage, watch),
        water.litres if water else None, water.counted_at if water else None,
        tuple(devices), silent is not None, held is not None,
    )  # fmt: skip


def _state(
    said: Said, silent: Instant | None, held: Instant | None, ordered: Ordered | None
) -> tuple[str, Instant | None]:
    """The state that matters most: a silent place may be anything."""
    if silent is not None:
        return "silent", silent
    if held is not None:
        return "held", held
    if ordered is not None:
        return "told to hold", ordered.at
    if said.closed is not None:
        return "closed", said.closed.closed_at
    if said.swept is not None:
        return "swept", said.swept.swept_at
    return "open", None


def _expected(place: Checkpoint, stage: Stage, watch: Watch) -> int:
    """How many of those out there were last seen before a place; on a loop all of them come round to it."""
    out_there = watch.ledger.of("on_course", "in_checkpoint")
    if stage.loop:
        return len(out_there) if place.metres else 0
    metres = {each.id: each.metres for each in stage.places}
    return sum(metres.get(row.a, 0) < place.metres for row in out_there)


def _metres(place: Checkpoint, stage: Stage) -> Metres:
    """How far along a place is; on a loop along the lap."""
    return min(place.metres, stage.loop.metres) if stage.loop else place.metres
