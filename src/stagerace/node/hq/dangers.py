"""The dangers drawn and the holds ordered, as they stand."""

from stagerace.core.names import PlaceId
from stagerace.core.plan import Stage
from stagerace.core.records import HoldOrdered, ZoneDrawn
from stagerace.node.hq.told import HoldTold, ZoneTold
from stagerace.rules.race import Race
from stagerace.watch.holds import heard, latest_holds
from stagerace.watch.watching import Watch


def zones(watch: Watch) -> tuple[ZoneTold, ...]:
    """The dangers of the stage that were not lifted, with whom they concern."""
    return tuple(
        ZoneTold(
            each.zone.zone, each.zone.what, each.zone.drawn_at, each.stretches, each.zone.area, each.zone.note,
            each.zone.by, each.inside, each.ahead, each.kept, each.waiting,
        )
        for each in watch.zones
    )  # fmt: skip


def zones_drawn(race: Race, stage: Stage) -> dict[str, ZoneDrawn]:
    """The last version of every danger of a stage, by its name."""
    reports = race.facts.reports.values()
    return {body.zone: body for body in reports if isinstance(body, ZoneDrawn) and body.stage == stage.n}


def holds(race: Race, stage: Stage) -> tuple[HoldTold, ...]:
    """The holds of a stage that are on, or whose release not every checkpoint has heard; the latest first."""
    told = (_hold(race, hold) for hold in latest_holds(race, stage).values())
    waited = [hold for hold in told if hold.released is None or set(hold.places) - hold.heard.keys()]
    return tuple(sorted(waited, key=lambda hold: -hold.ordered))


def _hold(race: Race, hold: HoldOrdered) -> HoldTold:
    is_released = hold.released_at is not None
    times = {place: heard(race, hold.hold, place, released=is_released) for place in hold.places}
    by_place = {place: at for place, at in times.items() if at is not None}
    return HoldTold(
        hold.hold, hold.ordered_at, hold.released_at, hold.reason, hold.by, tuple(map(PlaceId, hold.places)), by_place
    )
