"""What a runner has of each slot within a span: done, still open, or lost, when and why."""

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

from msgspec import Struct

from stagerace.rules.season.outing import Outing, SeasonRace, SlotId
from stagerace.rules.season.season import Career, Season
from stagerace.rules.season.spans import FOREVER, Span

_LEFT: Final = {
    "unranked": "is unranked in",
    "withdrawn": "withdrew from",
    "over_cutoff": "missed a cut-off at",
    "stopped": "was stopped at",
    "disqualified": "was disqualified from",
    "not_started": "did not start",
}


class Chance(Struct, frozen=True):
    """One slot, or one roving race, of a runner: done by an outing, open, or lost on a day for a reason."""

    state: Literal["done", "open", "lost"]
    slot: SlotId | None
    outing: Outing | None = None
    day: date = date.min
    """When it was done, or lost: the start of the race that decided."""
    why: str = ""
    race: str = ""
    """The race it was lost at, by id; empty where none was held."""


def chance(season: Season, career: Career, slot: SlotId, span: Span, also: Sequence[str] = ()) -> Chance:
    """What a runner has of a slot within a span; `also` names races that count outside it."""
    races = [race for race in season.filling(slot) if span.holds(race.start) or race.id in also]
    for race in races:
        outing = career.by_race.get(race.id)
        if outing and outing.finished:
            return Chance("done", slot, outing, race.start)
    unlisted = not races and span.last >= season.reached
    if unlisted or span == FOREVER or any(_is_open(race, career) for race in races):
        return Chance("open", slot)
    if not races:
        return Chance("lost", slot, None, span.last, f"no {season.slot_names[slot]} race {span.said}")
    return lost(races[-1], career)


def roving_chances(season: Season, career: Career, number: int, span: Span, also: Sequence[str] = ()) -> list[Chance]:
    """What a runner has of so many roving races within a span, the done ones first."""
    races = [race for race in season.filling(None) if span.holds(race.start) or race.id in also]
    outings = [career.by_race[race.id] for race in races if race.id in career.by_race]
    found = [Chance("done", None, outing, outing.race.start) for outing in outings if outing.finished]
    found += [Chance("open", None) for race in races if _is_open(race, career)]
    if span == FOREVER:
        found += [Chance("open", None)] * number
    elif span.last >= season.reached:
        found += [Chance("open", None)] * max(0, number - len(races))
    gone = [race for race in races if not _is_open(race, career) and not _is_done(race, career)]
    missing = Chance("lost", None, None, span.last, f"no roving race {span.said}")
    found += [lost(race, career) for race in reversed(gone)] + [missing] * number
    return found[:number]


def lost(race: SeasonRace, career: Career) -> Chance:
    """How a race was lost that a runner did not finish."""
    outing = career.by_race.get(race.id)
    came = outing.came if outing else "not_started"
    where = f", {outing.ended}" if outing and outing.ended else ""
    return Chance(
        "lost", race.slot, outing, race.start, f"{_LEFT.get(came, 'is not ranked in')} {race.name}{where}", race.id
    )


def _is_done(race: SeasonRace, career: Career) -> bool:
    outing = career.by_race.get(race.id)
    return outing is not None and outing.finished


def _is_open(race: SeasonRace, career: Career) -> bool:
    """Whether a runner can still finish a race: it is to come and they are not out of it, or they are on course."""
    outing = career.by_race.get(race.id)
    return outing.open if outing else race.phase == "to_come"
