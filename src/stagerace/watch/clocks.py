"""Places whose clock cannot be right: they tell who was there, not when."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final, NamedTuple

from msgspec import Struct, structs

from stagerace.core.clock import HOUR, MINUTE, Elapsed, Instant, say_length
from stagerace.core.names import Bib, PlaceId
from stagerace.core.plan import Checkpoint, Stage
from stagerace.rules.facts import Sighting
from stagerace.rules.field import Field
from stagerace.rules.limits import FAST
from stagerace.rules.race import Race
from stagerace.rules.readings import Reading
from stagerace.watch.sights import Sights, sights_of
from stagerace.watch.whereabouts import Disagreement, Ledger, Whereabouts

AHEAD: Final = Elapsed(2 * MINUTE)
"""A time that is yet to come by more than this was read from a clock that is ahead."""
LATEST: Final = 2
"""Of the last runners read at a place, so many times as many as make it certain are asked."""
SHARE: Final = 0.2
"""Or so many of those whose time there shows it or who were read beyond: a clock is off for everybody."""
APART: Final = Elapsed(5 * MINUTE)
"""A time further than this from when somebody came, as a person says, was read from a clock that is off."""
_AHEAD: Final = "ahead"


class WrongClock(Struct, frozen=True):
    """A place whose clock is off, with whom it read at times that cannot be."""

    place: PlaceId
    points: range
    """The positions of its points along the stage."""
    bibs: tuple[Bib, ...]
    """Those whom it read at times that cannot be, in the order in which it read them."""
    read: frozenset[Bib]
    """Everybody whom it read, and for whose time no person vouches."""
    ahead: Elapsed
    """By how much at least it is ahead; nought where nothing that it told is yet to come."""
    example: str
    """What is wrong with one of the others; empty where all are yet to come."""


class _Read(Struct, frozen=True, order=True):
    """A runner as a place read them last."""

    at: Instant
    bib: Bib
    why: str
    """Why it cannot be; empty where it can."""
    is_vouched: bool
    """Whether a person said when it really was."""


class Clocks(NamedTuple):
    """The places whose clock is off, and where everybody was seen when once their times are left out."""

    wrong: dict[PlaceId, WrongClock]
    sights: dict[Bib, Sights]


def clocks_of(race: Race, stage: Stage, field: Field, now: Instant, enough: int) -> Clocks:
    """The places between start and finish whose last times cannot be, of at least so many runners.

    One time that cannot be is somebody's slip; where many are, it is the clock. Going along the course, what a place
    told at wrong times is left out before the next is judged, so that one clock makes no other wrong.
    """
    found = Clocks({}, sights_of(race, stage, now))
    if stage.loop:
        return found
    odd = _odd(stage, field, found.sights, now)
    for place in stage.places[1:-1]:
        if len(odd.get(place.id, ())) < enough:
            continue
        if (wrong := _wrong(race, place, stage, field, odd[place.id], now, enough)) is not None:
            found.wrong[place.id] = wrong
            own = {bib: _places(found.wrong, bib) for bib in wrong.read}
            found.sights.update(sights_of(race, stage, now, own))
            odd = _odd(stage, field, found.sights, now)
    return found


def put_right(ledger: Ledger, clocks: Clocks) -> Ledger:
    """The ledger as it is once the times of wrong clocks are left out: who came to the end is on course no more."""
    rows = tuple(_at_end(row, clocks.sights.get(row.bib)) if row.is_out_there else row for row in ledger.rows)
    disputed = tuple(each for each in ledger.disagreements if not _was_there(each, clocks))
    return structs.replace(ledger, rows=rows, disagreements=disputed)


def _at_end(row: Whereabouts, sights: Sights | None) -> Whereabouts:
    if sights is None or sights.draft.stage.loop or sights.last.index != sights.end:
        return row
    place, at = sights.draft.stage.points[sights.end][0], sights.last.at
    return structs.replace(row, state="finished", a=place, b=PlaceId(""), since=at, seen=at)


def _was_there(each: Disagreement, clocks: Clocks) -> bool:
    """Whether somebody who seems to have been where they cannot have been was there after all."""
    if each.kind != "twice":
        return False
    those = [clocks.sights[bib] for bib in each.bibs if bib in clocks.sights]
    at = {(bib.bib, bib.draft.stage.points[index][0]) for bib in those for index in bib.at}
    return all((bib, each.place) in at for bib in each.bibs)


def _places(wrong: dict[PlaceId, WrongClock], bib: Bib) -> frozenset[PlaceId]:
    return frozenset(place for place, each in wrong.items() if bib in each.read)


def _odd(stage: Stage, field: Field, sights: dict[Bib, Sights], now: Instant) -> dict[PlaceId, dict[Bib, str]]:
    """By place whom it read at a time that is yet to come, or that does not fit, and why."""
    found: dict[PlaceId, dict[Bib, str]] = defaultdict(dict)
    for bib, each in sights.items():
        if each.doubtful:
            for reading in filter(_is_odd, _readings(each)):
                found[_culprit(stage, each, reading)][bib] = reading.reason
    for bib, mine in field.seen.items():
        if bib in sights and mine[-1].at > now + AHEAD:
            for glimpse in mine:
                if glimpse.at > now + AHEAD:
                    found[stage.points[glimpse.index][0]][bib] = _AHEAD
    return found


def _readings(sights: Sights) -> tuple[Reading, ...]:
    readings = sights.draft.readings
    return (*readings.counted.values(), *readings.others)


def _is_odd(reading: Reading) -> bool:
    """Whether a clock may have made a reading doubtful: too soon, or not before the next, but not only slow."""
    leg = reading.leg
    if reading.verdict in ("good", "confirmed") or leg is None:
        return False
    is_too_soon = leg.time < 0 or leg.time * FAST < leg.metres * HOUR
    return is_too_soon or (not reading.counts and reading.why.startswith("does not fit"))


def _culprit(stage: Stage, sights: Sights, reading: Reading) -> PlaceId:
    """Which of two places that do not agree told the wrong time: the one that fits a runner's own pace less.

    Whoever came to a place before they were at the one behind it was early there, or late behind it.
    """
    leg, place = reading.leg, reading.point[0]
    behind = leg.start[0] if leg is not None else place
    known = [sight for sight in sights.sure if 0 < sight.index < stage.entrances[behind]]
    if leg is None or not known or behind in (place, stage.places[0].id):
        return place
    pace = (known[-1].at - sights.start) / stage.point_metres[known[-1].index]
    off = [
        abs(at - known[-1].at - pace * (stage.by_place[where].metres - stage.point_metres[known[-1].index]))
        for where, at in ((behind, leg.left_at), (place, reading.seen_at))
    ]
    return behind if off[0] > off[1] else place


def _wrong(
    race: Race, place: Checkpoint, stage: Stage, field: Field, odd: dict[Bib, str], now: Instant, enough: int
) -> WrongClock | None:
    """What is known of the clock of a place; None where it may be right."""
    read = sorted(
        _read(race, bib, those, odd.get(bib, ""), now)
        for bib in race.index
        if (those := race.facts.seen.get(bib, {}).get(place.id))
    )
    points = range(stage.entrances[place.id], stage.entrances[place.id] + len(place.record))
    bad = [each for each in read if each.why]
    checked = sum(bool(each.why) or any(g.index > points[-1] for g in field.seen.get(each.bib, ())) for each in read)
    is_vouched = sum(each.is_vouched for each in bad) >= enough
    is_latest = sum(bool(each.why) for each in read[-LATEST * enough :]) >= enough
    if len(bad) < enough or not (is_vouched or is_latest or len(bad) >= SHARE * checked):
        return None
    unsure = [each for each in read if not each.is_vouched]
    example = next((each.why for each in read if each.why not in ("", _AHEAD)), "")
    ahead = max((each.at - now for each in unsure if each.why == _AHEAD), default=0)
    return WrongClock(
        place.id, points, tuple(each.bib for each in unsure if each.why), frozenset(each.bib for each in unsure),
        Elapsed(ahead), example,
    )  # fmt: skip


def _read(race: Race, bib: Bib, those: Sequence[Sighting], odd: str, now: Instant) -> _Read:
    """A runner as a place read them, held against what a person vouches for."""
    at = {sighting.id: race.facts.by_race_clock(sighting).seen_at for sighting in those}
    told = [sighting for sighting in those if sighting.confirmed_by]
    last = max(at.values())
    if not told:
        return _Read(last, bib, _AHEAD if last > now + AHEAD else odd, is_vouched=False)
    apart = max(
        abs(at[other.id] - at[one.id]) for one in told for other in those if other.passing.way == one.passing.way
    )
    said = say_length(Elapsed(apart // MINUTE * MINUTE))
    why = f"{bib} was read there {said} from when they came, as {told[0].confirmed_by} says" if apart > APART else ""
    return _Read(last, bib, why, is_vouched=True)
