"""Who may see which kinds at all, and what nobody outside may see."""

import pytest
from gate_races import LATE, NAMES, as_bytes, public, race_with

from races import at, ruled, seen, sheet
from stagerace.core.names import StageNo
from stagerace.core.records import Declared, Passing, Ruled, kind_of
from stagerace.core.records.kinds import KINDS
from stagerace.gate import CREW, HQ, MEDICAL, PUBLIC, Viewer, family, through
from stagerace.gate.audience import SEES, TOLD
from stagerace.rules.classes import Scope
from stagerace.rules.race import race_of
from stagerace.rules.tables import digest, table

OUTSIDE = (PUBLIC, CREW, family())
RESULT = (seen("12", "1CP1", at(1, "2:00:00"), "in"), sheet(1, "7", "5:00:00"))


def test_an_audience_that_is_not_known_sees_nothing() -> None:
    left = through(race_with(*RESULT), Viewer("sponsors"), LATE, people=NAMES)  # type: ignore[arg-type]
    assert (left.records, left.told, left.names) == ((), (), {})


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_kind_that_is_not_in_the_row_of_an_audience_does_not_pass(kind: str) -> None:
    for viewer in (*OUTSIDE, MEDICAL, HQ):
        left = {kind_of(record.body)[0] for record in through(race_with(*RESULT), viewer, LATE).records}
        assert kind not in left or kind in SEES[viewer.audience]


def test_the_table_names_only_kinds_that_there_are() -> None:
    assert frozenset().union(*SEES.values()) <= set(KINDS) | TOLD


def test_what_leaves_names_neither_node_nor_number_nor_clock_of_ours() -> None:
    left = public(race_with(*RESULT)).records
    assert {record.node for record in left} == {"gate"}
    assert [record.number for record in left] == list(range(1, len(left) + 1))
    assert [record.stamp.wall for record in left] == [record.number for record in left]


def test_words_that_people_typed_stay_in_camp() -> None:
    race = race_with(
        ruled("iv drip", "penalty", 1, "12", 10, reason="infusion", custody="medic tent", rule="7b drip"),
        seen("12", "1CP1", at(1, "2:00:00"), "in", "keypad of Ben", confirmed_by="Ben"),
        seen("12", "medic tent", at(1, "3:00:00"), "in"),
    )
    left = as_bytes(public(race))
    for word in (b"drip", b"infusion", b"medic", b"Ben", b"subject of"):
        assert word not in left
    assert b"keypad" in left


def test_a_decision_about_a_group_leaves_as_one_about_each_runner() -> None:
    race = race_with(ruled("r", "penalty", 1, "1-100", 10), ruled("s", "credit", 1, "all", 5))
    left = [record.body for record in public(race).records if isinstance(record.body, Ruled)]
    assert [(body.ruling, body.bibs) for body in left] == [
        ("penalty", "7"),
        ("penalty", "12"),
        ("penalty", "13"),
        ("credit", ""),
    ]


def test_what_has_not_happened_yet_does_not_leave() -> None:
    race = race_with(*RESULT)
    assert not [r for r in public(race, at(1, "1:59:59")).records if isinstance(r.body, Passing)]
    assert [r for r in public(race, at(1, "2:00:00")).records if isinstance(r.body, Passing)]


def test_a_result_is_official_outside_only_where_all_of_it_left() -> None:
    scope = Scope(stage=StageNo(1))
    finished = [sheet(1, bib, f"{n}:00:00") for n, bib in enumerate(("7", "12", "13", "147"), 5)]
    declared = Declared(
        "official", at(1, "12:00:00"), 9, StageNo(1), None, digest(race_of(race_with(*finished)), scope)
    )
    whole = race_of(public(race_with(*finished, declared)).records)
    part = race_of(public(race_with(*finished[:3], declared)).records)
    assert table(whole, scope).version.state == "official"
    assert table(whole, scope).version.position == 9
    assert table(part, scope).version.state == "live"
    assert not part.facts.declared
