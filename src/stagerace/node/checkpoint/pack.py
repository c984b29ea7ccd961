"""The checkpoint pack: made of the race as it stands, for one place and one device."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from stagerace.core.clock import MINUTE, SECOND, Instant
from stagerace.core.names import Bib, DeviceId, NodeId, Number, PlaceId, RecordId, read_record
from stagerace.core.records import Record
from stagerace.node.checkpoint.handing import handed_told
from stagerace.node.checkpoint.runners import loop_of, places_of, runners_of, waves_of
from stagerace.node.checkpoint.sightings import sightings
from stagerace.node.checkpoint.telling import PostTold, SeenTold
from stagerace.node.checkpoint.watching import guardians_told, incidents_told, medic_told, orders_told
from stagerace.node.checkpoint.words import holds_on, not_at_start, reports_of, told_at
from stagerace.node.guardians import Guardians
from stagerace.rules.race import Race

Naming = Literal["told", "not over this line", "not for this role", "none here"]
_MINUTES: Final = MINUTE // SECOND


@dataclass(frozen=True)
class Asking:
    """Who asks for a pack, where from, and what of them the camp node holds."""

    node: NodeId
    """The camp node that is asked."""
    log_id: str
    position: int
    now: Instant
    device: DeviceId
    """Empty where a person asks."""
    rate: float
    naming: Naming
    names: Mapping[Bib, str]
    marked: Mapping[NodeId, Number]
    """Up to which number the records of the device's own nodes are here."""
    written: frozenset[RecordId] = frozenset()
    """What the camp node wrote down for the asking device."""
    guardians: Guardians = field(default_factory=dict)
    labels: Mapping[DeviceId, str] = field(default_factory=dict)
    """What people call the devices of guardians."""
    """Whom something can be confided to."""


def pack_of(race: Race, records: Sequence[Record], place: PlaceId, asking: Asking) -> PostTold:
    """Everything a checkpoint needs to go on without a network.

    Raises KeyError for a place that is none of the race's.
    """
    plan, facts = race.plan, race.facts
    stage = plan.stage_at[place]
    runners = runners_of(race, stage, place, asking.names)
    reports = reports_of(records, facts)
    seen = sightings(facts, stage, place)
    own = [each for each in seen if each.place == place and _is_own(each, asking)]
    waves = waves_of(stage, runners)
    rulings = race.rulings_on.get(stage.n, ())
    return PostTold(
        race=plan.race,
        name=plan.name,
        log_id=asking.log_id,
        node=asking.node,
        position=asking.position,
        said_at=asking.now,
        rate=asking.rate,
        device=asking.device,
        zone=plan.zone.name,
        utc_offset=plan.zone.offset(stage.start) // _MINUTES,
        offsets=tuple((since, offset // _MINUTES) for since, offset in plan.zone.changes),
        place=place,
        stage=stage.n,
        stage_name=stage.name,
        km=stage.metres / 1000,
        start=min((wave.start for wave in waves), default=stage.start),
        is_cancelled=any(ruling.text.ruling == "cancel" for ruling in rulings),
        loop=loop_of(stage),
        places=places_of(race, stage),
        waves=waves,
        stages={str(each.n): tuple(at.id for at in each.places) for each in plan.stages},
        names=asking.naming,
        runners=runners,
        seen=tuple(each for each in seen if each not in own),
        own=tuple(own),
        withdrawn=tuple(runner.bib for runner in runners if runner.out == "withdrawn"),
        not_at_start=not_at_start(reports, facts, stage),
        holds=holds_on(race, stage, place, reports, asking.log_id),
        reports=told_at(reports, place),
        medic=medic_told(race, place),
        orders=orders_told(race, stage, place),
        incidents=incidents_told(race, place),
        handed=handed_told(race, stage, place),
        guardians=guardians_told(asking.guardians, asking.labels),
        marked=dict(asking.marked),
    )


def _is_own(seen: SeenTold, asking: Asking) -> bool:
    record = read_record(seen.id)
    return record[0] in asking.marked or record in asking.written
