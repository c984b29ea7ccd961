"""A season as one HTML file."""

from typing import Final

from stagerace.node.pages.environment import pages
from stagerace.node.seasons import SeasonView
from stagerace.rules.season import words
from stagerace.rules.season.outing import RunnerId

SHOWN: Final = 20
"""How many of those still in, and of those out, are in sight before the rest is opened."""

_PAGES = pages("stagerace.node.pages", "templates")


def season_page(view: SeasonView) -> str:
    """One page with a season's races, titles, firsts and proposed matches, marked internal."""
    return _PAGES.get_template("season.html.j2").render(
        season=view.table,
        words=words,
        names=view.names,
        name=lambda runner: view.names.get(RunnerId(runner), runner),
        slots={slot.id: slot.name for slot in view.table.slots},
        shown=SHOWN,
    )
