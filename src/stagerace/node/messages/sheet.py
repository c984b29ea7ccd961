"""The messages to print as a page of their own, for a printer that no camp node serves."""

from collections.abc import Sequence
from functools import cache

from jinja2 import Template

from stagerace.node.messages.office import TentSheet
from stagerace.node.pages.environment import pages


def sheets_page(sheets: Sequence[TentSheet], race: str) -> str:
    """One sheet a tent, with lines to cut along."""
    return _template().render(sheets=sheets, race=race)


@cache
def _template() -> Template:
    return pages("stagerace.node.messages", "templates").get_template("messages.html.j2")
