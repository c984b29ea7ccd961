"""A season in the terminal, for someone who likes to read results."""

from typing import get_args

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table as Grid

from stagerace.core.names import Bib
from stagerace.node.start.material import Material, RaceShown
from stagerace.node.start.words import amount, came
from stagerace.rules.published.judging import State, say_counts
from stagerace.rules.season.outing import RunnerId
from stagerace.rules.season.words import say_value


def show_year(console: Console, material: Material) -> None:
    """The races, the four runners, the titles, and how far all that can be trusted."""
    console.rule("[bold]Four runners, four deserts, one year")
    for shown in material.races:
        console.print(_race(shown, {str(portrait.bib) for portrait in material.portraits}))
    console.rule("The four")
    console.print(_four(material))
    _titles(console, material)
    console.rule("Can it be trusted?")
    for shown in material.races:
        console.print(f"{shown.race.plan.name}: {shown.score}", markup=False)
    if material.editions:
        console.rule("Real races, as published")
        console.print(_editions(material))


def _race(shown: RaceShown, four: set[str]) -> Grid:
    ranked = shown.ranked()
    counts = f"{len(shown.race.bibs)} entered, {len(ranked)} finished, {shown.view.position:,} records"
    head = f"{shown.race.plan.name}: {counts}"
    grid = Grid(title=escape(head), title_justify="left", title_style="bold", box=box.SIMPLE, pad_edge=False)
    for name, right in (("", True), ("Name", False), ("", False), ("Distance" if shown.by_distance else "Time", True)):
        grid.add_column(name, justify="right" if right else "left", no_wrap=right)
    for line in [line for line in ranked if line.rank is not None and (line.rank <= 5 or line.who in four)]:
        style = "bold" if line.who in four else ""
        cells = (str(line.rank), shown.names.name(line.who), shown.names.country(line.who), amount(line, shown))
        grid.add_row(*(escape(cell) for cell in cells), style=style)
    return grid


def _four(material: Material) -> Grid:
    grid = Grid(box=box.SIMPLE, pad_edge=False, show_lines=True)
    grid.add_column("")
    for shown in material.races:
        grid.add_column(escape(shown.race.plan.name))
    for portrait in material.portraits:
        bib = Bib(str(portrait.bib))
        runs = [came(shown.line(bib), shown) if bib in shown.race.results else "" for shown in material.races]
        grid.add_row(escape(f"{portrait.name}\n{portrait.title}"), *(escape(run) for run in runs))
    return grid


def _titles(console: Console, material: Material) -> None:
    for title in material.season.table.titles:
        done = [row for row in title.rows if row.state == "completed"]
        console.rule(title.name)
        for row in done:
            total = f", sum of places {row.sum}" if row.sum is not None else ""
            mark = ", champion" if row.champion else ""
            console.print(f"  {_name(row.runner, material)} ({row.country}){total}{mark}", markup=False)
        console.print(f"  {len(done)} of {len(title.rows)}.", markup=False)
        _firsts(console, material, title.id)


def _firsts(console: Console, material: Material, title: str) -> None:
    for first in (found.first for found in material.season.table.firsts if found.title == title):
        who = " and ".join(_name(holder.who, material) for holder in first.holders)
        console.print(f"  {first.kind}: {who}, {say_value(first.kind, first.holders[0])}", markup=False)


def _name(runner: str, material: Material) -> str:
    return material.season.names.get(RunnerId(runner), runner)


def _editions(material: Material) -> Grid:
    grid = Grid(box=box.SIMPLE, pad_edge=False)
    grid.add_column("Edition")
    grid.add_column("Published figures")
    for judgement in material.editions:
        states = {state: judgement.count(state) for state in get_args(State)}
        grid.add_row(escape(judgement.edition.title), escape(say_counts("figure", states)))
    return grid
