"""A season made of what its races let out: who is one person is known inside, what is told of them is not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Final

from msgspec import structs

from stagerace.core.clock import Instant
from stagerace.core.names import Bib
from stagerace.core.records import Entered
from stagerace.feeds.season_races import RaceSource
from stagerace.feeds.season_toml import SeasonFile
from stagerace.node.season_folders import outings_of, phase_of, season_race
from stagerace.node.season_sources import RaceResult
from stagerace.node.seasons import season_of
from stagerace.node.site.season_seen import OutingSeen, PersonSeen, SeasonSeen
from stagerace.node.site.seen import RaceSeen
from stagerace.rules.season.firsts import First
from stagerace.rules.season.outing import Outing, RunnerId
from stagerace.rules.season.season import Season, Title
from stagerace.rules.season.table import SeasonTable, TitleFirst, TitleTable, season_table

_NOBODY: Final = RunnerId("")


@dataclass(frozen=True)
class RaceOfSeason:
    """A race of a season that passed the gate, and what is known inside of who is in it."""

    source: RaceSource
    seen: RaceSeen
    runners: Mapping[Bib, RunnerId]
    """The runner behind each bib, as known inside."""
    forgotten: tuple[Entered, ...] = ()
    """The entries of those who were forgotten here."""

    @cached_property
    def ids(self) -> frozenset[RunnerId]:
        """Everyone who is known to be in it."""
        return frozenset(self.runners.values())

    def runner(self, bib: Bib) -> RunnerId:
        """The runner behind a bib that passed the gate; one of their own where nobody is known to wear it."""
        return self.runners.get(bib, RunnerId(f"{self.seen.id}:{bib}"))


Wears = tuple[RaceOfSeason, Bib]


def season_seen(
    file: SeasonFile, races: Sequence[RaceOfSeason], others: Sequence[RaceResult], at: Instant
) -> SeasonSeen:
    """The season as those outside may see it; `others` are the races of it that are no folder, or not begun.

    Results of sheets count for those who are in a race that passed the gate; nobody else of a sheet is told of.
    """
    ordered = sorted(races, key=lambda race: (race.seen.plan.start_date, race.seen.id))
    told = _told(ordered)
    outings = [outing for race in ordered for outing in _outings(race, told)]
    outings += [_known_as(outing, told) for other in others for outing in other.outings]
    listed = [season_race(race.seen.plan, race.source, phase_of(race.seen.race)) for race in ordered]
    season = season_of(file, [*listed, *(other.race for other in others)], _day(at))
    people = dict(_people(ordered, told, outings, season))
    return SeasonSeen(_only(season_table(_as_told(season, told), outings), people), people)


def _told(races: Sequence[RaceOfSeason]) -> dict[RunnerId, RunnerId]:
    """What each runner who may be told of is called instead of their id: their first race and bib."""
    entries: dict[RunnerId, list[Wears]] = {}
    for race in races:
        for bib in race.seen.race.bibs:
            entries.setdefault(race.runner(bib), []).append((race, bib))
    unnamed = {who for race in races for bib, who in race.runners.items() if bib not in race.seen.named}
    return {
        runner: RunnerId(f"{mine[0][0].seen.id}:{mine[0][1]:0>6}")
        for runner, mine in entries.items()
        if not _may_be_forgotten(runner, mine, races) and not (runner in unnamed and _is_named(mine))
    }


def _is_named(mine: Sequence[Wears]) -> bool:
    """Whether a race lets out a name: told as one person, it would name them in races that do not."""
    return any(bib in race.seen.named for race, bib in mine)


def _may_be_forgotten(runner: RunnerId, mine: Sequence[Wears], races: Sequence[RaceOfSeason]) -> bool:
    """Whether a runner may be one who was forgotten in a race where nobody has their id: theirs was destroyed there."""
    gone = [entry for race in races if race.forgotten and runner not in race.ids for entry in race.forgotten]
    known = [entry for race, bib in mine if (entry := race.seen.race.facts.entries.get(bib))]
    return any(_alike(one, other) for one in known for other in gone)


def _alike(one: Entered, other: Entered) -> bool:
    """Whether two entries may be of one person, who may be a year older in the other."""
    is_of_age = one.age is None or other.age is None or abs(one.age - other.age) <= 1
    said = ((one.gender, other.gender), (one.country, other.country))
    return is_of_age and all(not mine or not theirs or mine == theirs for mine, theirs in said)


def _outings(race: RaceOfSeason, told: Mapping[RunnerId, RunnerId]) -> tuple[Outing, ...]:
    called = {bib: told[who] for bib in race.seen.race.bibs if (who := race.runner(bib)) in told}
    plan = season_race(race.seen.plan, race.source, phase_of(race.seen.race))
    return outings_of(race.seen.race, plan, called)


def _known_as(outing: Outing, told: Mapping[RunnerId, RunnerId]) -> Outing:
    return structs.replace(outing, runner=told.get(outing.runner, RunnerId(f" {outing.runner}")))


def _as_told(season: Season, told: Mapping[RunnerId, RunnerId]) -> Season:
    """The season without ids that are known inside, and without names of those who held a title before."""
    titles = tuple(_title_as_told(title, told) for title in season.titles)
    earlier = tuple(structs.replace(one, who="") for one in season.earlier)
    return structs.replace(season, titles=titles, earlier=earlier)


def _title_as_told(title: Title, told: Mapping[RunnerId, RunnerId]) -> Title:
    if not title.contenders:
        return title
    known = tuple(told[runner] for runner in title.contenders if runner in told)
    return structs.replace(title, contenders=known or (_NOBODY,))


def _people(
    races: Sequence[RaceOfSeason], told: Mapping[RunnerId, RunnerId], outings: Sequence[Outing], season: Season
) -> Iterator[tuple[RunnerId, PersonSeen]]:
    came = {(outing.race.id, outing.runner): outing for outing in outings}
    seen = _by_runner((race.runner(bib), race, bib) for race in races for bib in race.seen.race.bibs)
    inside = _by_runner((runner, race, bib) for race in races for bib, runner in race.runners.items())
    for runner, name in told.items():
        mine = seen[runner]
        yield name, PersonSeen(
            name, _called(mine, inside.get(runner, ()), season), _country(mine),
            tuple(_outing_seen(race, bib, came[race.seen.id, name]) for race, bib in mine),
        )  # fmt: skip


def _by_runner(worn: Iterable[tuple[RunnerId, RaceOfSeason, Bib]]) -> dict[RunnerId, list[Wears]]:
    found: dict[RunnerId, list[Wears]] = {}
    for runner, race, bib in worn:
        found.setdefault(runner, []).append((race, bib))
    return found


def _called(mine: Sequence[Wears], inside: Sequence[Wears], season: Season) -> str:
    """A name where every race they are in lets it out, else what the first race calls them, and which race that is."""
    if inside and all(bib in race.seen.named for race, bib in inside):
        race, bib = mine[-1]
        return race.seen.names[bib]
    race, bib = mine[0]
    slot = season.slot_names.get(race.source.slot) if race.source.slot else None
    return f"Runner {bib} ({slot or race.seen.plan.name})"


def _country(mine: Sequence[Wears]) -> str:
    entries = [race.seen.race.facts.entries.get(bib) for race, bib in reversed(mine)]
    return next((entry.country for entry in entries if entry and entry.country), "")


def _outing_seen(race: RaceOfSeason, bib: Bib, outing: Outing) -> OutingSeen:
    return OutingSeen(race.seen.id, bib, outing.came, outing.rank, outing.elapsed)


def _only(table: SeasonTable, people: Mapping[RunnerId, PersonSeen]) -> SeasonTable:
    """The table without anybody who may not be told of."""
    titles = tuple(_title_only(title, people) for title in table.titles)
    firsts = tuple(found for first in table.firsts if (found := _first_only(first, people)).first.holders)
    return structs.replace(table, titles=titles, firsts=firsts, proposals=())


def _title_only(title: TitleTable, people: Mapping[RunnerId, PersonSeen]) -> TitleTable:
    return structs.replace(title, rows=tuple(row for row in title.rows if row.runner in people))


def _first_only(found: TitleFirst, people: Mapping[RunnerId, PersonSeen]) -> TitleFirst:
    first: First = found.first
    holders = tuple(holder for holder in first.holders if RunnerId(holder.who) in people)
    return structs.replace(found, first=structs.replace(first, holders=holders))


def _day(at: Instant) -> date:
    return datetime.fromtimestamp(at / 1000, UTC).date()
