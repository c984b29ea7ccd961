"""What the charts of a stage draw, taken from the public race: everybody's lines, and who is in colour."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, Metres
from stagerace.core.plan import Stage
from stagerace.desk.charts.base import MOST, Coloured, Point, Strand
from stagerace.desk.charts.cutoff_gaps import CutoffGaps
from stagerace.desk.charts.field_chart import Places
from stagerace.desk.charts.flow import Flow
from stagerace.desk.charts.leader_gaps import LeaderGaps
from stagerace.node.site.common import place_name
from stagerace.node.site.cutoff_pace import Pace, paces
from stagerace.node.site.seen import RaceSeen
from stagerace.rules.spread import SpreadRow, SpreadTable

_LEADERS = 6


@dataclass(frozen=True)
class StageLines:
    """Everybody's lines on a stage, worked out once for all of its charts."""

    seen: RaceSeen
    stage: Stage

    @property
    def spread(self) -> SpreadTable:
        """The spread table of the stage."""
        return self.seen.spreads[self.stage.n]

    @property
    def name(self) -> str:
        """What charts call the stage: its name, or its number."""
        return self.stage.name or str(self.stage.n)

    @cached_property
    def rows(self) -> tuple[SpreadRow, ...]:
        """Who was seen on the stage, in the order of places."""
        return tuple(row for row in self.spread.rows if row.last is not None)

    @cached_property
    def arrivals(self) -> tuple[tuple[int, Metres, str], ...]:
        """The columns that gaps are told at: arrivals, but for those most were never seen at."""
        return tuple(
            (index, column.metres, self._called(index))
            for index, column in enumerate(self.spread.columns)
            if column.way == "in" and column.passed > column.holes
        )

    def _called(self, index: int) -> str:
        column = self.spread.columns[index]
        return f"lap {column.lap}" if column.lap else place_name(self.stage, column.place)

    @cached_property
    def places(self) -> Places:
        """Every place, or lap, with its distance."""
        columns = [(column.metres, self._called(i)) for i, column in enumerate(self.spread.columns)]
        named = dict(reversed([(0, "START"), *columns]))
        return tuple((named[metres], Metres(metres)) for metres in sorted(named))

    @cached_property
    def fastest(self) -> dict[int, int]:
        """The shortest time to each column [ms]."""
        return {
            index: min(time for row in self.rows if (time := row.cells[index].elapsed_ms) is not None)
            for index, _, _ in self.arrivals
        }

    @cached_property
    def paces(self) -> dict[str, Pace]:
        """The pace of the cut-offs by wave."""
        return paces(self.seen.race, self.stage)

    def flow(self, row: SpreadRow) -> Strand:
        """(instant, metres) of everywhere somebody was seen, their own start first."""
        points = [
            (int(cell.at), int(column.metres))
            for column, cell in zip(self.spread.columns, row.cells, strict=True)
            if cell.at is not None
        ]
        start = own_start(row)
        return tuple(points) if start is None or (start, 0) in points else ((start, 0), *points)

    def behind(self, row: SpreadRow) -> Strand:
        """(metres, time behind the quickest) at every place somebody came to."""
        gaps = (
            (int(metres), time - self.fastest[index])
            for index, metres, _ in self.arrivals
            if (time := row.cells[index].elapsed_ms) is not None
        )
        found = tuple(gaps)
        return ((0, 0), *found) if found else ()

    def in_hand(self, row: SpreadRow) -> Strand:
        """(metres, time before the cut-off pace) at every place somebody came to."""
        pace = self.paces.get(wave_name(self.seen, self.stage, row.bib))
        if pace is None:
            return ()
        found: list[Point] = []
        for index, metres, _ in self.arrivals:
            at, by = row.cells[index].at, pace.at(metres)
            if at is not None and by is not None:
                found.append((int(metres), by - at))
        return tuple(found)


