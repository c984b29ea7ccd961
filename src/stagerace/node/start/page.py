"""The page itself: sections rendered one after another."""

from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from stagerace.node.pages.environment import pages
from stagerace.node.start.material import Material
from stagerace.node.start.words import amount_of


class Section(Struct, frozen=True):
    """A section of the start page: its anchor, which is also its template's name, its title, and what it shows."""

    id: str
    title: str
    view: Callable[[Material], dict[str, Any]]


_PAGES = pages("stagerace.node.start", "templates")
_PAGES.filters["amount"] = amount_of


def render(sections: Sequence[Section], material: Material) -> str:
    """The sections as one page."""
    parts = [
        {
            "id": section.id,
            "title": section.title,
            "html": Markup(_PAGES.get_template(f"{section.id}.html.j2").render(**section.view(material))),  # noqa: S704
        }
        for section in sections
    ]
    said = {"season": material.season.table, "races": material.races, "site": material.site}
    return _PAGES.get_template("start.html.j2").render(parts=parts, **said)
