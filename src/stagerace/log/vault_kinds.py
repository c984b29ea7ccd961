"""What a vault keeps about a subject, kind by kind, each under its lock, and which roles may read and write it."""

from typing import Final, Literal, get_args

from msgspec import Struct

from stagerace.core.roles import Power, has_power
from stagerace.log.care import Cared, Supplies
from stagerace.log.messages import Messages

VaultKind = Literal["person", "contact", "medical", "care", "supplies", "link", "messages"]
"""What a row of the vault is about.

Who someone is, whom to call, what a medic must know, what medics did for them; what medics have left; the address of
their family's page; what those at home wrote to them.
"""

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


class Link(Struct, frozen=True, omit_defaults=True):
    """The page of a subject's family: the secret part of its address, empty once taken back; their language."""

    token: str = ""
    language: str = "en"


Private = Person | Contact | Medical | Cared | Supplies | Link | Messages
"""What one row says."""

TYPES: Final[dict[str, type[Private]]] = {
    "person": Person,
    "contact": Contact,
    "medical": Medical,
    "care": Cared,
    "supplies": Supplies,
    "link": Link,
    "messages": Messages,
}
"""What a row of each kind says."""

JOINED: Final[dict[str, str]] = {"care": "encounters", "supplies": "counts", "messages": "noted"}
"""The kinds of rows that several devices add to, which are joined, and the field that holds their entries."""

MEDICAL: Final[frozenset[VaultKind]] = frozenset({"medical", "care", "supplies"})
"""What only medics keep."""

LOCKS: Final[dict[str, str]] = {kind: "medical_secret" if kind in MEDICAL else "secret" for kind in KINDS}
"""The table with the keys that rows of a kind are sealed under: what medics keep has a key of its own."""

_OFFICE: Final = ("link", "messages")
_READ: Final[dict[str, Power]] = {
    kind: "office" if kind in _OFFICE else "read_medical" if kind in MEDICAL else "read_people" for kind in KINDS
}
_WRITERS: Final[dict[str, frozenset[str]]] = {
    "person": frozenset({"hq", "director"}),
    "contact": frozenset({"hq", "director", "medic"}),
    "link": frozenset({"hq", "director"}),
    "messages": frozenset({"hq", "director"}),
} | dict.fromkeys(MEDICAL, frozenset({"medic"}))


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
