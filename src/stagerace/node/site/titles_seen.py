"""The titles of a season as its pages tell them: who completed them, who is still in, what each still needs."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from stagerace.core.clock import Elapsed
from stagerace.core.names import Bib
from stagerace.node.site.common import runner_path
from stagerace.node.site.page import SiteSeen, file_of
from stagerace.node.site.season_seen import PersonSeen, SeasonSeen
from stagerace.node.site.seen import RaceSeen
from stagerace.rules.season.firsts import Holder
from stagerace.rules.season.outing import Came, RunnerId, SlotId
from stagerace.rules.season.table import Row, TitleFirst, TitleTable
from stagerace.rules.season.titles import STATES, State


class Outcome(Struct, frozen=True):
    """What came of one race for somebody, and their page there."""

    race: str
    came: Came
    rank: int | None
    path: str
    """Empty where the race has no pages here."""


class SlotCell(Struct, frozen=True):
    """One slot of a title for somebody: the races that filled it, or that it is open or lost."""

    outcomes: tuple[Outcome, ...]
    is_needed: bool


class TitleRow(Struct, frozen=True):
    """How a title stands for somebody."""

    name: str
    country: str
    state: State
    cells: tuple[SlotCell, ...]
    roving: tuple[Outcome, ...]
    needs: tuple[str, ...]
    """The slots still needed, by name."""
    needs_of_these: int
    needs_roving: int
    sum: int | None
    elapsed: Elapsed | None
    place: int | None
    is_winner: bool
    lost_at: str
    """The race that put it out of reach; empty where no single one did."""
    lost_by: Came
    """How that race came out."""


class TitleSeen(Struct, frozen=True):
    """A title with everybody's state."""

    id: str
    name: str
    kind: str
    path: str
    within: str
    slots: tuple[str, ...]
    needed: int
    extra: int
    is_all: bool
    """Whether it is about every slot of the season."""
    rows: tuple[TitleRow, ...]
    counts: Mapping[State, int]
    """How many completed it, are still in, are out."""


class FirstSeen(Struct, frozen=True):
    """A first or record of a title; `value` is a year, an age [years] or a time [ms]."""

    title: str
    kind: Literal["first woman", "youngest", "oldest", "fastest"]
    holders: tuple[tuple[str, str], ...]
    """Who holds it, and their page."""
    value: int
    stands: bool
    before: int | None
    """The best value of those before this season; None where nobody is given."""


def titles_seen(site: SiteSeen) -> tuple[TitleSeen, ...]:
    """The titles of the season; none for a race on its own."""
    if site.season is None:
        return ()
    season, races = site.season, {seen.id: seen for seen in site.races}
    return tuple(_title(title, season, races) for title in season.table.titles)


def firsts_seen(site: SiteSeen) -> tuple[FirstSeen, ...]:
    """The firsts and records of the season."""
    if site.season is None:
        return ()
    season, races = site.season, {seen.id: seen for seen in site.races}
    return tuple(_first(found, season, races) for found in season.table.firsts)


def title_path(title: str, number: int = 1) -> str:
    """The page of a title."""
    return file_of("title", title) if number == 1 else file_of("title", title, number)


def _title(title: TitleTable, season: SeasonSeen, races: Mapping[str, RaceSeen]) -> TitleSeen:
    rows = tuple(_row(row, title, season, races) for row in title.rows)
    counts = {state: sum(row.state == state for row in rows) for state in STATES}
    names = _slot_names(season)
    return TitleSeen(
        title.id, title.name, title.kind, title_path(title.id), title.within, tuple(names[s] for s in title.slots),
        title.needed, title.extra, set(title.slots) == names.keys(), rows, counts,
    )  # fmt: skip


def _row(row: Row, title: TitleTable, season: SeasonSeen, races: Mapping[str, RaceSeen]) -> TitleRow:
    person, names = season.people[row.runner], _slot_names(season)
    cells = tuple(SlotCell(_outcomes(person, slot, season, races), slot in row.needs) for slot in title.slots)
    roving = _outcomes(person, None, season, races) if title.extra else ()
    lost = person.at(row.decided_at) if row.state == "out" else None
    return TitleRow(
        person.name, person.country, row.state, cells, roving, tuple(names[slot] for slot in row.needs),
        row.needs_of_these, row.needs_roving, row.sum, row.elapsed_ms, row.place, row.champion,
        _race_names(season).get(row.decided_at, "") if row.state == "out" else "", lost.came if lost else "not_started",
    )  # fmt: skip


def _outcomes(
    person: PersonSeen, slot: SlotId | None, season: SeasonSeen, races: Mapping[str, RaceSeen]
) -> tuple[Outcome, ...]:
    filling = [race for race in season.table.races if race.slot == slot]
    found = ((race, person.at(race.id)) for race in filling)
    return tuple(
        Outcome(race.name, outing.came, outing.rank, _page(races, race.id, outing.bib))
        for race, outing in found
        if outing
    )


def _first(found: TitleFirst, season: SeasonSeen, races: Mapping[str, RaceSeen]) -> FirstSeen:
    first, titles = found.first, {title.id: title.name for title in season.table.titles}
    holders = tuple(_holder(holder, season, races) for holder in first.holders)
    before = first.earlier.value if first.earlier else None
    return FirstSeen(titles[found.title], first.kind, holders, first.holders[0].value, first.stands, before)  # type: ignore[arg-type]


def _holder(holder: Holder, season: SeasonSeen, races: Mapping[str, RaceSeen]) -> tuple[str, str]:
    person = season.people[RunnerId(holder.who)]
    last = person.outings[-1]
    return person.name, _page(races, last.race, last.bib)


def _page(races: Mapping[str, RaceSeen], race: str, bib: Bib) -> str:
    return runner_path(races[race], bib) if race in races else ""


def _slot_names(season: SeasonSeen) -> dict[SlotId, str]:
    return {slot.id: slot.name for slot in season.table.slots}


def _race_names(season: SeasonSeen) -> dict[str, str]:
    return {race.id: race.name for race in season.table.races}
