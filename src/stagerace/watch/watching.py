"""The watch in one call: the ledger, who is due when, what somebody must look at, and the head count."""

from collections.abc import Iterator

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId
from stagerace.core.plan import Stage
from stagerace.core.records import StageClosed
from stagerace.forecast.outlook import StageForecast
from stagerace.rules.race import Race
from stagerace.watch.alerts.all import KINDS
from stagerace.watch.alerts.answered import Alert, answered
from stagerace.watch.alerts.base import Found, Watched
from stagerace.watch.clocks import put_right
from stagerace.watch.due import Due
from stagerace.watch.ledger import ledger_of
from stagerace.watch.night import counted
from stagerace.watch.numbers import USUAL, WatchNumbers
from stagerace.watch.positions import Stretch
from stagerace.watch.silence import Silence
from stagerace.watch.whereabouts import HeadCount, Ledger
from stagerace.watch.zones import Zoned


class Watch(Struct, frozen=True):
    """Everything the watch knows at an instant."""

    stage: Stage
    at: Instant
    ledger: Ledger
    dues: dict[Bib, Due]
    alerts: tuple[Alert, ...]
    """Those first that should be looked at first; the dismissed last."""
    head_count: HeadCount
    positions: dict[Bib, Stretch]
    """Where everybody out there may be along the stage [m]."""
    silences: dict[PlaceId, Silence]
    zones: tuple[Zoned, ...]
    next_at: Instant | None = None
    """When something may be found next though nobody writes anything; None where nothing may."""


def watch(race: Race, now: Instant, forecast: StageForecast | None = None, numbers: WatchNumbers = USUAL) -> Watch:
    """The watch over the stage under way, and over whoever is still out on a stage before it that nobody closed.

    A forecast of another stage counts for nothing; without one dues rest on distance, climb and cut-offs.
    """
    stage = stage_watched(race, now)
    watched = _watched(race, stage, now, forecast, numbers)
    found = [*_found(watched)]
    for earlier in _left_open(race, stage, now):
        found += _left_out_there(_watched(race, earlier, now, None, numbers), stage)
    return Watch(
        stage, now, watched.ledger, watched.dues, answered(race, found, now, numbers),
        counted(race, watched.ledger), watched.positions, watched.silences, watched.zones,
        min((at for kind in KINDS.values() for at in kind.turns(watched) if at > now), default=None),
    )  # fmt: skip


def stage_watched(race: Race, now: Instant) -> Stage:
    """The stage whose first start came last; the first stage before any did."""
    begun = [stage for stage in race.plan.stages if first_start(stage) <= now]
    return max(begun, key=first_start, default=race.plan.stages[0])


def first_start(stage: Stage) -> Instant:
    """When the first wave of a stage was planned to start."""
    return min((stage.start, *(wave.start for wave in stage.waves)))


def watched_on(race: Race, stage: Stage, now: Instant) -> Watched:
    """One stage as alerts see it at an instant, without a forecast."""
    return _watched(race, stage, now, None, USUAL)


def found_on(watched: Watched) -> Iterator[Found]:
    """What somebody must look at on one stage, whatever anybody answered."""
    return _found(watched)


def _watched(race: Race, stage: Stage, now: Instant, forecast: StageForecast | None, numbers: WatchNumbers) -> Watched:
    fits = forecast is not None and forecast.stage == stage.n and forecast.at <= now
    found = Watched(race, stage, now, ledger_of(race, stage.n, now), forecast if fits else None, numbers)
    if not found.wrong_clocks:
        return found
    return Watched(race, stage, now, put_right(found.ledger, found.clocks), found.forecast, numbers)


def _found(watched: Watched) -> Iterator[Found]:
    for kind in KINDS.values():
        yield from kind.find(watched)


def _left_open(race: Race, stage: Stage, now: Instant) -> Iterator[Stage]:
    """The stages before one that began and that nobody closed."""
    closed = {
        body.stage for body in race.facts.reports.values() if isinstance(body, StageClosed) and body.closed_at <= now
    }
    for earlier in race.plan.stages[: race.position(stage.n)]:
        if earlier.n in race.begun and earlier.n not in closed:
            yield earlier


def _left_out_there(watched: Watched, stage: Stage) -> Iterator[Found]:
    """Who is overdue on an earlier stage and was not seen since the one under way began."""
    places = {place.id for place in stage.places}
    for found in KINDS["overdue"].find(watched):
        if not any(places & watched.race.facts.seen.get(bib, {}).keys() for bib in found.bibs):
            yield found
