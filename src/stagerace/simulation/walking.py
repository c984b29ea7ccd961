"""One runner on one stage: when they really were where, and how it ended."""

from itertools import count
from typing import Final

from msgspec import Struct

from stagerace.core.clock import HOUR, MINUTE, SECOND, ZERO, Elapsed, Instant, later
from stagerace.core.names import Metres, PlaceId, finish_of, start_of
from stagerace.core.plan import Checkpoint, Loop, Stage
from stagerace.simulation.luck import Luck
from stagerace.simulation.treks import Trek
from stagerace.simulation.truth import Passed, StageTruth

CLEAR: Final = 3 * MINUTE
"""Nobody comes nearer to a cut-off than this, so that a tablet's clock cannot decide who stays in [ms]."""
OWN: Final = "own decision"
_AT_MOST: Final = 12_000
"""Nobody runs for a cut-off faster than this [m/h]."""
_SEEN_COMING: Final = 35 * MINUTE
"""Nobody rests on for whom a storm comes so long after their arrival [ms]."""
_HURRYING: Final = 6_000
"""What somebody counts with who leaves early to be in time [m/h]."""


class Storm(Struct, frozen=True):
    """A checkpoint where everyone is held, from an instant to another."""

    place: PlaceId
    since: Instant
    until: Instant


class Day(Struct, frozen=True):
    """A stage on its day, the same for everyone: what was moved, where a storm holds people."""

    stage: Stage
    storm: Storm | None = None
    cap: Metres | None = None


class Walker(Struct, frozen=True):
    """A runner on the morning of a stage: own start, the day that lies before them, where fate has a say in it."""

    start: Instant
    trek: Trek
    shifted: Elapsed = ZERO
    """How far the own start was moved beyond everyone's."""
    leaves_at: PlaceId | None = None
    """Where they leave the race although the engine says nothing of it."""
    done: Metres = Metres(0)
    """Metres before this stage, where a cap ends the race."""
    makes_it: bool = False
    """Whether they come in time wherever they can still run for it."""
    just: dict[PlaceId, Instant] = {}
    """Places where they arrive at a given instant, as fate has it."""

    def takes(self, leg: int) -> Elapsed | None:
        """How long they are on the way to the next place; None where nothing tells [ms]."""
        return self.trek.moving[leg] if leg < len(self.trek.moving) else None

    def rests(self, leg: int) -> Elapsed:
        """How long they stay there [ms]."""
        return self.trek.rests[leg] if leg < len(self.trek.rests) else Elapsed(6 * MINUTE)


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
    for leg, place in enumerate(day.stage.places[1:]):
        moment = _arrive(day, walker, truth, leg, moment, place.metres - before, luck)
        before = place.metres
        truth.passed.append(Passed(place.id, "in", moment))
        truth.metres = place.metres
        if moment > cut_off(day, walker, truth.held, place):
            truth.status = truth.out = "over_cutoff"
        elif place.id == walker.leaves_at or _gives_up(walker, leg):
            truth.status = truth.out = "withdrawn"
            truth.cause = walker.trek.cause if _gives_up(walker, leg) else OWN
        if truth.out:
            truth.place = place.id
            return
        if "out" in place.record:
            moment = _leave(day, truth, place, moment, _wants_to_leave(day, walker, truth, leg, moment), luck)
            truth.passed.append(Passed(place.id, "out", moment))
    truth.ruled = Elapsed(moment - walker.start - truth.held)


def _wants_to_leave(day: Day, walker: Walker, truth: StageTruth, leg: int, arrival: Instant) -> Instant:
    """When someone would go on: after their rest, or sooner where they could not come in time to the next place."""
    rested = later(arrival, walker.rests(leg))
    if not walker.makes_it:
        return rested
    here, following = day.stage.places[1 + leg : 3 + leg]
    needs = (following.metres - here.metres) * HOUR // _HURRYING + CLEAR + 10 * MINUTE
    return Instant(min(rested, cut_off(day, walker, truth.held, following) - needs))


