"""What the organiser says of the site in `site.toml`: where it will lie, whom families ring, where messages go."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from msgspec import Struct

from stagerace.core.bibset import BibSet, parse_bibs
from stagerace.core.errors import BadInput, NotARace
from stagerace.core.names import Bib, bib_order
from stagerace.feeds.cells import Unreadable
from stagerace.feeds.race_toml import plan_text
from stagerace.feeds.toml_table import Document, Table

FILE: Final = "site.toml"
LANGUAGES: Final = ("en", "es")
"""The languages of the site; the pages of the first lie at its root."""


class Tent(Struct, frozen=True):
    """A tent of the camp and who sleeps in it, as a group of bibs."""

    name: str
    bibs: str

    @property
    def group(self) -> BibSet:
        """Who sleeps in it."""
        return parse_bibs(self.bibs)


class SiteSettings(Struct, frozen=True):
    """What one site needs besides the race."""

    url: str = ""
    """Where the folder will be reached, without a slash at its end; empty where nobody knows yet."""
    phone: str = ""
    """The number that families ring; only on the pages of family links."""
    messages: str = ""
    """The address of the node that takes messages to runners; empty where none does."""
    fundraisers: Mapping[Bib, str] = {}
    """Where runners raise money; shown only with their names."""
    tents: tuple[Tent, ...] = ()

    def tent_of(self, bib: Bib) -> str:
        """The tent somebody sleeps in; empty where nobody said."""
        return next((tent.name for tent in self.tents if bib in tent.group), "")


def language_root(language: str) -> str:
    """The folder of a language within the site."""
    return "" if language == LANGUAGES[0] else f"{language}/"


def path_in(language: str, path: str) -> str:
    """Where a page lies in a language."""
    return f"{language_root(language)}{path}"


def site_settings(folder: Path) -> SiteSettings:
    """What the site.toml of a folder says; nothing where there is none.

    Raises BadInput with everything that is wrong in it, NotARace where it cannot be read.
    """
    try:
        data = (folder / FILE).read_bytes()
    except FileNotFoundError:
        return SiteSettings()
    except OSError as error:
        raise NotARace(f"{folder / FILE}: cannot be read ({error.strerror})") from None
    return read_settings(plan_text(data, FILE), FILE)


def read_settings(text: str, file: str) -> SiteSettings:
    """The settings that a site.toml holds.

    Raises BadInput with everything that is wrong.
    """
    document = Document(text, file)
    root = document.root
    root.only("site", "fundraiser", "tent")
    site = root.table("site") or Table(document, ("site",), {})
    site.only("url", "phone", "messages")
    settings = SiteSettings(
        site.read("url", _address) or "",
        site.text("phone"),
        site.read("messages", _address) or "",
        dict(filter(None, (_fundraiser(table) for table in root.tables("fundraiser")))),
        tuple(filter(None, (_tent(table) for table in root.tables("tent")))),
    )
    if document.problems:
        raise BadInput(*sorted(document.problems, key=lambda problem: problem.line or 0))
    return settings


def must_be_entered(folder: Path, entered: Collection[Bib]) -> None:
    """Nothing where every bib in the site.toml of a folder is worn in its race, and of every range at least one.

    Raises BadInput naming each that is not, with its line.
    """
    if not (folder / FILE).is_file():
        return
    document = Document(plan_text((folder / FILE).read_bytes(), FILE), FILE)
    for table in document.root.tables("fundraiser"):
        _entered(table, "bib", [table.text("bib").upper()], entered)
    for table in document.root.tables("tent"):
        said = parse_bibs(table.text("bibs"))
        ranges = [f"{head}{low}-{head}{high}" for head, low, high in said.ranges]
        _entered(table, "bibs", [*sorted(said.bibs, key=bib_order), *ranges], entered)
    if document.problems:
        raise BadInput(*sorted(document.problems, key=lambda problem: problem.line or 0))


def _entered(table: Table, key: str, parts: Sequence[str], entered: Collection[Bib]) -> None:
    if strangers := [part for part in parts if not any(bib in parse_bibs(part) for bib in entered)]:
        whom = f"nobody in this race wears {', '.join(strangers)}"
        table.problem(key, f"{key}: {whom}", "Put the number right, or take it out")


def _fundraiser(table: Table) -> tuple[Bib, str] | None:
    table.only("bib", "url")
    table.missing("bib", 'bib = "147"')
    table.missing("url", 'url = "https://..."')
    found, url = table.text("bib"), table.read("url", _address)
    return (Bib(found.upper()), url) if found and url else None


def _tent(table: Table) -> Tent | None:
    table.only("name", "bibs")
    table.missing("name", 'name = "Tent 4"')
    table.missing("bibs", 'bibs = "31-38"')
    bibs = table.read("bibs", _group)
    return Tent(table.text("name"), bibs) if bibs else None


def _group(value: Any) -> str:
    try:
        parse_bibs(value)
    except (ValueError, TypeError, AttributeError):
        raise Unreadable(f"{value!r} is no group of bibs", 'Write "31-38" or "7 12 13"') from None
    return str(value)


def _address(value: Any) -> str:
    parts = urlsplit(value) if isinstance(value, str) else None
    if parts is None or parts.scheme not in ("https", "http") or not parts.netloc:
        raise Unreadable(f"{value!r} is no address of the web", 'Write it whole, like "https://race.example"')
    return str(value).rstrip("/")


__all__ = [
    "FILE", "LANGUAGES", "SiteSettings", "Tent", "language_root", "must_be_entered", "path_in", "read_settings",
    "site_settings",
]  # fmt: skip
