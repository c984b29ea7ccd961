"""Standings as a table in the terminal, and as CSV."""

import csv
import io
from typing import Final

import typer
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table as Grid

from stagerace.core.clock import Elapsed, format_elapsed
from stagerace.core.names import StageNo
from stagerace.node.names import Names, say_status, title
from stagerace.rules.race import Race
from stagerace.rules.tables import Row, Table


def print_table(console: Console, table: Table, race: Race, names: Names) -> None:
    """Print a table: place, bib, name, time, gap, and the stages where the terminal is wide enough."""
    console.print(f"\n{title(table, race)}", style="bold", markup=False)
    stages = _stages(table) if table.stage is None and console.width >= _WIDE and race.plan.scoring == "time" else []
    heads = ["", "Bib", "Name", "", *_heads(race, stages), ""]
    lines = [_line(row, race, names, stages) for row in table.rows]
    grid = Grid(box=box.SIMPLE, pad_edge=False)
    spare = _spare(heads, console.width)
    kept = [i for i, head in enumerate(heads) if i not in spare and (head == "Name" or any(line[i] for line in lines))]
    for index in kept:
        width = max((len(line[index]) for line in lines), default=0)
        flexible = heads[index] == "Name" or index == len(heads) - 1
        right = heads[index] in _NUMBERS or heads[index].startswith("Stage") or index == 0
        grid.add_column(
            heads[index],
            justify="right" if right else "left",
            no_wrap=not flexible,
            min_width=None if flexible else max(width, len(heads[index])),
        )
    for line in lines:
        grid.add_row(*(escape(line[index]) for index in kept))
    console.print(grid, soft_wrap=False)


def _spare(heads: list[str], width: int) -> list[int]:
    """The columns that a narrow terminal leaves out: countries and penalties, and where it is very narrow the gap."""
    names = [name for name, below in (("Penalty", _NARROW), ("Gap", _VERY_NARROW)) if width < below and name in heads]
    return [*([3] if width < _NARROW else []), *(heads.index(name) for name in names)]


_WIDE: Final = 100
_VERY_NARROW: Final = 56
_NARROW: Final = 80
"""Below this width a table leaves out countries and penalties, so that names stay readable."""
_NUMBERS: Final = ("Bib", "Distance", "Time", "Gap", "Penalty")


def _heads(race: Race, stages: list[StageNo]) -> list[str]:
    if race.plan.scoring == "distance":
        return ["Distance"]
    return ["Time", "Gap", "Penalty", *(f"Stage {n}" for n in stages)]


def _line(row: Row, race: Race, names: Names, stages: list[StageNo]) -> list[str]:
    rank = str(row.rank) if row.rank is not None else "–"
    who = names.members(row) if row.members else names.name(row.bib)
    times = [say(row.elapsed_ms), _gap(row), _penalty(row), *_cells(row, stages)]
    times = [_km(row)] if race.plan.scoring == "distance" else times
    return [rank, row.bib, who, names.country(row.bib), *times, say_status(row, race)]


def say(time: Elapsed | None) -> str:
    """An elapsed time, or nothing."""
    return format_elapsed(time) if time is not None else ""


def _gap(row: Row) -> str:
    return f"+{format_elapsed(row.gap_ms)}" if row.gap_ms else ""


def _penalty(row: Row) -> str:
    total = sum(cell.penalty_ms for cell in row.stages)
    return f"+{format_elapsed(Elapsed(total))}" if total else ""


def _km(row: Row) -> str:
    return f"{row.distance_m / 1000:.1f} km"


def _stages(table: Table) -> list[StageNo]:
    return [cell.stage for cell in next((row.stages for row in table.rows if row.stages), ())]


def _cells(row: Row, stages: list[StageNo]) -> list[str]:
    times = {cell.stage: cell for cell in row.stages}
    return [say(times[n].ruled_ms) if n in times else "" for n in stages]


def print_csv(table: Table, names: Names) -> None:
    """Print a table as CSV: elapsed times as `h:mm:ss`, one column a stage."""
    typer.echo(csv_text(table, names), nl=False)


def csv_text(table: Table, names: Names) -> str:
    """A table as CSV text."""
    stages = _stages(table)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    head = ["rank", "bib", "name", "country", "status", "elapsed", "gap", "distance_m"]
    writer.writerow([*head, *(f"stage_{n}" for n in stages), *(f"penalty_{n}" for n in stages)])
    for row in table.rows:
        penalties = {cell.stage: cell.penalty_ms for cell in row.stages}
        line = [row.rank, row.bib, names.name(row.bib), names.country(row.bib), row.status, say(row.elapsed_ms)]
        line += [say(row.gap_ms), row.distance_m, *_cells(row, stages)]
        writer.writerow([_safe(value) for value in [*line, *(say(penalties.get(n)) for n in stages)]])
    return out.getvalue()


def _safe(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value