def _gives_up(walker: Walker, leg: int) -> bool:
    return bool(walker.trek.cause) and leg == len(walker.trek.moving) - 1


def _arrive(day: Day, walker: Walker, truth: StageTruth, leg: int, moment: Instant, metres: int, luck: Luck) -> Instant:
    place = day.stage.places[1 + leg]
    if place.id in walker.just:
        return Instant(max(walker.just[place.id], moment + metres * HOUR // 9_000) + luck.randrange(0, 1_000))
    cut, takes = cut_off(day, walker, truth.held, place), walker.takes(leg)
    # Where the engine ended before they came, everything is closed by then.
    beyond = Instant(max(cut, moment) + luck.randrange(10, 60) * MINUTE)
    arrival = beyond if takes is None else later(moment, takes)
    late = arrival > cut - CLEAR if walker.makes_it else abs(arrival - cut) < CLEAR
    if not late:
        return arrival
    in_time = Instant(cut - CLEAR - luck.randrange(0, 6 * MINUTE))
    soonest = Instant(moment + metres * HOUR // _AT_MOST)
    return in_time if in_time > soonest else Instant(max(soonest, cut + CLEAR + luck.randrange(0, 6 * MINUTE)))


def cut_off(day: Day, walker: Walker, held: Elapsed, place: Checkpoint) -> Instant:
    """By when a runner must be at a place, its closing or the limit, moved by holds and a moved start."""
    if place.close is not None:
        return Instant(place.close + walker.shifted + held)
    return Instant(walker.start + (day.stage.limit or 100 * HOUR) + held)


def _leave(day: Day, truth: StageTruth, place: Checkpoint, arrival: Instant, out: Instant, luck: Luck) -> Instant:
    """When someone goes on who wanted to at `out`."""
    storm = day.storm
    if storm is not None and storm.place == place.id and arrival < storm.since - _SEEN_COMING:
        # Who has been there for long sees it coming and goes.
        out = Instant(min(out, storm.since - luck.randrange(20, 200) * SECOND))
    if storm is None or storm.place != place.id or arrival >= storm.until or out <= storm.since:
        return Instant(max(out, arrival + luck.randrange(1_000, 20_000)))
    out = Instant(max(out, storm.until + luck.randrange(4, 90) * SECOND + luck.randrange(0, 1_000)))
    truth.held = waited(storm, arrival, out)
    return out


def waited(storm: Storm, arrival: Instant, out: Instant) -> Elapsed:
    """How long a runner was kept by a storm [ms].

    >>> waited(Storm(PlaceId("2CP2"), Instant(20), Instant(40)), Instant(10), Instant(50))
    20
    """
    return Elapsed(max(0, min(out, storm.until) - max(arrival, storm.since)))


def _laps(day: Day, walker: Walker, truth: StageTruth, moment: Instant, luck: Luck) -> None:
    loop = day.stage.loop
    assert loop is not None
    end = later(walker.start, loop.box)
    finish = finish_of(day.stage.n)
    lap = Elapsed(loop.box * 5 // 4)
    for nth in count():
        if walker.trek.cause and nth >= len(walker.trek.moving):
            break
        # What the box cut short would have taken a little longer than the lap before.
        lap = walker.takes(nth) or Elapsed(round(lap * luck.uniform(1.0, 1.06)))
        late = moment + lap > end
        if late and loop.count == "laps" and luck.random() < 0.85:
            break
        _half_way(day, truth, moment, lap, end, luck)
        moment = later(moment, lap)
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
            break
        moment = later(moment, Elapsed(max(walker.rests(nth), luck.randrange(20, 60) * SECOND)))
    capped = bool(day.cap) and walker.done + truth.metres >= (day.cap or 0)
    if (walker.trek.cause or walker.leaves_at) and not capped:
        truth.out, truth.cause = "withdrawn", walker.trek.cause or OWN
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
