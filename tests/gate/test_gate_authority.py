"""What was written without the right to counts for nothing at the gate."""

import pytest
from gate_races import FIELD, LATE, freeze, passings, release

from races import FIRST_START, at, seen
from stagerace.core.clock import Stamp
from stagerace.core.names import DeviceId, NodeId, Number, PlaceId
from stagerace.core.records import Body, DeviceEnrolled, NodeAnnounced, Record
from stagerace.core.signing import device_of
from stagerace.gate import PUBLIC, through

AFTER = seen("12", "1CP2", at(1, "4:00:00"), "in")


def key_of(role: str) -> bytes:
    return role.encode().ljust(32)


def enrolled(role: str) -> DeviceEnrolled:
    device = device_of(key_of(role))
    place = PlaceId("1CP2") if role in ("captain", "timekeeper") else PlaceId("")
    return DeviceEnrolled(device, key_of(role), key_of(role), role, FIRST_START, place, role, device_of(key_of("hq")))


def written_by(role: str, *bodies: Body, later: int) -> list[Record]:
    """The records of a device in a role, its node announced first."""
    announced = NodeAnnounced(role, device=DeviceId(device_of(key_of(role))))
    return [
        Record(NodeId(role), Number(n), Stamp(FIRST_START + later + n), body)
        for n, body in enumerate((announced, *bodies), 1)
    ]


def camp(freezer: str, *signers: tuple[str, str]) -> list[Record]:
    """A race in which a device freezes bib 12, and others sign in a capacity."""
    roles = ("hq", "director", "medic", "captain", "timekeeper", "media")
    found = written_by("hq", *(enrolled(role) for role in roles), *FIELD, AFTER, later=0)
    held = release((NodeId(freezer), Number(2)), "medic", at(1, "5:00:00")).target
    signed = {role: [release(held, as_, at(1, "5:00:00")) for who, as_ in signers if who == role] for role in roles}
    for role in roles[1:]:
        mine = [freeze("12", at(1, "3:00:00"))] if role == freezer else []
        found += written_by(role, *mine, *signed[role], later=1_000)
    return found


@pytest.mark.parametrize("freezer", ["medic", "captain", "director"])
def test_those_who_look_after_people_may_freeze(freezer: str) -> None:
    assert passings(through(camp(freezer), PUBLIC, LATE)) == set()


@pytest.mark.parametrize("freezer", ["timekeeper", "media"])
def test_others_may_not(freezer: str) -> None:
    assert passings(through(camp(freezer), PUBLIC, LATE)) != set()


def test_the_two_who_must_sign_let_go() -> None:
    signed = camp("captain", ("director", "director"), ("medic", "medic"))
    assert passings(through(signed, PUBLIC, LATE)) != set()


@pytest.mark.parametrize(
    "signers",
    [
        (("director", "director"), ("director", "medic")),
        (("medic", "medic"), ("medic", "director")),
        (("captain", "director"), ("medic", "medic")),
        (("timekeeper", "medic"), ("director", "director")),
    ],
)
def test_a_signature_counts_only_from_who_holds_the_role(signers: tuple[tuple[str, str], ...]) -> None:
    assert passings(through(camp("captain", *signers), PUBLIC, LATE)) == set()
