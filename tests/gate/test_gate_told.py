"""Of everything that a director types about a decision one thing leaves: the reason in words for everybody."""

from typing import Any

from gate_races import LATE, MOMENTS, RACES, TOLD_TO_ALL, VIEWERS, freeze, public, race_with
from hypothesis import given
from hypothesis import strategies as st

from races import at, ruled
from stagerace.core.clock import Instant
from stagerace.core.records import Record, Ruled
from stagerace.gate import Passed, through

OUTSIDE = st.sampled_from([viewer for viewer in VIEWERS if not viewer.is_inside])
WITH_WORDS = ruled(
    "P1", "penalty", 1, "12", 30, reason="ill, says Zora", rule="7b drip", custody="the medic", told="gear missing"
)


def told_in(passed: Passed) -> list[str]:
    return [record.body.told for record in passed.records if isinstance(record.body, Ruled)]


@given(RACES, OUTSIDE, MOMENTS)
def test_of_what_was_typed_only_the_reason_for_everybody_leaves(race: list[Record], viewer: Any, when: Instant) -> None:
    said = {(r.body.announced, r.body.ruling, r.body.told) for r in race if isinstance(r.body, Ruled)}
    for record in through(race, viewer, when).records:
        if isinstance(record.body, Ruled):
            body = record.body
            assert (body.reason, body.rule, body.custody, body.by, body.revokes) == ("", "", "", "", "")
            assert body.told in TOLD_TO_ALL
            assert (body.announced, body.ruling, body.told) in said


def test_the_reason_leaves_with_its_decision_and_not_before() -> None:
    race = race_with(WITH_WORDS)
    assert told_in(public(race)) == ["gear missing"]
    assert told_in(public(race, at(1, "11:00:00"))) == []


def test_the_reason_of_a_decision_about_somebody_frozen_waits_with_it() -> None:
    assert told_in(public(race_with(freeze("12", at(1, "3:00:00")), WITH_WORDS), LATE)) == []
