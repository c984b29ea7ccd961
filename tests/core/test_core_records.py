"""Every kind of record: there and back, lifted, unknown ones kept."""

from collections.abc import Callable
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from races import at, entered, id_of, plan, ruled, seen, sheet
from stagerace.core import lifting
from stagerace.core.clock import Elapsed, Instant, Segment, Stamp
from stagerace.core.errors import BadInput, LogRefused, NotARace, Problem, StageraceError
from stagerace.core.names import Bib, DeviceId, Metres, NodeId, Number, PlaceId, StageNo, Subject, WaveId
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
    Record,
    RollCalled,
    Ruled,
    SetAside,
    ShiftHanded,
    StageClosed,
    StageTimeStatus,
    Swept,
    Unknown,
    Voided,
    WaterCounted,
    WithdrawalReported,
    ZoneDrawn,
    decode,
    encode,
    kind_of,
    kinds,
)
from stagerace.core.records.forecast_published import FinishForecast

EXPECTED = FinishForecast(Bib("7"), Instant(6), Instant(7), Instant(9), 0.9)

FULL: list[Body] = [
    seen(
        "7", "1CP1", at(1, "1:00:00"), "out", "mat", day_inferred=True, confirmed_by="Ana", segment=Segment(2), mono=7
    ),
    ClockAnchor(Instant(1), Instant(2), Instant(3), Instant(4), 5, Segment(6), "camp", "code", Elapsed(7)),
    sheet(1, "7", "5:00:00.250", penalty=Elapsed(1), credit=Elapsed(2), metres=Metres(3), place=4),
    entered("7", "F", 34, country="FRA", team="Dunes", wave="A"),
    PlanAdopted(plan(2, ties="dense", cap=Metres(250_000))),
    ruled(
        "r1", "penalty", 1, "1-5", 30, place=PlaceId("1CP1"), reason="lost bib", rule="12", custody="car 4", by="Ana"
    ),
    ruled("r2", "revoke", None, revokes="r1"),
    Confirmed(id_of(3), "Ana", "saw him", Bib("8")),
    Voided(id_of(3), "Ana", "double"),
    Declared("official", at(1, "20:00:00"), 40, StageNo(1), None, "abc", "Ana"),
    Forgotten(Subject("s"), Instant(5)),
    ConsentGiven(Subject("s"), "family", Instant(5), given=False, by="Ana"),
    GateFrozen(Instant(5), "12-13", (Subject("s"),), "checking", "Ana"),
    GateReleased(id_of(3), "medic", Instant(6), "12", "Ben"),
    ForecastPublished(
        Instant(4),
        Instant(5),
        40,
        StageNo(1),
        "stagerace",
        (FinishForecast(Bib("7"), Instant(6), Instant(7), Instant(9), 0.9),),
        "Ana",
    ),
    Embargoed("prize giving", Instant(5), Instant(9), StageNo(1), "1-3", "Ana"),
    FrameHeard(
        NodeId("cp3"),
        Number(9),
        Number(7),
        Bib("12A"),
        PlaceId("1CP1"),
        at(1, "1:00:00"),
        "out",
        "keypad",
        is_confirmed=True,
        day_inferred=True,
        carrier="satellite",
        device=DeviceId("d1"),
    ),
    NodeAnnounced("tent", NodeId("old"), Number(4), Number(6), "restored", DeviceId("d1")),
    DeviceEnrolled(
        DeviceId("d1"),
        b"s",
        b"b",
        "captain",
        Instant(5),
        PlaceId("1CP1"),
        "tablet B",
        DeviceId("d2"),
        ((NodeId("n"), Number(3)),),
    ),
    DeviceRevoked(DeviceId("d1"), Instant(5), ((NodeId("n"), Number(3)),), "lost", DeviceId("d2")),
    BibRead(id_of(3), Bib("8"), "AB", "read from the photograph"),
    GunFired(PlaceId("1START"), Instant(5), WaveId("A"), "AB", Segment(2), 7),
    NotAtStart(PlaceId("1START"), Instant(5), (Bib("7"), Bib("12A")), "AB"),
    WithdrawalReported(Bib("7"), PlaceId("1CP1"), Instant(5), "feet", "camp", "vehicle 4", "Ben", "AB"),
    RollCalled(PlaceId("1CP1"), Instant(5), (Bib("7"),), (Bib("8"),), "AB"),
    Swept(PlaceId("1CP1"), Instant(5), "AB", "two tents left"),
    CheckpointClosed(PlaceId("1CP1"), Instant(5), "AB", "moved to the finish"),
    HoldCalled(PlaceId("1CP1"), "1CP1-1", Instant(5), Instant(9), "sand", "headquarters", "3F7K", "AB"),
    ShiftHanded(PlaceId("1CP1"), Instant(5), "AB", "CD", 3, "one lamp is broken"),
    SetAside("unknown bib 99 at n:3", Instant(5), "AB", "a marshal's own bib"),
    HandedOver(
        Bib("7"), "takes", Instant(5), Care("checkpoint", "1CP1"), Care("vehicle", "car 4"), PlaceId("1CP1"), "AB"
    ),
    IncidentOpened("1CP1-3", "lost", Instant(5), PlaceId("1CP1"), "the red rock", (Bib("7"),), "no sign", "AB", "CD"),
    IncidentTold("1CP1-3", "owned", Instant(6), "two went back", "EF", (Bib("8"),), PlaceId("1CP1"), "CD"),
    AlertRaised("overdue 1CP1 7", "overdue", Instant(7), Instant(5), (Bib("7"),), PlaceId("1CP1"), ("due 12:04",), 40),
    AlertAnswered("overdue 1CP1 7", "dismissed", Instant(8), "EF", "seen at the tents", "CD"),
    ZoneDrawn(
        "fire",
        "fire",
        Instant(5),
        StageNo(1),
        ((24.5, 30.25), (24.5, 30.5), (24.75, 30.5)),
        ((Metres(9_000), Metres(12_000)),),
        Instant(9),
        "wind from the west",
        "EF",
    ),
    HoldOrdered("h1", Instant(5), StageNo(1), (PlaceId("1CP1"),), "fire", Instant(9), "EF"),
    HoldAcknowledged(PlaceId("1CP1"), "h1", Instant(6), released=True, by="AB"),
    MedicSaid(Bib("7"), "send_to_medic", Instant(5), PlaceId("1CP2"), "M1"),
    Confided(Instant(5), ((DeviceId("d1"), b"box"),), (Bib("7"),)),
    StageClosed(StageNo(1), Instant(9), 80, "EF", "all in"),
    WaterCounted(PlaceId("1CP1"), Instant(5), 400, "AB"),
]


