"""The table of roles, cell by cell: who may write which kind, at which place, about whose records, and who may ask."""

from itertools import product

import pytest

from races import at, entered, plan, ruled, seen, sheet
from stagerace.core.clock import Instant, Segment
from stagerace.core.names import Bib, DeviceId, NodeId, Number, PlaceId, StageNo, Subject
from stagerace.core.records import (
    AlertAnswered,
    AlertRaised,
    BibRead,
    Body,
    Care,
    CheckpointClosed,
    ClockAnchor,
    Confided,
    Confirmed,
    ConsentGiven,
    Declared,
    DeviceEnrolled,
    DeviceRevoked,
    Embargoed,
    ForecastPublished,
    Forgotten,
    FrameHeard,
    GateFrozen,
    GateReleased,
    GunFired,
    HandedOver,
    HoldAcknowledged,
    HoldCalled,
    HoldOrdered,
    IncidentOpened,
    IncidentTold,
    MedicSaid,
    NodeAnnounced,
    NotAtStart,
    PlanAdopted,
    RollCalled,
    SetAside,
    ShiftHanded,
    StageClosed,
    Swept,
    Unknown,
    Voided,
    WaterCounted,
    WithdrawalReported,
    ZoneDrawn,
    kinds,
)
from stagerace.core.roles import MAY_ENROL, ROLES, Target, has_power, may_append, may_enrol

HERE, THERE = PlaceId("1CP1"), PlaceId("1CP2")
RECORD = (NodeId("n"), Number(3))

WRITES = """
                    hq         director   captain    timekeeper medic      guardian   media      auditor
passing             all        all        place      place      -          -          -          -
frame_heard         all        all        place      place      -          -          -          -
confirmed           all        all        place      own        -          -          -          -
voided              all        all        place      own        -          -          -          -
clock_anchor        all        all        all        all        all        all        all        -
node_announced      all        all        all        all        all        all        all        all
gate_frozen         all        all        all        -          all        all        -          -
stage_time          all        all        -          -          -          -          -          -
entered             all        all        -          -          -          -          -          -
plan_adopted        all        all        -          -          -          -          -          -
ruled               all        all        -          -          -          -          -          -
declared            all        all        -          -          -          -          -          -
forgotten           all        all        -          -          -          -          -          -
consent_given       all        all        -          -          -          -          -          -
embargoed           all        all        -          -          -          -          -          -
forecast_published  all        all        -          -          -          -          -          -
device_revoked      all        all        -          -          -          -          -          -
bib_read            all        all        place      own        -          -          -          -
gun_fired           all        all        place      place      -          -          -          -
not_at_start        all        all        place      place      -          -          -          -
withdrawal_reported all        all        place      place      -          -          -          -
roll_called         all        all        place      place      -          -          -          -
swept               all        all        place      place      -          -          -          -
checkpoint_closed   all        all        place      place      -          -          -          -
shift_handed        all        all        place      place      -          -          -          -
hold_called         all        all        place      heard      -          -          -          -
set_aside           all        all        -          -          -          -          -          -
handed_over         all        all        place      place      all        -          -          -
hold_acknowledged   all        all        place      place      -          -          -          -
water_counted       all        all        place      place      -          -          -          -
incident_opened     all        all        all        all        all        all        all        all
incident_told       all        all        all        all        all        all        all        all
confided            all        all        all        all        all        all        all        all
medic_said          all        all        -          -          all        -          -          -
alert_raised        all        all        -          -          -          -          -          -
alert_answered      all        all        -          -          -          -          -          -
zone_drawn          all        all        -          -          -          -          -          -
hold_ordered        all        all        -          -          -          -          -          -
stage_closed        all        all        -          -          -          -          -          -
something_new       all        all        -          -          -          -          -          -
"""
"""What each role may write: all; at its own place; there and of its own records; there with a code heard; nothing."""
ANSWERS = ("confirmed", "voided", "bib_read")
"""Kinds that are about another record, whose place they are held to."""
ELSEWHERE = {"gate_released", "device_enrolled"}
"""Kinds whose right hangs on what they say; each has its own test below."""

