"""The page itself: sections rendered one after another."""

from collections.abc import Callable, Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from msgspec import Struct

from stagerace.core.clock import Elapsed, format_elapsed
from stagerace.node.start.material import Material
from stagerace.node.start.words import ordinal


class Section(Struct, frozen=True):
    """A section of the start page: its anchor, which is also its template's name, its title, and what it shows."""

    id: str
    title: str
    view: Callable[[Material], dict[str, Any]]


def _elapsed(time: Elapsed | None) -> str:
    return format_elapsed(time).partition(".")[0] if time is not None else ""


def _environment() -> Environment:
    pages = Environment(
        loader=PackageLoader("stagerace.node.start"),
        autoescape=select_autoescape(enabled_extensions=("j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters["elapsed"] = _elapsed
    pages.filters["ordinal"] = ordinal
    return pages


def render(sections: Sequence[Section], material: Material) -> str:
    """The sections as one page."""
    pages = _environment()
    parts = [
        {
            "id": section.id,
            "title": section.title,
            "html": Markup(pages.get_template(f"{section.id}.html.j2").render(**section.view(material))),  # noqa: S704
        }
        for section in sections
    ]
    return pages.get_template("start.html.j2").render(parts=parts, season=material.season.table, races=material.races)
