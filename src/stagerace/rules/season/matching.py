"""Who may be the same person in two races; proposed, never assumed."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from itertools import combinations

from msgspec import Struct

from stagerace.rules.season.outing import RunnerId

_SLACK = 1
"""How far a difference of ages may lie from that of the years; birthdays fall between races [years]."""


class Identity(Struct, frozen=True):
    """What one race knows of who a runner is."""

    runner: RunnerId
    race: str
    day: date
    """The race's start."""
    has_id: bool
    """Whether the race gives the runner's stable id."""
    name: str = ""
    birth_date: str = ""
    age: int | None = None
    country: str = ""


class Proposal(Struct, frozen=True):
    """Two runners who may be the same person, and what speaks for it."""

    runners: tuple[RunnerId, RunnerId]
    races: tuple[str, str]
    because: str


def proposals(identities: Sequence[Identity]) -> list[Proposal]:
    """Pairs that share a name and contradict each other in nothing, at least one of them without an id."""
    by_name: dict[str, list[Identity]] = {}
    for identity in sorted(identities, key=lambda one: (one.day, one.race, one.runner)):
        if name := folded(identity.name):
            by_name.setdefault(name, []).append(identity)
    found: dict[tuple[RunnerId, RunnerId], Proposal] = {}
    for same in by_name.values():
        for one, other in combinations(same, 2):
            if because := _because(one, other):
                pair = (one.runner, other.runner)
                found.setdefault(pair, Proposal(pair, (one.race, other.race), because))
    return list(found.values())


def folded(name: str) -> str:
    """A name without accents, case and order of words, to compare by.

    >>> folded("Åker, Björn") == folded("BJORN AKER")
    True
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(sorted(letters.split()))


def _because(one: Identity, other: Identity) -> str:
    """What speaks for two being one; empty when something speaks against it."""
    if one.runner == other.runner or one.race == other.race or (one.has_id and other.has_id):
        return ""
    if one.country and other.country and one.country != other.country:
        return ""
    age = _same_age(one, other)
    if age is None:
        return ""
    country = "country" if one.country and other.country else ""
    return _listed(["the same name", *(part for part in (age, country) if part)])


def _same_age(one: Identity, other: Identity) -> str | None:
    """How the ages agree; empty where one is not known, None where they do not."""
    if one.birth_date and other.birth_date:
        return "birth date" if one.birth_date == other.birth_date else None
    if one.age is None or other.age is None:
        return ""
    between = (other.day - one.day).days / 365.25
    return "age" if abs(other.age - one.age - between) <= _SLACK else None


def _listed(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]