ASKS = """
                    hq         director   captain    timekeeper medic      guardian   media      auditor
read_records        yes        yes        yes        yes        yes        yes        yes        yes
push                yes        yes        yes        yes        yes        yes        yes        -
sync                yes        yes        yes        yes        yes        yes        -          yes
read_people         yes        yes        yes        -          yes        -          -          -
read_medical        -          -          -          -          yes        -          -          -
enrol               yes        yes        -          -          -          -          -          -
revoke              yes        yes        -          -          -          -          -          -
keep_times          yes        yes        yes        yes        -          -          -          -
read_names          yes        yes        yes        yes        yes        yes        -          -
settle              yes        yes        -          -          -          -          -          -
rule                -          yes        -          -          -          -          -          -
guard               yes        yes        -          -          yes        -          -          -
read_confided       -          -          -          -          -          yes        -          -
office              yes        yes        -          -          -          -          -          -
"""


def _cells(text: str) -> dict[tuple[str, str], str]:
    head, *lines = (line.split() for line in text.strip().splitlines())
    return {(row, role): cell for row, *cells in lines for role, cell in zip(head, cells, strict=True)}


WRITING, ASKING = _cells(WRITES), _cells(ASKS)


def bodies(place: PlaceId) -> dict[str, Body]:
    """A record of every kind, at a place where it has one."""
    moment = at(1, "1:00:00")
    return {
        "passing": seen("7", place, moment),
        "frame_heard": FrameHeard(NodeId("cp"), Number(4), Number(3), Bib("7"), place, moment),
        "confirmed": Confirmed(RECORD, "x"),
        "voided": Voided(RECORD, "x"),
        "clock_anchor": ClockAnchor(moment, moment, moment, moment, 5, Segment(1), "camp"),
        "node_announced": NodeAnnounced("tent"),
        "gate_frozen": GateFrozen(moment, "7"),
        "stage_time": sheet(1, "7", "5:00:00"),
        "entered": entered("7"),
        "plan_adopted": PlanAdopted(plan()),
        "ruled": ruled("r1", "hold", 1, place=place),
        "declared": Declared("official", moment, 4),
        "forgotten": Forgotten(Subject("s"), moment),
        "consent_given": ConsentGiven(Subject("s"), "name", moment),
        "embargoed": Embargoed("e", moment, moment),
        "forecast_published": ForecastPublished(moment, moment, 4, StageNo(1), "stagerace"),
        "device_revoked": DeviceRevoked(DeviceId("d1"), moment),
        "bib_read": BibRead(RECORD, Bib("7")),
        "gun_fired": GunFired(place, moment),
        "not_at_start": NotAtStart(place, moment, (Bib("7"),)),
        "withdrawal_reported": WithdrawalReported(Bib("7"), place, moment),
        "roll_called": RollCalled(place, moment, (Bib("7"),)),
        "swept": Swept(place, moment),
        "checkpoint_closed": CheckpointClosed(place, moment),
        "hold_called": HoldCalled(place, "h1", moment),
        "shift_handed": ShiftHanded(place, moment),
        "set_aside": SetAside("c1", moment),
        "handed_over": HandedOver(
            Bib("7"), "gives", moment, Care("checkpoint", place), Care("vehicle", "car 4"), place
        ),
        "hold_acknowledged": HoldAcknowledged(place, "h1", moment),
        "water_counted": WaterCounted(place, moment, 400),
        "incident_opened": IncidentOpened("i1", "lost", moment, place),
        "incident_told": IncidentTold("i1", "noted", moment),
        "confided": Confided(moment, ()),
        "medic_said": MedicSaid(Bib("7"), "may_not_leave", moment),
        "alert_raised": AlertRaised("a1", "overdue", moment, moment),
        "alert_answered": AlertAnswered("a1", "taken", moment),
        "zone_drawn": ZoneDrawn("z1", "fire", moment, StageNo(1)),
        "hold_ordered": HoldOrdered("h1", moment, StageNo(1), (place,)),
        "stage_closed": StageClosed(StageNo(1), moment),
        "something_new": Unknown("something_new", 1, b'{"place":"1CP1"}'),
    }


def _enrols(role: str) -> DeviceEnrolled:
    return DeviceEnrolled(DeviceId("d1"), b"s", b"b", role, Instant(5), HERE)


