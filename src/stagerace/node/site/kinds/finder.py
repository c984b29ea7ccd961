"""The page to find a runner on: everybody of a race by name, with a way to each letter, and by bib."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import ClassVar, Final
from unicodedata import category, normalize

from msgspec import Struct

from stagerace.core.names import bib_order
from stagerace.node.site.common import RaceNamed, Who, race_named, race_path, runners_path, who
from stagerace.node.site.page import Page, PageKind, SiteSeen
from stagerace.node.site.seen import RaceSeen

OTHERS: Final = "#"
"""The heading of those without a name that may be shown."""


class Letter(Struct, frozen=True):
    """The runners whose name begins with a letter."""

    letter: str
    runners: tuple[Who, ...]


class FinderView(Struct, frozen=True):
    """What the page says."""

    race: RaceNamed
    race_path: str
    letters: tuple[Letter, ...]
    by_bib: tuple[Who, ...]


class FinderPages(PageKind):
    """A page to find a runner on for every race."""

    name: ClassVar[str] = "finder"

    def pages(self, site: SiteSeen) -> Iterator[Page]:
        """One page a race."""
        for seen in site.races:
            yield Page(runners_path(seen), "finder.html.j2", _view(seen))


def _view(seen: RaceSeen) -> FinderView:
    everyone = tuple(who(seen, bib) for bib in seen.race.bibs)
    named = [each for each in everyone if each.bib in seen.named]
    letters = tuple(lettered(named))
    if unnamed := tuple(each for each in everyone if each.bib not in seen.named):
        letters = (*letters, Letter(OTHERS, unnamed))
    return FinderView(race_named(seen), race_path(seen), letters, everyone)


def lettered(named: Iterable[Who]) -> Iterator[Letter]:
    """Runners under the first letter of their names, in the order of scripts and letters."""
    ordered = sorted(named, key=_place)
    for letter, runners in groupby(ordered, key=lambda each: first_letter(each.name)):
        yield Letter(letter, tuple(runners))


def _place(each: Who) -> tuple[object, ...]:
    letter = first_letter(each.name)
    return (letter == OTHERS, letter, sorted_as(each.name), bib_order(each.bib))


def sorted_as(name: str) -> str:
    """A name as it is sorted: without accents, marks and case, so that those of a script stand together.

    >>> sorted_as("Émile Śt. John")
    'emile st. john'
    """
    plain = normalize("NFKD", name)
    return normalize("NFC", "".join(c for c in plain if category(c) not in ("Mn", "Cf"))).casefold().strip()


def first_letter(name: str) -> str:
    """The letter a name stands under.

    >>> first_letter("émile"), first_letter("  42 miles")
    ('E', '#')
    """
    return next((c.upper() for c in sorted_as(name)[:1] if c.isalpha()), OTHERS)
