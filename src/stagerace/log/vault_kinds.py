"""What a vault keeps about a subject, kind by kind, each under its lock, and which roles may read and write it."""

from typing import Final, Literal, get_args

from msgspec import Struct

from stagerace.core.roles import Power, has_power

VaultKind = Literal["person", "contact", "medical"]
"""What a row of the vault is about: who someone is, whom to call, what a medic must know."""

KINDS: Final[tuple[VaultKind, ...]] = get_args(VaultKind)
"""Every kind of row that this program knows."""


class Person(Struct, frozen=True, omit_defaults=True):
    """Who a subject is: name, birth date as `YYYY-MM-DD`, and the stable id of the runner across a season."""

    name: str
    birth_date: str = ""
    runner: str = ""


class Contact(Struct, frozen=True, omit_defaults=True):
    """How to reach a subject, and whom to call about them."""

    phone: str = ""
    kin: str = ""
    kin_phone: str = ""


class Medical(Struct, frozen=True, omit_defaults=True):
    """What a medic must know of a subject."""

    note: str
    medication: str = ""
    allergies: str = ""


Private = Person | Contact | Medical
"""What one row says."""

TYPES: Final[dict[str, type[Private]]] = {"person": Person, "contact": Contact, "medical": Medical}
"""What a row of each kind says."""

LOCKS: Final[dict[str, str]] = {"person": "secret", "contact": "secret", "medical": "medical_secret"}
"""The table with the keys that rows of a kind are sealed under: a medical note has a key of its own."""

_READ: Final[dict[str, Power]] = {"person": "read_people", "contact": "read_people", "medical": "read_medical"}
_WRITERS: Final[dict[str, frozenset[str]]] = {
    "person": frozenset({"hq", "director"}),
    "contact": frozenset({"hq", "director", "medic"}),
    "medical": frozenset({"medic"}),
}


def kind_of(shape: type[Struct]) -> VaultKind:
    """The kind of the rows that say such a thing.

    >>> kind_of(Medical)
    'medical'
    """
    return next(kind for kind in KINDS if TYPES[kind] is shape)


def may_read(role: str, kind: str) -> bool:
    """Whether a role may read rows of a kind; of an unknown kind nobody may.

    >>> may_read("hq", "person"), may_read("hq", "medical"), may_read("medic", "medical")
    (True, False, True)
    """
    power = _READ.get(kind)
    return power is not None and has_power(role, power)


def may_write(role: str, kind: str) -> bool:
    """Whether rows of a kind are taken from a device in a role.

    >>> may_write("captain", "person"), may_write("medic", "medical")
    (False, True)
    """
    return role in _WRITERS.get(kind, frozenset())


def readable(role: str) -> frozenset[VaultKind]:
    """The kinds of rows that a role may read."""
    return frozenset(kind for kind in KINDS if may_read(role, kind))
