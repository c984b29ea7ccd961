"""A season in words: what a runner still needs, what decided, what a race is like for a title."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from stagerace.core.clock import Elapsed, format_elapsed
from stagerace.rules.season.firsts import First, Holder
from stagerace.rules.season.outing import RunnerId
from stagerace.rules.season.table import RaceLine, Row, SeasonTable, TitleTable

STATES: Final = {"completed": "Completed", "still_in": "Still in", "out": "Out"}
"""How a state is called above the runners it holds."""

NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Words one after another.

    >>> listed(["Gobi", "Sahara", "Antarctica"])
    'Gobi, Sahara and Antarctica'
    """
    return f" {last} ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def number(count: int) -> str:
    """A small number in words, a larger one in digits."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def say_needs(row: Row, season: SeasonTable) -> str:
    """What a runner still needs: `Sahara and Antarctica`, `one of Gobi or Sahara`, `and a roving race`."""
    names = {slot.id: slot.name for slot in season.slots}
    slots = [names[slot] for slot in row.needs]
    fewer = row.needs_of_these < len(slots)
    parts = [f"{number(row.needs_of_these)} of {listed(slots, 'or')}"] if fewer else slots
    if row.needs_roving:
        parts = [*parts, "a roving race" if row.needs_roving == 1 else f"{number(row.needs_roving)} roving races"]
    return listed(parts)


def say_race(row: Row, season: SeasonTable) -> str:
    """The race that decided a row: `Antarctica 2031`."""
    return {race.id: race.name for race in season.races}.get(row.decided_at, row.decided_at)


def say_rule(title: TitleTable, season: SeasonTable) -> str:
    """A title's rule in a line: `all four and a roving race in one calendar year`."""
    slots = _say_slots(title, season)
    if title.kind == "rank-sum":
        return f"lowest sum of ranks over {slots}, one man and one woman"
    roving = {0: "", 1: " and a roving race"}.get(title.extra, f" and {number(title.extra)} roving races")
    span = {"calendar-year": " in one calendar year", "12 months": " within 12 months", "any": ", over any time"}
    return f"{slots}{roving}{span[title.within]}"


def _say_slots(title: TitleTable, season: SeasonTable) -> str:
    names = {slot.id: slot.name for slot in season.slots}
    every = set(title.slots) == names.keys() and len(names) > 1
    if title.needed == len(title.slots):
        return _every(len(names)) if every else listed([names[slot] for slot in title.slots])
    of = f"the {number(len(names))}" if every else listed([names[slot] for slot in title.slots])
    return f"{number(title.needed)} of {of}"


def _every(count: int) -> str:
    return "both" if count == 2 else f"all {number(count)}"


def say_day(day: date | None) -> str:
    """A day as people write it: `20 Nov 2031`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else ""


_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def say_value(kind: str, holder: Holder) -> str:
    """What a first is measured by: an age, a time, a year."""
    if kind == "fastest":
        return format_elapsed(Elapsed(holder.value))
    return f"{holder.value}" if kind == "first woman" else f"at {holder.value}"


def say_standing(first: First, names: Mapping[RunnerId, str]) -> str:
    """Whether a first holds against those before."""
    if first.earlier is None:
        return "none given"
    who = names.get(RunnerId(first.earlier.who), first.earlier.who)
    before = f"{who}, {say_value(first.kind, first.earlier)}"
    if not first.stands:
        return f"not a first: {before}" if first.kind == "first woman" else f"not a record: {before}"
    equal = first.kind != "first woman" and first.earlier.value == first.holders[0].value
    return f"equals {before}" if equal else f"before: {before}"


def say_rank(row: Row, slot: str | None) -> str:
    """The rank a runner took into a title from a slot, or from the roving races: `3`, `yes` where it is not known."""
    ranks = [str(ran.rank) if ran.rank is not None else "yes" for ran in row.races if ran.slot == slot]
    return " ".join(ranks)


def say_ranks(row: Row, season: SeasonTable) -> str:
    """All ranks a runner took into a title: `Atacama 14 · Gobi 12`."""
    names = {slot.id: slot.name for slot in season.slots}
    ran = ((names[ran.slot] if ran.slot else "roving", ran.rank) for ran in row.races)
    return " · ".join(f"{name} {rank if rank is not None else 'yes'}" for name, rank in ran)


def say_counts(title: TitleTable) -> str:
    """How many completed a title, are still in, and are out."""
    counts = {state: sum(row.state == state for row in title.rows) for state in STATES}
    return ", ".join(f"{count} {STATES[state].lower()}" for state, count in counts.items())


def say_phase(race: RaceLine) -> str:
    """How far a race is: `139 of 160 finished`, `running`, `to come`."""
    if race.phase == "over":
        return f"{race.finished} of {race.entered} finished"
    if race.finished:
        return f"{race.finished} of {race.entered} finished, the rest open"
    who = f", {race.entered} entered" if race.entered else ""
    return f"{'running' if race.phase == 'running' else 'to come'}{who}"
