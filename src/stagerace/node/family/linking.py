"""A runner's family link: a consent in the log, and the secret part of its address in the vault, nowhere else."""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.errors import BadInput, Problem
from stagerace.core.names import Bib
from stagerace.core.records import Body, ConsentGiven
from stagerace.log import VAULT_NAME, Link, Person
from stagerace.node.consenting import Consents, consents_of
from stagerace.node.folder import RaceFolder, View
from stagerace.node.site.kinds.runner import family_path
from stagerace.node.site.settings import FILE, LANGUAGES, SiteSettings, path_in, site_settings

SECRET: Final = 16
"""How many random bytes the secret part of an address has."""

Append = Callable[[Sequence[Body]], object]
"""Writes records into the log of the race."""


class FamilyDoor(Struct, frozen=True):
    """What the race office hands over: whose family it is for, where the page lies, what number to ring."""

    bib: Bib
    name: str
    """What the runner is called; empty where the vault here does not know."""
    race: str
    address: str
    language: str
    phone: str


def append_to(folder: RaceFolder, now: Instant) -> Append:
    """Writes into the log of a folder that nobody serves."""

    def append(bodies: Sequence[Body]) -> object:
        with folder.write(now) as log:
            return log.append(bodies, now)

    return append


def open_links(
    folder: RaceFolder, view: View, bibs: Iterable[Bib], now: Instant, append: Append, language: str = "", by: str = ""
) -> list[FamilyDoor]:
    """Open the family links of runners; where one is open already, the same again.

    Raises BadInput where nobody wears a bib or the address of the site is not known, NotARace, LogRefused.
    """
    said, settings = consents_of(view, now), _settings(folder)
    if language and language not in LANGUAGES:
        raise BadInput(Problem(f"the site does not speak {language!r}", f"Choose one of {', '.join(LANGUAGES)}"))
    wanted = {bib: said.subject(bib) for bib in bibs}
    with folder.vault(write=True) as vault:
        held = vault.read_all(Link)
        are_open = {s for s in wanted.values() if s in held and held[s].token and said.word(s, "family") is True}
        links = {s: _link(held.get(s, Link()), s in are_open, language) for s in wanted.values()}
        vault.seal_all(links)
    # Said again even where it stands: who publishes while serving hears of the new page by it.
    if fresh := [ConsentGiven(s, "family", now, True, by) for s in links if s not in are_open]:
        append(fresh)
    people = folder.people(view.facts)
    return [_door(settings, view, people, bib, links[subject]) for bib, subject in wanted.items()]


def open_link(
    folder: RaceFolder, view: View, bib: Bib, now: Instant, append: Append, language: str = "", by: str = ""
) -> FamilyDoor:
    """Open one runner's family link; raises as `open_links`."""
    return open_links(folder, view, [bib], now, append, language, by)[0]


def revoke_link(folder: RaceFolder, view: View, bib: Bib, now: Instant, append: Append, by: str = "") -> bool:
    """Take a runner's family link back, and destroy its secret; whether there was anything to take back.

    Raises BadInput where nobody wears the bib, NotARace, LogRefused.
    """
    said = consents_of(view, now)
    subject = said.subject(bib)
    agreed = said.word(subject, "family") is True
    if agreed:
        append([ConsentGiven(subject, "family", now, False, by)])
    return _destroy(folder, said, bib) or agreed


def link_of(folder: RaceFolder, view: View, bib: Bib, now: Instant) -> FamilyDoor | None:
    """A runner's family link as it is open now; None where it is not.

    Raises BadInput where nobody wears the bib or the address of the site is not known, NotARace, LogRefused.
    """
    said = consents_of(view, now)
    subject = said.subject(bib)
    if said.word(subject, "family") is not True or not (folder.path / VAULT_NAME).is_file():
        return None
    with folder.vault() as vault:
        link = vault.read(subject, Link)
    if link is None or not link.token:
        return None
    return _door(_settings(folder), view, folder.people(view.facts), bib, link)


def _destroy(folder: RaceFolder, said: Consents, bib: Bib) -> bool:
    """Put an empty secret in the place of the one that was kept; whether there was one."""
    if not (folder.path / VAULT_NAME).is_file():
        return False
    with folder.vault(write=True) as vault:
        held = vault.read(said.subject(bib), Link)
        if held is None or not held.token:
            return False
        vault.seal(said.subject(bib), Link("", held.language))
    return True


def _link(held: Link, is_open: bool, language: str) -> Link:
    """The link as it is from now on: with a secret of its own unless it was open."""
    return Link(held.token if is_open else secrets.token_urlsafe(SECRET), language or held.language)


def _settings(folder: RaceFolder) -> SiteSettings:
    """What is said of the site, of which it is known where it will lie."""
    settings = site_settings(folder.path)
    if not settings.url:
        what = f"nobody has said where the site will lie, so a link would lead nowhere ({folder.path / FILE})"
        raise BadInput(Problem(what, 'Write url = "https://..." under [site] there'))
    return settings


def _door(settings: SiteSettings, view: View, people: Mapping[Bib, Person], bib: Bib, link: Link) -> FamilyDoor:
    address = f"{settings.url}/{path_in(link.language, family_path(link.token))}"
    name = people[bib].name if bib in people else ""
    return FamilyDoor(bib, name, view.race.plan.name, address, link.language, settings.phone)
