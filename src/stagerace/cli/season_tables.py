"""A season as tables in the terminal."""

from collections.abc import Sequence
from typing import Final

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table as Grid
from rich.text import Text

from stagerace.core.clock import format_elapsed
from stagerace.node.seasons import SeasonView
from stagerace.rules.season import words
from stagerace.rules.season.outing import RunnerId
from stagerace.rules.season.table import Row, SeasonTable, TitleTable
from stagerace.rules.season.titles import STATES, State

SHOWN: Final = 12
"""How many of those still in, and of those out, a title shows before it counts the rest."""
_WIDE: Final = 100
"""Below this width tables leave out countries and cut the names of slots, so that reasons stay readable."""
_SHORTEST: Final = 4


def print_season(console: Console, view: SeasonView) -> None:
    """Print the races, every title with everyone's state, the firsts, and who may be the same person."""
    table = view.table
    console.print(f"\n{table.name}", style="bold", markup=False, soft_wrap=False)
    _print_races(console, table)
    for title in table.titles:
        _print_title(console, title, view)
    _print_firsts(console, view)
    _print_proposals(console, view)


def _print_races(console: Console, table: SeasonTable) -> None:
    names = {slot.id: slot.name for slot in table.slots}
    lines = [
        (race.name, words.say_day(race.start), names[race.slot] if race.slot else "roving", words.say_phase(race))
        for race in table.races
    ]
    _print_grid(console, ("Race", "Start", "Slot", ""), lines)


def _print_title(console: Console, title: TitleTable, view: SeasonView) -> None:
    rule = words.say_rule(title, view.table)
    console.print(Text.assemble((title.name, "bold"), f": {rule}"), soft_wrap=False)
    console.print(title.note if not title.rows else words.say_counts(title), markup=False, soft_wrap=False)
    if title.note and title.rows:
        console.print(title.note, style="dim", markup=False, soft_wrap=False)
    for state in STATES:
        rows = [row for row in title.rows if row.state == state]
        if rows:
            _print_rows(console, rows if state == "completed" else rows[:SHOWN], state, title, view)
        if state != "completed" and len(rows) > SHOWN:
            rest = f"… and {len(rows) - SHOWN} more {words.STATES[state].lower()}"
            console.print(rest, style="dim", markup=False)
    console.print()


def _print_rows(console: Console, rows: Sequence[Row], state: State, title: TitleTable, view: SeasonView) -> None:
    names = _heads(view.table, short=console.width < _WIDE)
    columns = [*title.slots, *([None] if title.extra else [])]
    last = {"completed": "At" if title.kind == "slots" else "", "still_in": "Needs", "out": "Why"}[state]
    heads = (words.STATES[state], "", *(names[slot] if slot else "Roving" for slot in columns), _measure(title), last)
    lines = []
    for row in rows:
        ranks = (words.say_rank(row, slot) or "–" for slot in columns)
        country = row.country if console.width >= _WIDE else ""
        lines.append((_name(row.runner, view), country, *ranks, _measured(row, title), _said(row, view.table)))
    _print_grid(console, heads, lines, right=range(2, 3 + len(columns)))


def _heads(table: SeasonTable, *, short: bool) -> dict[str, str]:
    """The name of each slot above its ranks, cut to letters that still tell them apart where it is narrow."""
    names = {str(slot.id): slot.name for slot in table.slots}
    if not short:
        return names
    longest = max(map(len, names.values()))
    telling = (n for n in range(_SHORTEST, longest) if len({name[:n] for name in names.values()}) == len(names))
    letters = next(telling, longest)
    return {slot: name[:letters] for slot, name in names.items()}


def _measure(title: TitleTable) -> str:
    return "Sum" if title.kind == "rank-sum" else "Time"


def _measured(row: Row, title: TitleTable) -> str:
    if title.kind == "rank-sum":
        return str(row.sum) if row.sum is not None else ""
    return format_elapsed(row.elapsed_ms) if row.elapsed_ms is not None and row.state == "completed" else ""


def _said(row: Row, table: SeasonTable) -> str:
    if row.state == "still_in":
        return words.say_needs(row, table)
    if row.state == "out":
        return row.why
    return "champion" if row.champion else words.say_race(row, table)


def _print_firsts(console: Console, view: SeasonView) -> None:
    titles = {title.id: title.name for title in view.table.titles}
    lines = [
        (
            titles[one.title],
            one.first.kind,
            words.listed([_name(holder.who, view) for holder in one.first.holders]),
            words.say_value(one.first.kind, one.first.holders[0]),
            words.say_standing(one.first, view.names),
        )
        for one in view.table.firsts
    ]
    if lines:
        console.print("Firsts and records", style="bold")
        _print_grid(console, ("Title", "", "Runner", "", "Against those before"), lines)


def _print_proposals(console: Console, view: SeasonView) -> None:
    if not view.table.proposals:
        return
    console.print("May be the same person", style="bold")
    for found in view.table.proposals:
        one, other = (f"{_name(runner, view)} ({runner})" for runner in found.runners)
        console.print(f"  {one} and {other}: {found.because}", markup=False, soft_wrap=False)
    console.print("  If so, give both the same runner id in the start lists.\n", markup=False, soft_wrap=False)


def _name(runner: str, view: SeasonView) -> str:
    return view.names.get(RunnerId(runner), runner)


def _print_grid(
    console: Console, heads: Sequence[str], lines: Sequence[Sequence[str]], right: Sequence[int] = ()
) -> None:
    """A table whose empty columns are left out; the first and the last column give way where it is narrow."""
    kept = [i for i in range(len(heads)) if any(line[i] for line in lines)]
    grid = Grid(box=box.SIMPLE, pad_edge=False)
    for index in kept:
        flexible = index in (0, kept[-1])
        width = max(len(heads[index]), *(len(line[index]) for line in lines))
        grid.add_column(
            heads[index],
            justify="right" if index in right else "left",
            no_wrap=not flexible,
            min_width=None if flexible else width,
            overflow="fold",
        )
    for line in lines:
        grid.add_row(*(escape(line[index]) for index in kept))
    console.print(grid, soft_wrap=False)
