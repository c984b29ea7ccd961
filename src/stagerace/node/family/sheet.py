"""The sheet that is handed over with a family link: a code to scan, a number to ring, what the page tells and not."""

from collections.abc import Sequence
from functools import cache

import segno
from jinja2 import Template
from markupsafe import Markup

from stagerace.node.family.linking import FamilyDoor
from stagerace.node.pages.environment import pages
from stagerace.node.site.settings import LANGUAGES
from stagerace.node.site.wording import words


def family_sheet(doors: Sequence[FamilyDoor]) -> str:
    """A page to print: one A6 card a family, four on an A4 sheet where there are several."""
    cards = [(door, qr(door.address), [words(language) for language in _languages(door)]) for door in doors]
    return _template().render(cards=cards)


def qr(address: str) -> Markup:
    """An address as a picture to scan."""
    made = segno.make(address, error="m", micro=False)
    return Markup(made.svg_inline(border=4, omitsize=True, svgclass="qr", dark="#000", light="#fff"))  # noqa: S704


def _languages(door: FamilyDoor) -> list[str]:
    return list(dict.fromkeys((door.language, LANGUAGES[0])))


@cache
def _template() -> Template:
    return pages("stagerace.node.family", "templates").get_template("family_sheet.html.j2")
