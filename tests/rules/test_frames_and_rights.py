"""A frame counts only where its record would: the device that proved it must have had the right to write it."""

import pytest
from devices_drawn import HOUR, Tent, camp, device, enrols, passed
from msgspec import structs

from races import FIRST_START
from stagerace.core.clock import Instant
from stagerace.core.names import Bib, DeviceId, NodeId, Number, PlaceId
from stagerace.core.records import FrameHeard, Record
from stagerace.rules.authority import in_right
from stagerace.rules.facts import fold


def told(by: str, bib: str = "1", place: str = "1CP1", number: int = 2, node: str = "") -> FrameHeard:
    """What a frame of a device told, proved by it."""
    sender, moment = NodeId(node or f"n-{by}"), Instant(FIRST_START + HOUR)
    return FrameHeard(
        sender, Number(number), Number(0), Bib(bib), PlaceId(place), moment, "in", "keypad", device=device(by)
    )


def why_not(tent: Tent) -> str:
    """Why the frame does not count; empty where it does."""
    others = [(record, why) for record, why in in_right(tent.records)[1] if isinstance(record.body, FrameHeard)]
    assert len(others) <= 1
    facts = fold(tent.records)
    assert (len(facts.frames) == 1) == (not others)
    return others[0][1] if others else ""


def test_a_frame_of_a_device_that_may_write_it_counts() -> None:
    tent = camp()
    tent.write("root", told("timekeeper"))
    assert why_not(tent) == ""
    assert set(fold(tent.records).seen) == {"1"}


@pytest.mark.parametrize(
    ("frame", "why"),
    [
        (told("timekeeper", place="1CP2"), "may not write this"),
        (told("medic"), "may not write this"),
        (told("stranger"), "was never enrolled"),
    ],
)
def test_a_frame_of_what_its_device_may_not_write_does_not(frame: FrameHeard, why: str) -> None:
    tent = camp()
    tent.write("root", frame)
    assert why in why_not(tent)


def test_a_frame_in_the_name_of_another_devices_node_does_not_count() -> None:
    tent = camp()
    tent.write("captain", passed("9"))
    tent.write("root", told("timekeeper", node="n-captain", number=7))
    assert "is of device" in why_not(tent)


def test_what_a_revoked_device_told_beyond_what_was_held_then_does_not_count() -> None:
    tent = camp()
    tent.write("root", told("timekeeper", number=9))
    assert why_not(tent) == ""
    tent.revokes("director", "timekeeper", 24 * HOUR, held={NodeId("n-timekeeper"): Number(8)})
    assert "was revoked" in why_not(tent)


def test_a_revoked_device_heard_no_frame_of_what_was_seen_after() -> None:
    """Its clock may have been set back: what the frame tells of is later than the revocation all the same."""
    tent = camp()
    heard = structs.replace(told("timekeeper"), device=DeviceId(""))
    tent.write("captain", heard)
    tent.revokes("director", "captain", HOUR + 1)
    assert why_not(tent) == ""
    tent.revokes("director", "captain", HOUR)
    assert "of the time after" in why_not(tent)


def test_a_frame_falls_with_its_record() -> None:
    tent = camp()
    tent.write("medic", passed("1"))
    unproven = structs.replace(told("medic"), device=DeviceId(""))
    tent.write("root", unproven)
    assert "does not count: a medic may not write this" in why_not(tent)


def test_a_record_that_comes_without_the_right_to_takes_its_frame_with_it_at_once() -> None:
    tent = camp()
    tent.write("root", enrols("second", "medic", "root"), structs.replace(told("second"), device=DeviceId("")))
    facts = fold(tent.records)
    assert set(facts.seen) == {"1"}
    before = len(tent.records)
    tent.write("second", passed("1"))
    for record in tent.records[before:]:
        facts.add(record)
    assert not facts.seen
    assert not fold(tent.records).seen


def test_a_timekeeper_hears_frames_of_its_own_place_only() -> None:
    tent = camp()
    tent.write("timekeeper", structs.replace(told("director", place="1CP2"), device=DeviceId("")))
    assert "a timekeeper of 1CP1 may not write this" in why_not(tent)


def test_a_frame_that_stands_for_a_frame_is_no_riddle() -> None:
    tent = camp()
    heard = told("root", number=len(tent.records) + 1, node="n-root")
    tent.write("root", heard)
    assert isinstance(tent.records[-1], Record)
    assert tent.records[-1].id == heard.target
    assert why_not(tent) == ""
