"""What those who watch over everybody say to a checkpoint: medics' words, orders to hold, open incidents."""

from collections.abc import Mapping

from stagerace.core.names import DeviceId, PlaceId
from stagerace.core.plan import Stage
from stagerace.node.checkpoint.telling import GuardianTold, MedicTold, OpenTold, OrderTold
from stagerace.node.guardians import Guardians
from stagerace.node.hq.incidents import incidents
from stagerace.node.medic.standing import heeded_at
from stagerace.rules.race import Race
from stagerace.watch.holds import heard, latest_holds


def medic_told(race: Race, place: PlaceId) -> tuple[MedicTold, ...]:
    """The medics' words to be heeded at a place; never why."""
    return tuple(MedicTold(said.bib, said.word, said.place, said.said_at) for said in heeded_at(race, place))


def orders_told(race: Race, stage: Stage, place: PlaceId) -> tuple[OrderTold, ...]:
    """The orders to hold at a place, until its crew has said that it heard the release."""
    told = (
        OrderTold(
            hold.hold, hold.ordered_at, hold.reason, hold.by, hold.released_at,
            heard(race, hold.hold, place, released=False), heard(race, hold.hold, place, released=True),
        )
        for hold in latest_holds(race, stage).values()
        if place in hold.places
    )  # fmt: skip
    return tuple(each for each in told if each.released_at is None or each.release_heard_at is None)


def incidents_told(race: Race, place: PlaceId) -> tuple[OpenTold, ...]:
    """The open incidents of a place; what was confided is none of them."""
    return tuple(
        OpenTold(each.incident, each.what, each.opened, each.place, each.where, each.bibs, each.note, each.owner)
        for each in incidents(race)
        if each.is_open and each.place == place
    )


def guardians_told(guardians: Guardians, labels: Mapping[DeviceId, str]) -> tuple[GuardianTold, ...]:
    """The devices that what is confided is sealed for, each with its key and what people call it."""
    return tuple(
        GuardianTold(DeviceId(device), key.hex(), labels.get(device, "")) for device, key in sorted(guardians.items())
    )
