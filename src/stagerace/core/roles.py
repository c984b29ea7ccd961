"""Who may write what and ask for what: one table, and what it does not name is refused."""

from typing import Final, Literal, get_args

from msgspec import Struct

from stagerace.core.names import PlaceId
from stagerace.core.records import Body, DeviceEnrolled, GateReleased, kind_of

RoleName = Literal["hq", "director", "captain", "timekeeper", "medic", "guardian", "media", "auditor"]
"""What a device is for.

Headquarters, race director, checkpoint captain, timekeeper, medic, whom safeguarding is confided to, film and press,
auditor.
"""

Power = Literal[
    "read_records", "push", "sync", "read_people", "read_medical", "enrol", "revoke", "keep_times", "read_names",
    "settle", "rule", "guard", "read_confided", "office",
]  # fmt: skip
"""What a device or a person may ask of a node.

Read records, hand in its own, swap records as a node does, read what is known of people, read medical notes, take
devices in, revoke them; keep a checkpoint's times, read the names that go with bibs, settle conflicts of times, rule;
watch over everybody at headquarters, read what is confided to named people, work at the race office: family links,
messages to runners.
"""

Reach = Literal["any", "its place", "its place, its own", "its place, heard", "as medic", "as director"]
"""How far the right to a kind goes.

Everywhere; at the device's own place; there and about its own records only; there and only with the code that was
read out; or signed in that capacity only.
"""

ALL: Final = "*"
"""Stands for every kind, also those that this program does not know."""


class Role(Struct, frozen=True):
    """What a role may write, kind by kind, and which powers it has; `placed`: it is held to one checkpoint."""

    writes: dict[str, Reach]
    powers: frozenset[Power]
    placed: bool = False


_ITSELF: Final[dict[str, Reach]] = {"node_announced": "any"}
"""What every node writes of itself."""

CREW: Final = (
    "gun_fired",
    "not_at_start",
    "withdrawal_reported",
    "roll_called",
    "swept",
    "checkpoint_closed",
    "shift_handed",
    "handed_over",
    "hold_acknowledged",
    "water_counted",
)
"""The kinds in which any crew of a checkpoint says something of it."""
_CREW: Final[dict[str, Reach]] = dict.fromkeys(CREW, "its place")

HAPPENED: Final = ("incident_opened", "incident_told", "confided")
"""The kinds in which whoever sees something happen says so, whatever their device is for."""
_ALARM: Final[dict[str, Reach]] = dict.fromkeys(HAPPENED, "any")
_ANYBODY: Final[dict[str, Reach]] = dict.fromkeys(("clock_anchor", *HAPPENED), "any")
"""What every device may say that hands in what it writes."""

_HEADQUARTERS: Final[frozenset[Power]] = frozenset(
    (
        "read_records", "push", "sync", "read_people", "enrol", "revoke", "keep_times", "read_names", "settle",
        "guard", "office",
    )
)  # fmt: skip
_RULES: Final[frozenset[Power]] = frozenset({"rule"})

ROLES: Final[dict[RoleName, Role]] = {
    "hq": Role(
        writes={ALL: "any", "gate_released": "as director"},
        powers=_HEADQUARTERS,
    ),
    "director": Role(
        writes={ALL: "any", "gate_released": "as director"},
        powers=_HEADQUARTERS | _RULES,
    ),
    "captain": Role(
        writes=_ITSELF
        | _ANYBODY
        | {
            "passing": "its place",
            "frame_heard": "its place",
            "confirmed": "its place",
            "voided": "its place",
            "gate_frozen": "any",
            "bib_read": "its place",
            "hold_called": "its place",
        }
        | _CREW,
        powers=frozenset({"read_records", "push", "sync", "read_people", "keep_times", "read_names"}),
        placed=True,
    ),
    "timekeeper": Role(
        writes=_ITSELF
        | _ANYBODY
        | {
            "passing": "its place",
            "frame_heard": "its place",
            "confirmed": "its place, its own",
            "voided": "its place, its own",
            "bib_read": "its place, its own",
            "hold_called": "its place, heard",
        }
        | _CREW,
        powers=frozenset({"read_records", "push", "sync", "keep_times", "read_names"}),
        placed=True,
    ),
    "medic": Role(
        writes=_ITSELF
        | _ANYBODY
        | {
            "gate_frozen": "any",
            "gate_released": "as medic",
            "medic_said": "any",
            "handed_over": "any",
        },
        powers=frozenset({"read_records", "push", "sync", "read_people", "read_medical", "read_names", "guard"}),
    ),
    "guardian": Role(
        writes=_ITSELF | _ANYBODY | {"gate_frozen": "any"},
        powers=frozenset({"read_records", "push", "sync", "read_names", "read_confided"}),
    ),
    "media": Role(writes=_ITSELF | _ANYBODY, powers=frozenset({"read_records", "push"})),
    "auditor": Role(writes=_ITSELF | _ALARM, powers=frozenset({"read_records", "sync"})),
}

MAY_ENROL: Final[dict[str, frozenset[str]]] = {
    "hq": frozenset(get_args(RoleName)),
    "director": frozenset(get_args(RoleName)) - {"hq", "director"},
}
"""Which roles a role may take devices in for; whom one may take in, one may revoke.

An HQ device is revoked only by an HQ device enrolled before it, so never the first.
"""


class Target(Struct, frozen=True, gc=False):
    """The record an answer is about: whether the writer's device wrote it, and at which place it was seen."""

    own: bool
    place: PlaceId


def may_append(role: str, place: PlaceId, body: Body, target: Target | None = None) -> bool:
    """Whether a device in a role, held to a place, may write a record.

    For an answer, `target` is the record it is about, None where that is not known here or is no passing.
    """
    if (known := ROLES.get(role)) is None:  # type: ignore[call-overload]
        return False
    if isinstance(body, DeviceEnrolled):
        return may_enrol(role, body.role)
    kind, _ = kind_of(body)
    reach: Reach | None = known.writes.get(kind, known.writes.get(ALL))
    if reach is None or reach == "any":
        return reach is not None
    if reach in ("as medic", "as director"):
        return isinstance(body, GateReleased) and reach == f"as {body.role}"
    at = target.place if target is not None else getattr(body, "place", "")
    if reach == "its place, heard" and not getattr(body, "code", ""):
        return False
    is_own = reach != "its place, its own" or (target is not None and target.own)
    return bool(place) and at == place and is_own


def has_power(role: str, power: Power) -> bool:
    """Whether a role may ask that of a node."""
    known = ROLES.get(role)  # type: ignore[call-overload]
    return known is not None and power in known.powers


def may_enrol(role: str, other: str) -> bool:
    """Whether a device in a role may take a device in for another role, and so may revoke it.

    >>> may_enrol("director", "timekeeper"), may_enrol("director", "hq"), may_enrol("captain", "timekeeper")
    (True, False, False)
    """
    return other in MAY_ENROL.get(role, frozenset())


def is_placed(role: str) -> bool:
    """Whether a role is held to one checkpoint."""
    known = ROLES.get(role)  # type: ignore[call-overload]
    return known is not None and known.placed
