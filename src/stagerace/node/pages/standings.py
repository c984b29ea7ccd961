"""Standings as one HTML file."""

from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from stagerace.core.clock import Elapsed, format_elapsed
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


def _elapsed(time: Elapsed | None) -> Markup:
    """A time whose milliseconds a small screen may leave out."""
    whole, dot, ms = format_elapsed(time).partition(".") if time is not None else ("", "", "")
    return Markup('{}<span class="ms">.{}</span>').format(whole, ms) if dot else Markup(whole)  # noqa: S704


_PAGES.filters["elapsed"] = _elapsed


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
