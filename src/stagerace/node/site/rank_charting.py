"""The charts of a race and of a season: places after each stage, and the gaps that places hide."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
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
    bibs = [Bib(row.bib) for row in order]
    return season_charts([seen], [(seen.names.get(bib, f"Runner {bib}"), {seen.id: bib}) for bib in bibs])


def season_charts(races: Sequence[RaceSeen], people: Sequence[tuple[str, Outings]]) -> RankCharts:
    """The same over the races of a season, for people by name in the order they are to be shown in."""
    tables = list(_tables(races))
    heats = tuple(Heat(seen.plan.name, len(seen.plan.stages)) for seen in races)
    is_season = len(races) > 1
    lines = (_lines(tables, person, name, place, is_season) for place, (name, person) in enumerate(people, 1))
    shown = list(islice(((ranks, gaps) for ranks, gaps in lines if ranks.points), LINES))
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
    tables: Sequence[tuple[int, str, Mapping[str, Row]]], person: Outings, name: str, place: int, is_season: bool
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
    bib = "" if is_season else next(iter(person.values()))
    look = place if place <= MOST else 0
    return Coloured(look, bib, name, tuple(ranks)), Coloured(look, bib, name, tuple(gaps))