@pytest.mark.parametrize("body", FULL, ids=lambda body: kind_of(body)[0])
def test_a_record_comes_back_from_its_bytes(body: Body) -> None:
    kind, version = kind_of(body)
    assert decode(kind, version, encode(body)) == body
    assert encode(decode(kind, version, encode(body))) == encode(body)


def test_every_kind_is_tried_here() -> None:
    assert {kind_of(body)[0] for body in FULL} == set(kinds.KINDS)


@given(st.builds(seen, st.text("0123456789*", min_size=1, max_size=8), st.just("1CP1"), st.integers(-(2**53), 2**53)))
def test_any_passing_comes_back_from_its_bytes(body: Body) -> None:
    assert decode(*kind_of(body), encode(body)) == body


@pytest.mark.parametrize("status", get_args(StageTimeStatus))
def test_every_status_of_a_sheet_comes_back(status: str) -> None:
    body = sheet(1, "7", status=status)
    assert decode("stage_time", 1, encode(body)) == body


@pytest.mark.parametrize(("kind", "version"), [("sleep_diary", 1), ("passing", 99), ("passing", 0), ("", 1)])
def test_an_unknown_kind_or_version_is_kept_byte_for_byte(kind: str, version: int) -> None:
    raw = b'{ "kind":"sleep_diary", "hours": 3.0 }'
    body = decode(kind, version, raw)
    assert body == Unknown(kind, version, raw)
    assert encode(body) == raw
    assert kind_of(body) == (kind, version)


def test_bytes_of_a_known_kind_that_hold_none_are_refused() -> None:
    with pytest.raises(msgspec.DecodeError):
        decode("passing", 1, b'{"kind":"passing","bib":7}')


def test_a_field_of_a_newer_program_is_no_reason_to_refuse_a_record() -> None:
    raw = b'{"kind":"voided","target":["hq",3],"by":"Ana","mood":"cross"}'
    assert decode("voided", 1, raw) == Voided(id_of(3), "Ana")


def test_an_old_version_is_lifted_step_by_step_to_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    def first(fields: dict[str, Any]) -> dict[str, Any]:
        return {**fields, "by": fields["who"]}

    def second(fields: dict[str, Any]) -> dict[str, Any]:
        return {**fields, "by": fields["by"].title()}

    steps: tuple[Callable[[dict[str, Any]], dict[str, Any]], ...] = (first, second)
    monkeypatch.setitem(lifting.LIFTS, "voided", steps)
    monkeypatch.setitem(kinds.VERSIONS, "voided", 3)
    monkeypatch.setattr(
        kinds, "_DECODERS", {**kinds._DECODERS, ("voided", 3): msgspec.json.Decoder(Voided)}, raising=True
    )
    monkeypatch.delitem(kinds._DECODERS, ("voided", 1))
    old = b'{"kind":"voided","target":["hq",3],"who":"ana"}'
    assert decode("voided", 1, old) == Voided(id_of(3), "Ana")
    assert decode("voided", 2, b'{"kind":"voided","target":["hq",3],"by":"ana"}') == Voided(id_of(3), "Ana")
    assert decode("voided", 4, old) == Unknown("voided", 4, old)


def test_a_record_is_known_by_node_and_number_and_ordered_by_stamp_first() -> None:
    first = Record(NodeId("b"), Number(9), Stamp(1, 0), FULL[0])
    later = Record(NodeId("a"), Number(1), Stamp(1, 1), FULL[0])
    assert first.id == ("b", 9)
    assert sorted([later, first], key=lambda record: record.order) == [first, later]


def test_records_are_never_edited() -> None:
    with pytest.raises(AttributeError):
        FULL[0].bib = Bib("8")  # type: ignore[misc,union-attr]


def test_a_problem_says_what_where_and_what_to_do() -> None:
    problem = Problem("age is 340", "Write whole years", "entries.csv", 7, "age")
    assert str(problem) == "entries.csv, line 7, column age: age is 340. Write whole years"
    assert str(Problem("no plan")) == "no plan"
    assert str(BadInput(problem, Problem("no plan"))).count("\n") == 1
    assert issubclass(NotARace, StageraceError)
    assert issubclass(LogRefused, StageraceError)


def test_a_node_announced_before_devices_had_keys_names_none() -> None:
    assert decode("node_announced", 1, b'{"kind":"node_announced","label":"hq"}') == NodeAnnounced("hq")


def test_a_decision_from_before_they_were_signed_names_nobody() -> None:
    raw = b'{"kind":"ruled","id":"r1","announced":5,"ruling":"cancel","stage":1}'
    assert decode("ruled", 1, raw) == Ruled("r1", Instant(5), "cancel", StageNo(1))
    assert decode("ruled", 2, raw[:-1] + b',"by":"Ana"}') == Ruled("r1", Instant(5), "cancel", StageNo(1), by="Ana")
