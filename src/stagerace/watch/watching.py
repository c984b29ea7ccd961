"""The watch in one call: the ledger, who is due when, what somebody must look at, and the head count."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId, start_of
from stagerace.core.plan import Stage
from stagerace.core.records import GunFired, StageClosed
from stagerace.forecast.outlook import StageForecast
from stagerace.rules.as_of import moves_of, own_start
from stagerace.rules.race import Race
from stagerace.watch.alerts.all import KINDS
from stagerace.watch.alerts.answered import Alert, answered
from stagerace.watch.alerts.base import Found, Watched
from stagerace.watch.clocks import put_right
from stagerace.watch.closing import against_closing
from stagerace.watch.due import Due
from stagerace.watch.ledger import ledger_of
from stagerace.watch.night import counted
from stagerace.watch.numbers import USUAL, WatchNumbers
from stagerace.watch.positions import Stretch
from stagerace.watch.sights import sights_of
from stagerace.watch.silence import Silence
from stagerace.watch.whereabouts import HeadCount, Ledger
from stagerace.watch.zones import Zoned

_STAYS: Final = ("overdue", "in_zone", "hand_over_open")
"""The kinds of alert that stay when the next stage begins: whoever they are about was not found by that."""


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
    """The watch over the stage under way, and over whoever an earlier one that is not surely over left unaccounted for.

    A forecast of another stage counts for nothing; without one dues rest on distance, climb and cut-offs.
    """
    stage = stage_watched(race, now)
    watched = _watched(race, stage, now, forecast, numbers)
    found = [*_found(watched)]
    for earlier in race.plan.stages[: race.position(stage.n)]:
        if earlier.n in race.begun:
            found += _left_open(_watched(race, earlier, now, None, numbers))
    return Watch(
        stage, now, watched.ledger, watched.dues, answered(race, found, now, numbers),
        counted(race, watched.ledger), watched.positions, watched.silences, watched.zones,
        min((at for kind in KINDS.values() for at in kind.turns(watched) if at > now), default=None),
    )  # fmt: skip


def stage_watched(race: Race, now: Instant) -> Stage:
    """The stage whose first start came last; the first stage before any did."""
    starts = {stage.n: begins(race, stage, now) for stage in race.plan.stages}
    begun = [stage for stage in race.plan.stages if starts[stage.n] <= now]
    return max(begun, key=lambda stage: starts[stage.n], default=race.plan.stages[0])


def begins(race: Race, stage: Stage, now: Instant) -> Instant:
    """When anybody first starts on a stage, as known by an instant: as planned, moved as announced, at the gun."""
    moves = [move for move in moves_of(race.facts) if move.text.stage == stage.n and move.text.announced <= now]
    guns = [
        body.fired_at
        for body in race.facts.reports.values()
        if isinstance(body, GunFired) and body.place == start_of(stage.n) and body.fired_at <= now
    ]
    own = (own_start(stage, bib, race.facts, moves) for bib in race.bibs) if moves else ()
    return min([*guns, min(own, default=first_start(stage))])


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


def _left_open(watched: Watched) -> Iterator[Found]:
    """What an earlier stage leaves open of whoever was not surely seen on a stage since; nothing once it is over.

    Over it is when it was closed and nothing speaks against that: a word that it is over, by itself, finds nobody.
    """
    race, now = watched.race, watched.now
    closed = any(body.stage == watched.stage.n and body.closed_at <= now for _, body in watched.reports(StageClosed))
    if closed and not against_closing(race, watched.ledger):
        return
    since = [sights_of(race, each, now) for each in race.plan.stages[race.position(watched.stage.n) + 1 :]]
    for kind in _STAYS:
        for found in KINDS[kind].find(watched):
            if not all(any(sights[bib].sure for sights in since if bib in sights) for bib in found.bibs):
                yield found
