"""Standings as one HTML file."""

from collections.abc import Sequence

from stagerace.node.names import Names, say_status, title
from stagerace.node.pages.environment import pages
from stagerace.rules.race import Race
from stagerace.rules.tables import Table

_PAGES = pages("stagerace.node.pages", "templates")


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
