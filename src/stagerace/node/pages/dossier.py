"""A dossier as one HTML file that stands alone, with the same as JSON inside, and prints on paper."""

from typing import Final

from markupsafe import Markup

from stagerace.node import dossier_words
from stagerace.node.dossier.files import inside
from stagerace.node.dossier.told import Dossier
from stagerace.node.names import STATES
from stagerace.node.pages.environment import pages

_PAGES: Final = pages("stagerace.node.pages", "templates")


def dossier_page(dossier: Dossier) -> str:
    """One page with everything that a dossier tells, marked internal."""
    page = _PAGES.get_template("dossier.html.j2")
    data = Markup(inside(dossier))  # noqa: S704 it is JSON without a character that ends the element.
    return page.render(d=dossier, w=dossier_words, states=STATES, data=data).rstrip("\n") + "\n"
