"""The charts of a race and of a season: places after each stage, and the gaps that places hide."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from stagerace.core.names import Bib
from stagerace.desk.charts.base import MOST, Coloured, Point
from stagerace.desk.charts.columns import Heat
from stagerace.desk.charts.ranks import Ranks
from stagerace.desk.charts.stage_gaps import StageGaps
from stagerace.node.site.seen import RaceSeen
from stagerace.rules.classes import Scope
from stagerace.rules.tables import Row

LINES: Final = 12
"""How many runners are shown: the first eight in colour."""
Outings = Mapping[str, Bib]
"""Which bib somebody wears in each race, by the race's id."""


class RankCharts(Struct, frozen=True):
    """What the two charts draw; none before a stage was run, no gaps where distance decides."""

    ranks: Ranks | None = None
    gaps: StageGaps | None = None


def race_charts(seen: RaceSeen) -> RankCharts:
    """The first of a race after each of its stages so far."""
    order = [row for row in seen.table(Scope(after=seen.race.latest)).rows if row.rank is not None]
    return season_charts([seen], [{seen.id: Bib(row.bib)} for row in order])


def season_charts(races: Sequence[RaceSeen], people: Sequence[Outings]) -> RankCharts:
    """The same over the races of a season, for people in the order they are to be shown in."""
    tables = list(_tables(races))
    heats = tuple(Heat(seen.plan.name, len(seen.plan.stages)) for seen in races)
    lines = [_lines(tables, races, person, place) for place, person in enumerate(people, 1)]
    shown = [(ranks, gaps) for ranks, gaps in lines if ranks.points][:LINES]
    timed = tuple(gaps for _, gaps in shown[:MOST] if gaps.points)
    if not shown:
        return RankCharts()
    return RankCharts(Ranks(heats, tuple(ranks for ranks, _ in shown)), StageGaps(heats, timed) if timed else None)


def _tables(races: Sequence[RaceSeen]) -> Iterator[tuple[int, str, Mapping[str, Row]]]:
    """The standings after every stage that was run, with the stage's position among all."""
    first = 0
    for seen in races:
        for n, stage in enumerate(seen.plan):
            if stage.n in seen.race.begun:
                yield first + n, seen.id, {row.bib: row for row in seen.table(Scope(after=stage.n)).rows}
        first += len(seen.plan.stages)


def _lines(
    tables: Sequence[tuple[int, str, Mapping[str, Row]]], races: Sequence[RaceSeen], person: Outings, place: int
) -> tuple[Coloured, Coloured]:
    """Somebody's places, and their gaps."""
    ranks: list[Point] = []
    gaps: list[Point] = []
    for position, race, rows in tables:
        row = rows.get(person.get(race, Bib("")))
        if row is not None and row.rank is not None and row.status == "ranked":
            ranks.append((position, row.rank))
            if row.gap_ms is not None:
                gaps.append((position, row.gap_ms))
    bib, name = _called(races, person)
    look = place if place <= MOST else 0
    return Coloured(look, bib, name, tuple(ranks)), Coloured(look, bib, name, tuple(gaps))


def _called(races: Sequence[RaceSeen], person: Outings) -> tuple[str, str]:
    """What somebody is called in the latest race that names them; over several races without a bib."""
    known = [(seen, person[seen.id]) for seen in races if seen.id in person]
    seen, bib = next((each for each in reversed(known) if each[1] in each[0].named), known[-1])
    name = seen.names.get(bib, f"Runner {bib}")
    return (bib if len(races) == 1 else "", name)
