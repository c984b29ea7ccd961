"""Somebody who left a checkpoint alone by night."""

from bisect import bisect_left
from collections.abc import Iterator

from stagerace.core.clock import Instant
from stagerace.core.names import START, Bib, PlaceId
from stagerace.watch.alerts.base import AlertKind, Found, Watched, say_time
from stagerace.watch.sights import Sight


class AloneAtNight(AlertKind):
    """Between dusk and dawn nobody else left the checkpoint within minutes of them."""

    name = "alone_at_night"
    heading = "Alone by night"
    asks = "Ask the next runner or the sweeper to join them; tell the place ahead to look out for them."

    def find(self, watched: Watched) -> Iterator[Found]:
        """One for each who is between two places alone; it ends where they are seen next."""
        outs = [
            (row, out) for row in watched.ledger.of("on_course") if (out := _last_out(watched, row.bib)) is not None
        ]
        by_night = [
            (row, out)
            for row, out in outs
            if out.at + watched.numbers.alone <= watched.now and _is_night(watched, out.at)
        ]
        left = _left(watched) if by_night else {}
        for row, out in by_night:
            others = [each for each in left[watched.stage.points[out.index][0]] if each[1] != row.bib]
            before, after = _beside(others, out.at)
            gaps = [abs(each[0] - out.at) for each in (before, after) if each]
            if not gaps or min(gaps) > watched.numbers.alone:
                yield self._found(watched, row.bib, out, before, after)

    def turns(self, watched: Watched) -> Iterator[Instant]:
        """When it is sure of each who left that nobody left soon after them."""
        for row in watched.ledger.of("on_course"):
            if (out := _last_out(watched, row.bib)) is not None:
                yield Instant(out.at + watched.numbers.alone)

    def _found(self, watched: Watched, bib: Bib, out: Sight, before: "_Out | None", after: "_Out | None") -> Found:
        place = watched.stage.points[out.index][0]
        evidence = [f"{bib} {_went(watched, bib, out)} at {watched.clock(out.at)}{_sure(out)}."]
        for each, word in ((before, "before"), (after, "after")):
            if each:
                gap = say_time(each[0] - out.at)
                evidence.append(f"{each[1]} left {gap} {word} them, at {watched.clock(each[0])}.")
            else:
                evidence.append(f"Nobody is known to have left {word} them.")
        since = Instant(out.at + watched.numbers.alone)
        lap = f"lap{len(watched.sights[bib].laps) + 1}" if watched.stage.loop else ""
        return Found(self.named(watched, bib, place, lap), self.name, since, (bib,), place, tuple(evidence), 400)


_Out = tuple[Instant, Bib]


def _went(watched: Watched, bib: Bib, out: Sight) -> str:
    """What is known of how they left: at the line of a loop only that they ended a lap, not whether they rested."""
    if _is_lap(watched, out):
        return f"ended lap {len(watched.sights[bib].laps)}, to rest or to go round again,"
    return f"left {watched.say_place(watched.stage.points[out.index][0])}"


def _sure(out: Sight) -> str:
    return f", though that is doubtful ({out.why})" if out.why else ""


def _last_out(watched: Watched, bib: Bib) -> Sight | None:
    """The departure that a runner is on course from, doubtful or not."""
    if watched.stage.loop:
        return _last_round(watched, bib)
    sights = watched.sights[bib]
    ahead = [sight for sight in sights.doubtful if sight.index > sights.last.index]
    furthest = max(ahead, key=lambda sight: (sight.index, sight.at), default=sights.last)
    place, way = watched.stage.points[furthest.index]
    return furthest if way == "out" and not place.endswith(START) else None


def _last_round(watched: Watched, bib: Bib) -> Sight | None:
    """On a loop the departure or the end of a lap that they were seen at last, as long as the box is open."""
    laps, sights = watched.laps, watched.sights[bib]
    last = laps.last(bib)
    return last if watched.now <= laps.closes(sights) and _is_leaving(watched, last) else None


def _is_leaving(watched: Watched, sight: Sight) -> bool:
    """Whether somebody seen there is on course from then on: out of a checkpoint, or over the line of a loop."""
    place, way = watched.stage.points[sight.index]
    return (way == "out" and not place.endswith(START)) or _is_lap(watched, sight)


def _is_lap(watched: Watched, sight: Sight) -> bool:
    return watched.stage.loop is not None and sight.index == len(watched.stage.points) - 1


def _is_night(watched: Watched, at: Instant) -> bool:
    hour = watched.race.plan.zone.local(at).hour
    return hour >= watched.numbers.night_from or hour < watched.numbers.night_to


def _left(watched: Watched) -> dict[PlaceId, list[_Out]]:
    """Who surely left each place when, in the order of time."""
    found: dict[PlaceId, list[_Out]] = {place.id: [] for place in watched.stage.places}
    for bib, sights in watched.sights.items():
        for sight in watched.laps.passed[bib] if watched.stage.loop else sights.sure:
            if _is_leaving(watched, sight) and not sight.why:
                found[watched.stage.points[sight.index][0]].append((sight.at, bib))
    return {place: sorted(those) for place, those in found.items()}


def _beside(others: list[_Out], at: Instant) -> tuple[_Out | None, _Out | None]:
    """The last who left by an instant, and the first who left after it."""
    index = bisect_left(others, (at, Bib("")))
    return (others[index - 1] if index else None), (others[index] if index < len(others) else None)
