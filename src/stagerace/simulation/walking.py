"""One runner on one stage: when they really were where, and how it ended."""

from typing import Final

from msgspec import Struct

from stagerace.core.clock import HOUR, MINUTE, SECOND, ZERO, Elapsed, Instant, later
from stagerace.core.names import Metres, PlaceId, finish_of, start_of
from stagerace.core.plan import Checkpoint, Loop, Stage
from stagerace.core.zone import Zone
from stagerace.simulation.luck import Luck
from stagerace.simulation.truth import Passed, StageTruth

CLEAR: Final = 3 * MINUTE
"""Nobody comes nearer to a cut-off than this, so that a tablet's clock cannot decide who stays in [ms]."""
NIGHT_FROM, NIGHT_TO = 19, 6


class Storm(Struct, frozen=True):
    """A checkpoint where everyone is held, from an instant to another."""

    place: PlaceId
    since: Instant
    until: Instant


class Day(Struct, frozen=True):
    """A stage on its day, the same for everyone: how hard it is, what was moved, where a storm holds people."""

    stage: Stage
    zone: Zone
    hard: float
    storm: Storm | None = None
    cap: Metres | None = None


class Walker(Struct, frozen=True):
    """A runner on the morning of a stage: own start, form of the day, and where they will leave the race, if so."""

    start: Instant
    pace: float
    """What they would do on a flat, cool stage this day [m/h]."""
    shifted: Elapsed = ZERO
    """How far the own start was moved."""
    leaves_at: PlaceId | None = None
    rests: float = 1.0
    """How long they stay at checkpoints, against others."""
    done: Metres = Metres(0)
    """Metres before this stage, where a cap ends the race."""
    makes_it: bool = False
    """Whether they come in time wherever they can still run for it."""
    just: dict[PlaceId, Instant] = {}
    """Places where they arrive at a given instant, as fate has it."""


def walk(day: Day, walker: Walker, luck: Luck) -> StageTruth:
    """The stage of a runner, from one place to another or in laps."""
    truth = StageTruth(day.stage.n, walker.start)
    moment = later(walker.start, Elapsed(luck.randrange(800, 45 * SECOND)))
    truth.passed.append(Passed(start_of(day.stage.n), "out", moment))
    if day.stage.loop:
        _laps(day, walker, truth, moment, luck)
    else:
        _way(day, walker, truth, moment, luck)
    return truth


def _way(day: Day, walker: Walker, truth: StageTruth, moment: Instant, luck: Luck) -> None:
    before = 0
    for place in day.stage.places[1:]:
        moment = _arrive(day, walker, truth, place, moment, place.metres - before, luck)
        before = place.metres
        truth.passed.append(Passed(place.id, "in", moment))
        truth.metres = place.metres
        if moment > cut_off(day, walker, truth.held, place):
            truth.status = truth.out = "over_cutoff"
        elif walker.leaves_at == place.id:
            truth.status = truth.out = "withdrawn"
        if truth.out:
            truth.place = place.id
            return
        if "out" in place.record:
            moment = _leave(day, walker, truth, place, moment, luck)
            truth.passed.append(Passed(place.id, "out", moment))
    truth.ruled = Elapsed(moment - walker.start - truth.held)


