"""When everybody is due, from the first minute on; whoever is due and not there is overdue."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, structs

from stagerace.core.clock import DAY, ZERO, Elapsed, Instant, later
from stagerace.core.names import Bib, Direction, PlaceId, finish_of
from stagerace.forecast.outlook import Awaited, StageForecast
from stagerace.rules.limits import dark
from stagerace.rules.race import Race
from stagerace.watch.course_silence import next_told, silences
from stagerace.watch.holds import kept_at, moved_by
from stagerace.watch.known import Known
from stagerace.watch.numbers import USUAL, WatchNumbers
from stagerace.watch.sights import Sights, position_of
from stagerace.watch.silence import Silence
from stagerace.watch.whereabouts import Ledger, Whereabouts

DueWhy = Literal["forecast", "cut-off", "plain", "swept", "care"]
"""What makes somebody due then: a forecast, a cut-off, a slow pace, the sweeper's word, somebody's care."""


class Due(Struct, frozen=True):
    """When somebody is due: after it they are overdue."""

    bib: Bib
    place: PlaceId
    way: Direction
    at: Instant
    why: DueWhy
    p50: Instant | None = None
    """The middle of their forecast, where there is one."""
    p05: Instant | None = None
    cut_off: Instant | None = None
    """The cut-off ahead that comes first, holds counted, where there is one."""
    index: int = -1
    """The position of the point along the stage; -1 where they are in somebody's care."""


def dues(race: Race, ledger: Ledger, forecast: StageForecast | None, numbers: WatchNumbers = USUAL) -> dict[Bib, Due]:
    """When everybody of a ledger is due: all who are on course, in a checkpoint, or in passing care."""
    stage = race.plan.by_number[ledger.stage]
    known = Known(race, stage, ledger.at, ledger, forecast, numbers)
    return dues_of(known, silences(known))


def dues_of(known: Known, silent: Mapping[PlaceId, Silence]) -> dict[Bib, Due]:
    """When everybody is due, silent places left out: they are due at the next place beyond."""
    found: dict[Bib, Due] = {}
    for row in known.ledger.rows:
        due = _on_course(known, row, silent) if row.is_out_there else _in_care(known, row)
        if due is not None:
            found[row.bib] = due
    return found


def _in_care(known: Known, row: Whereabouts) -> Due | None:
    """When somebody in a vehicle, with a medic, or out of the race is to be received; None for who is looked after."""
    numbers, what = known.numbers, row.care.what if row.care else ""
    match row.state:
        case "vehicle":
            within = numbers.ride
        case "medic" if what != "hospital":
            within = numbers.with_medic
        case "withdrawn" if not what:
            within = numbers.in_nobodys
        case "withdrawn" if what in ("checkpoint", "vehicle"):
            within = numbers.brought_in
        case _:
            return None
    since = row.since if row.since is not None else known.stage.start
    return Due(row.bib, row.b or finish_of(known.stage.n), "in", later(since, within), "care")


def _on_course(known: Known, row: Whereabouts, silent: Mapping[PlaceId, Silence]) -> Due:
    sights = known.sights[row.bib]
    if known.stage.loop:
        return _bounded(known, sights, _next_lap(known, sights))
    index = next_told(known, sights, silent)
    due = _due_at(known, row.bib, sights, index)
    if (wrong := known.wrong_clocks.get(due.place)) is not None:
        # What is expected there was learnt from its times: whoever is late beyond it is late here.
        further = _due_at(known, row.bib, sights, next_told(known, sights, silent, wrong.points[-1]))
        due = structs.replace(due, at=min(due.at, further.at))
    return _bounded(known, sights, due)


def _due_at(known: Known, bib: Bib, sights: Sights, index: int) -> Due:
    """When somebody is due at a point, as forecast, else as somebody slow is there; what they were held counts."""
    place, way = known.stage.points[index]
    kept = kept_at(known.holds, known.stage, sights, known.stage.points[sights.last.index][0], known.now)
    expected = known.expected(sights, index)
    if expected is None:
        return Due(bib, place, way, later(_plainly(known, sights, index), kept), "plain", index=index)
    at = later(max(_far(known, sights.last.at, expected), _rested(known, sights, index)), kept)
    return Due(bib, place, way, at, "forecast", expected.p50, expected.p05, index=index)


