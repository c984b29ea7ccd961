"""How people come to the pages of the race office, and how those at home come to theirs."""

from collections.abc import Callable
from typing import Final

from at_the_desk import at
from camps import Site
from playwright.sync_api import Page

from stagerace.core.names import Bib, Subject
from stagerace.log.messages import Did
from stagerace.node.family.linking import open_link
from stagerace.node.messages.box import Letter, drop_in, note

SITE: Final = """[site]
url = "https://sahara.example"
phone = "+44 1632 960 031"
[[tent]]
name = "Tent 1"
bibs = "1-8"
[[tent]]
name = "Tent 2"
bibs = "9-16"
"""
WRITTEN: Final[tuple[tuple[str, str, str, Did | None], ...]] = (
    (
        "12",
        "Mum and Dad",
        "Eleven hours of sun here too. The dog waits at the gate every evening.\nWalk on!",
        "passed_on",
    ),
    ("12", "Choir", "We sing for you on Thursday.", "passed_on"),
    ("4", "Ayşe", "كل خطوة أقرب إلى البيت. نحن فخورون بك.", "passed_on"),
    ("9", "Somebody", "Call your office at once about the contract.", None),
    ("7", "Grandpa", "In 1961 I walked to school through worse. Chin up.", None),
    ("2", "Jo", "You said you would stop at the first blister. Ha!", "printed"),
)


def linked(page: Page, site: Site) -> None:
    """A runner's family link, open on the screen of the race office."""
    _told(site)
    camp = site.camp
    open_link(
        camp.folder, camp.present.view(), Bib("12"), camp.clock(), lambda bodies: camp.writer.append(bodies).result(10)
    )
    at("/family?bib=12", "hq")(page, site)


def to_open(page: Page, site: Site) -> None:
    """A runner whose family has no link yet."""
    _told(site)
    at("/family?bib=12", "hq")(page, site)


def writing_home(language: str = "") -> Callable[[Page, Site], None]:
    """The form to write to a runner."""

    def show(page: Page, site: Site) -> None:
        _told(site)
        at(f"/message/12{language}")(page, site)

    return show


def following(page: Page, site: Site) -> None:
    """Where a message is, for its sender."""
    first = _written(site)[0]
    at(f"/message/state/{first.receipt}")(page, site)


def mail(path: str = "/messages") -> Callable[[Page, Site], None]:
    """The race office with messages to read, to print and to hand over."""

    def show(page: Page, site: Site) -> None:
        _written(site)
        at(path, "hq")(page, site)

    return show


def _told(site: Site) -> None:
    (site.camp.folder.path / "site.toml").write_text(SITE, encoding="utf-8")
    site.camp.takes_messages = True


def _written(site: Site) -> list[Letter]:
    _told(site)
    letters = []
    for bib, sender, text, did in WRITTEN:
        letter = drop_in(site.camp.folder, Subject(f"subject of {bib}"), sender, text, site.camp.clock())
        assert letter is not None
        letters.append(letter)
        if did is not None:
            note(site.camp.folder, [(letter, did)], site.camp.clock(), "hq")
    return letters