def _arrive(
    day: Day, walker: Walker, truth: StageTruth, place: Checkpoint, moment: Instant, metres: int, luck: Luck
) -> Instant:
    tired = 1 + 0.22 * place.metres / 80_000
    dark = 1.14 if _is_dark(day.zone.local(moment).hour) else 1.0
    hours = metres / walker.pace * day.hard * tired * dark * max(0.8, luck.gauss(1.0, 0.05))
    arrival = later(moment, Elapsed(max(1, round(hours * HOUR))))
    if place.id in walker.just:
        return Instant(max(walker.just[place.id], moment + metres * HOUR // 9_000) + luck.randrange(0, 1_000))
    cut = cut_off(day, walker, truth.held, place)
    late = arrival > cut - CLEAR if walker.makes_it else abs(arrival - cut) < CLEAR
    return Instant(cut - CLEAR - luck.randrange(0, 6 * MINUTE)) if late else arrival


def _is_dark(hour: int) -> bool:
    return hour >= NIGHT_FROM or hour < NIGHT_TO


def cut_off(day: Day, walker: Walker, held: Elapsed, place: Checkpoint) -> Instant:
    """By when a runner must be at a place, its closing or the limit, moved by holds and a moved start."""
    if place.close is not None:
        return Instant(place.close + walker.shifted + held)
    return Instant(walker.start + (day.stage.limit or 100 * HOUR) + held)


def _leave(day: Day, walker: Walker, truth: StageTruth, place: Checkpoint, arrival: Instant, luck: Luck) -> Instant:
    stay = max(0.5, luck.gauss(6.0, 3.0)) * walker.rests * MINUTE
    if day.stage.metres > 60_000 and _sleeps(day, walker, place, arrival, luck):
        stay += luck.uniform(0.7, 3.2) * HOUR
    out = later(arrival, Elapsed(round(stay)))
    storm = day.storm
    if storm is None or storm.place != place.id or arrival >= storm.until or out <= storm.since:
        return out
    out = Instant(max(out, storm.until + luck.randrange(4, 90) * SECOND + luck.randrange(0, 1_000)))
    truth.held = waited(storm, arrival, out)
    return out


def waited(storm: Storm, arrival: Instant, out: Instant) -> Elapsed:
    """How long a runner was kept by a storm [ms].

    >>> waited(Storm(PlaceId("2CP2"), Instant(20), Instant(40)), Instant(10), Instant(50))
    20
    """
    return Elapsed(max(0, min(out, storm.until) - max(arrival, storm.since)))


def _sleeps(day: Day, walker: Walker, place: Checkpoint, arrival: Instant, luck: Luck) -> bool:
    """Whether a slower runner lies down in the night, where there is time enough for it."""
    hour = day.zone.local(arrival).hour
    night = hour >= NIGHT_FROM + 1 or hour < NIGHT_TO - 2
    easy = cut_off(day, walker, ZERO, place) - arrival > 5 * HOUR
    return walker.pace < 7_000 and night and easy and luck.random() < 0.4


def _laps(day: Day, walker: Walker, truth: StageTruth, moment: Instant, luck: Luck) -> None:
    loop = day.stage.loop
    assert loop is not None
    end = later(walker.start, loop.box)
    finish = finish_of(day.stage.n)
    while True:
        tired = 1 + 0.10 * len(truth.laps) * loop.metres / 40_000
        lap = loop.metres / walker.pace * day.hard * tired * max(0.85, luck.gauss(1.0, 0.045)) * HOUR
        late = moment + lap > end
        if late and loop.count == "laps" and luck.random() < 0.85:
            break
        _half_way(day, truth, moment, lap, end, luck)
        moment = later(moment, Elapsed(round(lap)))
        if moment > end and loop.count == "metres":
            break
        truth.passed.append(Passed(finish, "in", moment))
        if moment > end:
            break
        truth.laps.append(moment)
        truth.metres = Metres(loop.metres * len(truth.laps))
        if day.cap and walker.done + truth.metres >= day.cap:
            break
        if walker.leaves_at and len(truth.laps) >= 2:
            truth.out = "withdrawn"
            break
        moment = later(moment, Elapsed(round(max(0.4, luck.gauss(4.0, 2.5)) * walker.rests * MINUTE)))
    truth.ruled = Elapsed(_last_metre(truth, loop, end) - walker.start) if truth.metres else ZERO


def _last_metre(truth: StageTruth, loop: Loop, end: Instant) -> Instant:
    """When the last metre that counts was done: at the end of a lap, or at a checkpoint where parts of laps count."""
    if truth.metres == loop.metres * len(truth.laps):
        return truth.laps[-1]
    return max(passed.at for passed in truth.passed if passed.at <= end)


def _half_way(day: Day, truth: StageTruth, moment: Instant, lap: float, end: Instant, luck: Luck) -> None:
    loop = day.stage.loop
    assert loop is not None
    for place in day.stage.checkpoints:
        share = place.metres / loop.metres
        arrival = later(moment, Elapsed(round(lap * share * luck.uniform(0.99, 1.01))))
        if loop.count == "metres" and abs(arrival - end) < CLEAR:
            arrival = later(end, Elapsed(CLEAR + luck.randrange(0, 60_000)))
        if arrival > end and loop.count == "metres":
            return
        truth.passed.append(Passed(place.id, "in", arrival))
        if loop.count == "metres":
            truth.metres = Metres(loop.metres * len(truth.laps) + place.metres)