def _far(known: Known, seen: Instant, expected: Awaited) -> Instant:
    """Far beyond the middle of a forecast: the due of somebody of whom nothing is heard since they were seen."""
    numbers = known.numbers
    unsure = numbers.far * (expected.p95 - expected.p50)
    slowed = numbers.onward * max(expected.p50 - seen, 0)
    return later(expected.p50, Elapsed(round(unsure + slowed) + numbers.grace))


def _plainly(known: Known, sights: Sights, index: int) -> Instant:
    """When somebody slow is at a point, from distance and climb, having rested where they are."""
    last = sights.last
    going = known.slowly(known.metres(last.index), known.metres(index))
    return later(max(_rested(known, sights, index), last.at), going)


def _rested(known: Known, sights: Sights, index: int) -> Instant:
    """Until when a stay may last for somebody in a checkpoint; for others when they were seen last."""
    place, way = known.stage.points[sights.last.index]
    due_place, due_way = known.stage.points[index]
    stays = way == "in" and "out" in known.stage.by_place[place].record
    if not stays or (due_place, due_way) == (place, "in"):
        return sights.last.at
    return later(sights.last.at, _stay(known, place, sights.last.at))


def _stay(known: Known, place: PlaceId, came: Instant) -> Elapsed:
    """How long a stay at a place may last: as planned, else by day a while, and on a long stage the night too."""
    rest, stay = known.stage.by_place[place].rest, known.numbers.stay
    if rest is not None:
        return rest
    zone = known.race.plan.zone
    if not known.is_overnight or not dark(came, later(came, stay), zone):
        return stay
    night = dark(came, later(came, Elapsed(DAY // 2 + stay)), zone)
    return Elapsed(stay + night)


def _next_lap(known: Known, sights: Sights) -> Due:
    loop, finish = known.stage.loop, finish_of(known.stage.n)
    assert loop is not None
    since = sights.laps[-1] if sights.laps else sights.start
    plain = later(since, Elapsed(known.slowly(0, loop.metres) + known.numbers.stay))
    due = Due(sights.bib, finish, "in", plain, "plain", index=len(known.stage.points) - 1)
    expected = known.awaited.get(sights.bib, {}).get((finish, "in"))
    if expected is None or expected.p50 <= since:
        return due
    return structs.replace(due, at=_far(known, since, expected), why="forecast", p50=expected.p50, p05=expected.p05)


def _bounded(known: Known, sights: Sights, due: Due) -> Due:
    """No later than the cut-offs at and beyond the place, and the sweeper, allow."""
    cut_off = _cut_off_ahead(known, sights, due.index)
    at, why = due.at, due.why
    if cut_off is not None and (by := later(cut_off, known.numbers.sweep_margin)) < at:
        at, why = by, "cut-off"
    swept = _swept(known, sights, due)
    if swept is not None and swept < at:
        at, why = swept, "swept"
    return Due(due.bib, due.place, due.way, at, why, due.p50, due.p05, cut_off, due.index)


def _cut_off_ahead(known: Known, sights: Sights, index: int) -> Instant | None:
    """The first cut-off at a point and beyond it; what was held and not signed yet moves those nobody ruled."""
    moved = moved_by(known.holds, known.stage, sights, known.now) if known.holds else ZERO
    if not moved:
        return sights.closes[index]
    ahead = (cut for cut in sights.cut_offs if position_of(known.stage, cut) >= index)
    is_ruled = sights.draft.closings
    return min((cut.by if cut.place in is_ruled else later(cut.by, moved) for cut in ahead), default=None)


def _swept(known: Known, sights: Sights, due: Due) -> Instant | None:
    """When the sweeper's word makes somebody due who should have been before them; None where none does."""
    if known.stage.loop or due.way != "in":
        return None
    words = [at for at, entrance in known.swept if sights.last.at < at and entrance >= due.index]
    return later(min(words), known.numbers.after_sweep) if words else None
