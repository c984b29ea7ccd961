"""The dangers drawn and the holds ordered, as they stand."""

from stagerace.core.names import Bib, PlaceId, StageNo
from stagerace.core.records import HoldOrdered, ZoneDrawn
from stagerace.node.hq.told import HoldTold, ZoneTold
from stagerace.rules.race import Race
from stagerace.watch.holds import heard, latest_holds
from stagerace.watch.watching import Watch


def zones(race: Race, watch: Watch) -> tuple[ZoneTold, ...]:
    """The dangers of a stage that were not lifted, the latest first."""
    drawn = zones_drawn(race, watch.ledger.stage)
    standing = [zone for zone in drawn.values() if zone.lifted_at is None]
    return tuple(
        ZoneTold(
            zone.zone, zone.what, zone.drawn_at, zone.stretches, zone.area, zone.note, zone.by, _inside(zone, watch)
        )
        for zone in sorted(standing, key=lambda zone: -zone.drawn_at)
    )


def zones_drawn(race: Race, stage: StageNo) -> dict[str, ZoneDrawn]:
    """The last version of every danger of a stage, by its name."""
    reports = race.facts.reports.values()
    return {body.zone: body for body in reports if isinstance(body, ZoneDrawn) and body.stage == stage}


def _inside(zone: ZoneDrawn, watch: Watch) -> tuple[Bib, ...]:
    """Whom an alert about this danger names."""
    alerts = [alert.found for alert in watch.alerts if alert.found.what == "in_zone" and zone.zone in alert.found.alert]
    return tuple(dict.fromkeys(bib for found in alerts for bib in found.bibs))


def holds(race: Race, stage: StageNo) -> tuple[HoldTold, ...]:
    """The holds of a stage that are on, or whose release not every checkpoint has heard; the latest first."""
    told = (_hold(race, hold) for hold in latest_holds(race, race.plan.by_number[stage]).values())
    waited = [hold for hold in told if hold.released is None or set(hold.places) - hold.heard.keys()]
    return tuple(sorted(waited, key=lambda hold: -hold.ordered))


def _hold(race: Race, hold: HoldOrdered) -> HoldTold:
    is_released = hold.released_at is not None
    times = {place: heard(race, hold.hold, place, released=is_released) for place in hold.places}
    by_place = {place: at for place, at in times.items() if at is not None}
    return HoldTold(
        hold.hold, hold.ordered_at, hold.released_at, hold.reason, hold.by, tuple(map(PlaceId, hold.places)), by_place
    )
