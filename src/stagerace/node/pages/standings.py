"""Standings as one HTML file."""

from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from stagerace.core.clock import format_elapsed
from stagerace.node.names import Names, say_status, title
from stagerace.rules.race import Race
from stagerace.rules.tables import Table

_PAGES = Environment(
    loader=PackageLoader("stagerace.node.pages", "."),
    autoescape=select_autoescape(enabled_extensions=("j2",)),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_PAGES.filters["elapsed"] = lambda time: format_elapsed(time) if time is not None else ""


def standings_page(tables: Sequence[Table], race: Race, names: Names) -> str:
    """One page with these tables, marked internal."""
    page = _PAGES.get_template("standings.html.j2")
    return page.render(
        race=race.plan,
        tables=tables,
        names=names,
        title=lambda table: title(table, race),
        status=lambda row: say_status(row, race),
    )