def test_every_kind_has_its_line() -> None:
    assert {kind for kind, _ in WRITING} - {"something_new"} | ELSEWHERE >= set(kinds.KINDS)


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in WRITING}))
@pytest.mark.parametrize("role", list(ROLES))
def test_a_role_writes_what_its_cell_says_and_nothing_else(role: str, kind: str) -> None:
    for place, own in product((HERE, THERE), (True, False)):
        target = Target(own, place) if kind in ANSWERS else None
        here = place == HERE
        fits = {"all": True, "place": here, "own": here and own, "heard": False, "-": False}[WRITING[kind, role]]
        assert may_append(role, HERE, bodies(place)[kind], target) is fits, (place, own)


@pytest.mark.parametrize(("place", "code"), list(product((HERE, THERE), ("", "3F7K"))))
def test_a_timekeeper_writes_down_a_hold_only_with_the_code_they_heard(place: PlaceId, code: str) -> None:
    called = HoldCalled(place, "h1", at(1, "1:00:00"), heard_from="headquarters", code=code)
    assert may_append("timekeeper", HERE, called) is (place == HERE and code != "")
    assert may_append("captain", HERE, called) is (place == HERE)


@pytest.mark.parametrize("role", ["captain", "timekeeper"])
@pytest.mark.parametrize("kind", ["passing", "frame_heard", *ANSWERS])
def test_who_is_held_to_a_place_and_has_none_writes_nowhere(role: str, kind: str) -> None:
    for place in (HERE, PlaceId("")):
        target = Target(own=True, place=place) if kind in ANSWERS else None
        assert not may_append(role, PlaceId(""), bodies(place)[kind], target)


@pytest.mark.parametrize("role", ["captain", "timekeeper"])
@pytest.mark.parametrize("kind", ANSWERS)
def test_an_answer_to_what_is_not_here_is_nobodys_at_a_checkpoint(role: str, kind: str) -> None:
    assert not may_append(role, HERE, bodies(HERE)[kind], None)


@pytest.mark.parametrize("kind", [*sorted({kind for kind, _ in WRITING}), *sorted(ELSEWHERE)])
def test_a_role_that_is_not_in_the_table_writes_nothing(kind: str) -> None:
    body = bodies(HERE).get(kind) or (_enrols("media") if kind == "device_enrolled" else _releases("medic"))
    assert not may_append("chief", HERE, body, Target(own=True, place=HERE))
    assert not may_append("", HERE, body, Target(own=True, place=HERE))


def _releases(capacity: str) -> GateReleased:
    return GateReleased(RECORD, capacity, Instant(5))  # type: ignore[arg-type]


@pytest.mark.parametrize(("role", "capacity"), list(product(ROLES, ["director", "medic"])))
def test_a_release_is_signed_in_ones_own_capacity(role: str, capacity: str) -> None:
    fits = role == capacity or (role, capacity) == ("hq", "director")
    assert may_append(role, HERE, _releases(capacity)) is fits


@pytest.mark.parametrize(("role", "other"), list(product([*ROLES, "chief"], repeat=2)))
def test_who_may_enrol_whom(role: str, other: str) -> None:
    fits = other != "chief" and (role == "hq" or (role == "director" and other not in ("hq", "director")))
    assert may_enrol(role, other) is fits
    assert may_append(role, HERE, _enrols(other)) is fits


@pytest.mark.parametrize(("power", "role"), list(ASKING))
def test_a_role_asks_for_what_its_cell_says_and_nothing_else(power: str, role: str) -> None:
    assert has_power(role, power) is (ASKING[power, role] == "yes")  # type: ignore[arg-type]


@pytest.mark.parametrize("power", sorted({power for power, _ in ASKING}))
def test_a_role_that_is_not_in_the_table_may_ask_for_nothing(power: str) -> None:
    assert not has_power("chief", power)  # type: ignore[arg-type]


def test_the_tables_name_the_same_roles() -> None:
    assert {role for _, role in WRITING} == {role for _, role in ASKING} == set(ROLES)
    assert {power for power, _ in ASKING} == {power for role in ROLES.values() for power in role.powers}
    assert all(("enrol" in role.powers) == (name in MAY_ENROL) for name, role in ROLES.items())
