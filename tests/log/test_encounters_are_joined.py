"""What two medics write at the same time is kept: rows of encounters are joined, in any order, again and again."""

from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stagerace.core.clock import Instant
from stagerace.core.names import Subject
from stagerace.core.roles import ROLES
from stagerace.log import Vault, VaultRow, find_traces, new_subject
from stagerace.log.care import Cared, Counted, Encounter, Given, Supplies
from stagerace.log.vault_joining import settled
from stagerace.log.vault_kinds import may_read, may_write
from stagerace.log.vault_rows import is_sound

ADA = Subject("ada")

ENCOUNTERS = st.builds(
    Encounter,
    id=st.sampled_from("abcdef"),
    at=st.integers(0, 2**40).map(Instant),
    sort=st.sampled_from(("skin", "heat", "")),
    note=st.text(max_size=5),
    given=st.lists(st.builds(Given, st.text(max_size=3), st.integers(0, 9)), max_size=2).map(tuple),
)
ROWS = st.builds(
    lambda version, encounters: VaultRow(ADA, "care", version, msgspec.json.encode(Cared(tuple(encounters)))),
    st.integers(0, 5),
    st.lists(ENCOUNTERS, max_size=4),
)


def joined(rows: list[VaultRow]) -> VaultRow:
    held = None
    for row in rows:
        held = settled(row, held)
    assert held is not None
    return held


def ids(row: VaultRow) -> set[str]:
    return {each.id for each in msgspec.json.decode(row.body, type=Cared).encounters}


@given(st.lists(ROWS, min_size=1, max_size=5), st.data())
def test_rows_come_to_the_same_in_any_order_and_as_often_as_they_come(
    rows: list[VaultRow], data: st.DataObject
) -> None:
    once = joined(rows)
    others = data.draw(st.permutations(rows + data.draw(st.lists(st.sampled_from(rows), max_size=5))))
    assert joined(others) == once
    assert settled(once, once) == once
    assert ids(once) == set().union(*map(ids, rows))
    assert once.version == max(row.version for row in rows)
    assert is_sound(once)


@settings(max_examples=15, deadline=None)
@given(st.lists(ENCOUNTERS, max_size=5), st.lists(ENCOUNTERS, max_size=5), st.lists(ENCOUNTERS, max_size=5))
def test_medics_who_write_at_once_and_then_meet_have_the_same_and_lost_nothing(
    shared: list[Encounter], mine: list[Encounter], yours: list[Encounter]
) -> None:
    with TemporaryDirectory() as room:
        one, two = (Vault.open(Path(room) / name, write=True) for name in ("one.db", "two.db"))
        with one, two:
            for vault, own in ((one, mine), (two, yours)):
                for encounter in (*shared, *own):
                    vault.seal(ADA, Cared((encounter,)))
            taken = two.merge(one.rows())
            one.merge(two.rows())
            assert one.rows() == two.rows()
            assert (one.merge(two.rows()), two.merge(one.rows())) == (0, 0)
            assert taken <= 1
            kept = one.read(ADA, Cared) or Cared()
            assert {each.id for each in kept.encounters} == {each.id for each in (*shared, *mine, *yours)}


def test_an_encounter_added_leaves_those_before_it_as_they_are(tmp_path: Path) -> None:
    with Vault.open(tmp_path / "vault.db", write=True) as vault:
        first, second = Encounter("b", Instant(1), note="blister"), Encounter("a", Instant(2), note="tape")
        vault.seal(ADA, Cared((first,)))
        vault.seal(ADA, Cared((second,)))
        assert vault.read(ADA, Cared) == Cared((second, first))
        assert [row.version for row in vault.rows()] == [2]
        vault.seal(ADA, Cared((first,)))
        assert [row.version for row in vault.rows()] == [2]
    assert find_traces(tmp_path, ["blister", "tape"]) == []


def test_what_a_newer_program_wrote_into_an_encounter_is_kept(tmp_path: Path) -> None:
    body = b'{"encounters":[{"id":"a","at":1,"sort":"altitude","lactate":"2.1"}]}'
    with Vault.open(tmp_path / "vault.db", write=True) as vault:
        assert vault.merge([VaultRow(ADA, "care", 3, body)]) == 1
        vault.seal(ADA, Cared((Encounter("b", Instant(2)),)))
        (row,) = vault.rows()
    assert b'"lactate":"2.1"' in row.body
    assert (row.version, ids(row)) == (4, {"a", "b"})


def test_a_row_without_ids_is_no_row(tmp_path: Path) -> None:
    with Vault.open(tmp_path / "vault.db", write=True) as vault:
        for body in (b'{"encounters":[{"at":1}]}', b'{"encounters":7}', b"[]"):
            assert vault.merge([VaultRow(new_subject(), "care", 1, body)]) == 0


def test_counts_of_supplies_are_joined_too(tmp_path: Path) -> None:
    with Vault.open(tmp_path / "vault.db", write=True) as vault:
        vault.seal(ADA, Supplies((Counted("a", Instant(1), "tape", 40),)))
        vault.seal(ADA, Supplies((Counted("b", Instant(2), "salt", 90),)))
        kept = vault.read(ADA, Supplies)
    assert kept is not None
    assert [each.what for each in kept.counts] == ["tape", "salt"]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", ["care", "supplies"])
def test_only_medics_read_and_write_them(role: str, kind: str) -> None:
    assert may_read(role, kind) == (role == "medic")
    assert may_write(role, kind) == (role == "medic")