def flow_of(lines: StageLines, chosen: Sequence[Bib], *, has_field: bool = True) -> Flow | None:
    """The race flow of a stage, with some runners in colour; None where none of them was seen on the way."""
    rows = lines.rows if has_field else [lines.seen.spread_rows[lines.stage.n][bib] for bib in chosen]
    field = {row.bib: lines.flow(row) for row in rows}
    shown = coloured(lines.seen, chosen, field)
    if not any(metres for line in shown for _, metres in line.points):
        return None
    instants = [at for strand in field.values() for at, _ in strand]
    return Flow(
        lines.name, lines.places[-1][1], lines.places, tuple(field.values()) if has_field else (), shown,
        lines.seen.zone, Instant(min(instants)), Instant(max(*instants, min(instants) + 1)),
    )  # fmt: skip


def leader_gaps_of(lines: StageLines, chosen: Sequence[Bib]) -> LeaderGaps | None:
    """The gaps to the quickest; None where nobody has come anywhere."""
    if not lines.arrivals:
        return None
    field = {row.bib: strand for row in lines.rows if (strand := lines.behind(row))}
    return LeaderGaps(
        lines.name, lines.places[-1][1], _told(lines), tuple(field.values()), coloured(lines.seen, chosen, field)
    )


def cutoff_gaps_of(lines: StageLines, chosen: Sequence[Bib], *, has_field: bool = True) -> CutoffGaps | None:
    """The time in hand; None where the stage has no cut-off, or nobody has come anywhere."""
    rows = lines.rows if has_field else [lines.seen.spread_rows[lines.stage.n][bib] for bib in chosen]
    field = {row.bib: strand for row in rows if (strand := lines.in_hand(row))}
    if not field:
        return None
    shown = coloured(lines.seen, chosen, field)
    return CutoffGaps(lines.name, lines.places[-1][1], _told(lines), tuple(field.values()) if has_field else (), shown)


def _told(lines: StageLines) -> Places:
    return tuple((name, metres) for _, metres, name in lines.arrivals)


def coloured(seen: RaceSeen, chosen: Iterable[Bib], strands: dict[Bib, Strand]) -> tuple[Coloured, ...]:
    """The chosen as lines in colour, each with the colour it has in every chart of the page."""
    return tuple(
        Coloured(look, bib, seen.names.get(bib, f"Runner {bib}"), strands[bib])
        for look, bib in enumerate(chosen, 1)
        if bib in strands
    )


def eight(lines: StageLines) -> tuple[Bib, ...]:
    """Who is in colour on a stage's page: the leaders, the first woman, the last one; eight where there are as many."""
    entries = lines.seen.race.facts.entries
    order = [row.bib for row in lines.rows if row.status in ("ranked", "active")] or [row.bib for row in lines.rows]
    came = {index for index, _, _ in lines.arrivals}
    on_the_way = [row.bib for row in lines.rows if row.status == "active" and row.furthest >= min(came, default=0)]
    women = [bib for bib in order if bib in entries and entries[bib].gender == "F"]
    chosen = dict.fromkeys((*order[:_LEADERS], *women[:1], *(on_the_way or order)[-1:]))
    more = (bib for bib in order if bib not in chosen)
    chosen |= dict.fromkeys(_first(more, MOST - len(chosen)))
    return tuple(sorted(chosen, key=order.index))


def _first(bibs: Iterator[Bib], count: int) -> list[Bib]:
    return [bib for bib, _ in zip(bibs, range(max(count, 0)), strict=False)]


def own_start(row: SpreadRow) -> int | None:
    """When somebody's clock began, by the first time they were seen."""
    return next(
        (cell.at - cell.elapsed_ms for cell in row.cells if cell.at is not None and cell.elapsed_ms is not None), None
    )


def wave_name(seen: RaceSeen, stage: Stage, bib: Bib) -> str:
    """The wave of a runner by its name; empty for the stage's own start."""
    entry = seen.race.facts.entries.get(bib)
    wave = stage.wave_of(bib, entry.wave if entry else "") if stage.waves else None
    return wave.id if wave else ""
