"""Before a decision is signed everything it changes is listed, and what is listed is what then happens."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from races import at, checkpoint, entered, plan, records, ruled, seen, sheet, stage, start_of_day, time
from stagerace.core.clock import HOUR, MINUTE, Instant
from stagerace.core.names import PlaceId, StageNo
from stagerace.core.plan import Plan, Wave
from stagerace.core.records import Body, Declared, PlanAdopted, Record, Ruled
from stagerace.log import create_log, open_log
from stagerace.rules.changed_standings import Change, Changed, Stood
from stagerace.rules.classes import Scope
from stagerace.rules.preview import Preview, preview
from stagerace.rules.race import race_of
from stagerace.rules.rulings import ALL, RulingKind
from stagerace.rules.supposing import suppose, supposed
from stagerace.rules.tables import digest

LATER = Instant(start_of_day(3))
PLAN = plan(
    [stage(1, limit=time("9:00:00"), waves=(Wave("B", at(1, "1:00:00"), "5-6"),)),  # type: ignore[arg-type]
     stage(2, 20, [checkpoint("2CP1", 10, close=at(2, "2:00:00"))]), stage(3, 20)],
    classes=("overall", "women", "team"),
    team_kind="average",
)  # fmt: skip


def field() -> list[Body]:
    """Six runners, half an hour apart: 1, 2, 3 and 4 with the first wave, 5 and 6 with the second; all done with 2."""
    bodies: list[Body] = []
    for n in range(1, 7):
        bib, shift = str(n), n * 30 * MINUTE
        bodies.append(entered(bib, "FM"[n % 2], team="T" if n < 3 else ""))
        for place, way, clock in (("1CP2", "in", "2:30:00"), ("1CP2", "out", "3:00:00"), ("1FINISH", "in", "5:00:00")):
            bodies.append(seen(bib, place, Instant(at(1, clock) + shift), way))
        bodies.append(sheet(2, bib, f"2:{n:02}:00"))
    return bodies


def written(*more: Body, the_plan: Plan = PLAN) -> list[Record]:
    return records(PlanAdopted(the_plan), *field(), *more)


def shown(*bodies: Body, before: tuple[Body, ...] = ()) -> Preview:
    known = written(*before)
    return preview(race_of(known), suppose(known, bodies, known[0].node, LATER))


def of(found: Preview, bib: str, n: int | None) -> Change | None:
    changes = [change for each in found.runners if each.who == bib for change in each.changes if change.stage == n]
    return changes[0] if changes else None


def before_and_after(change: Change | None) -> tuple[Stood, Stood]:
    assert change is not None
    assert change.before is not None
    assert change.after is not None
    return change.before, change.after


def test_a_penalty_shows_the_time_and_every_place_it_costs_and_gives() -> None:
    found = shown(ruled("R1", "penalty", 1, "1", 45))
    then, now = before_and_after(of(found, "1", 1))
    assert (then.elapsed_ms, now.elapsed_ms, now.penalty_ms) == (time("5:30:00"), time("6:15:00"), time("0:45:00"))
    assert (then.places["overall"], now.places["overall"]) == (1, 2)
    then, now = before_and_after(of(found, "2", None))
    assert then.elapsed_ms == now.elapsed_ms
    assert (then.places, now.places) == ({"overall": 2, "women": 1}, {"overall": 1, "women": 1})
    assert of(found, "6", 1) is None, "who neither gains nor loses is not listed"
    assert of(found, "1", 2) is None, "nor the stage that stays as it was"
    assert [each.who for each in found.runners] == ["2", "1"], "in the order of the places they will have"
    assert [each.who for each in found.groups] == ["T"], "the team has its time"


def test_a_status_is_shown_where_it_changes() -> None:
    then, now = before_and_after(of(shown(ruled("R1", "disqualify", 1, "1")), "1", None))
    assert (then.status, now.status, now.places) == ("ranked", "disqualified", {})


def test_a_start_moved_on_a_stage_that_has_not_begun_moves_starts_and_cut_offs_and_no_time() -> None:
    found = shown(ruled("R1", "move_start", 3, "1-2", 60))
    assert [(m.place, m.before, m.after, m.bibs) for m in found.starts] == [
        ("3START", at(3, "0:00:00"), at(3, "1:00:00"), ("1", "2"))
    ]
    assert [(m.place, m.way, m.before, m.after) for m in found.closings] == [
        ("3FINISH", "in", at(3, "12:00:00"), at(3, "13:00:00"))
    ]
    assert found.runners == ()
    assert not found.is_empty


def test_starts_are_told_wave_by_wave() -> None:
    found = shown(ruled("R1", "move_start", 1, "", 15))
    assert [(m.wave, m.after, m.bibs) for m in found.starts] == [
        ("", at(1, "0:15:00"), ("1", "2", "3", "4")), ("B", at(1, "1:15:00"), ("5", "6"))
    ]  # fmt: skip


def test_a_cut_off_moved_shows_who_is_too_late_for_it() -> None:
    found = shown(ruled("R1", "close", 1, "", announced=at(1, "7:10:00")))
    assert {(m.before, m.after) for m in found.closings} == {
        (at(1, "9:00:00"), at(1, "7:10:00")), (at(1, "10:00:00"), at(1, "7:10:00"))
    }  # fmt: skip
    _, now = before_and_after(of(found, "5", 1))
    assert now.status == "over_cutoff"


def test_a_hold_shows_what_each_runner_is_credited_and_nothing_for_who_came_too_late() -> None:
    hold = ruled("R1", "hold", 1, "", 40, place=PlaceId("1CP2"), announced=at(1, "3:20:00"))
    found = shown(hold)
    waits = {wait.bib: wait.after_ms for wait in found.waits}
    assert waits == {"1": time("0:10:00"), "2": time("0:30:00"), "3": time("0:00:00"), "4": 0, "5": 0, "6": 0}
    then, now = before_and_after(of(found, "2", 1))
    assert then.elapsed_ms is not None
    assert now.elapsed_ms == then.elapsed_ms - time("0:30:00")
    elsewhere = shown(ruled("R1", "hold", 1, "2", 40, place=PlaceId("1CP2"), announced=at(1, "3:20:00")))
    assert [wait.bib for wait in elsewhere.waits] == ["2"], "only whom the hold is about"


def test_an_official_result_that_no_longer_stands_is_named() -> None:
    official = Declared("official", at(1, "13:00:00"), 30, after=StageNo(1), digest=digest(
        race_of(written()), Scope(after=StageNo(1))))  # fmt: skip
    found = shown(ruled("R1", "penalty", 1, "1", 45), before=(official,))
    assert [(r.stage, r.after_stage, r.before, r.after) for r in found.results] == [(None, 1, "official", "live")]
    assert shown(ruled("R1", "penalty", 2, "1", 45), before=(official,)).results == ()


def test_what_changes_nothing_says_so() -> None:
    assert shown().is_empty
    assert shown(ruled("R1", "penalty", 1, "99", 45)).is_empty
    assert shown(ruled("R1", "hold", 1, "", 5, place=PlaceId("1CP2"), announced=at(1, "8:00:00"))).is_empty


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_a_decision_and_its_revocation_are_each_other_backwards(kind: RulingKind) -> None:
    one = the_ruling(kind.name, "2", 30)
    there, back = shown(one), shown(ruled("R2", "revoke", None, revokes="R1"), before=(one,))
    assert not there.is_empty

    def swapped(changed: tuple[Changed, ...]) -> dict[str, list[tuple[Any, ...]]]:
        return {each.who: [(c.stage, c.after, c.before) for c in each.changes] for each in changed}

    assert swapped(there.runners) == {e.who: [(c.stage, c.before, c.after) for c in e.changes] for e in back.runners}
    assert {(m.before, m.after) for m in there.closings} == {(m.after, m.before) for m in back.closings}


def the_ruling(kind: str, bibs: str, minutes: float, n: int = 1, name: str = "R1") -> Ruled:
    place = PlaceId(f"{n}CP{2 if n == 1 else 1}") if kind in ("hold", "shorten") else None
    announced = at(n, "3:20:00") if kind == "hold" else at(n, "5:00:00")
    return ruled(name, kind, n, bibs, minutes, place=place, announced=announced)


drawn = st.builds(
    the_ruling,
    st.sampled_from([kind.name for kind in ALL]), st.sampled_from(["", "1", "2-4", "all except 5"]),
    st.sampled_from([0, 5, 30, 200]), st.sampled_from([1, 2]), st.sampled_from(["R1", "R2", "R3"]),
)  # fmt: skip
taken_back = st.builds(
    lambda target: ruled(f"X{target}", "revoke", None, revokes=target), st.sampled_from(["R1", "R2"])
)
decisions = st.lists(st.one_of(drawn, drawn, taken_back), max_size=3)


@settings(max_examples=40)
@given(decisions, decisions, st.integers(0, 48 * HOUR))
def test_what_was_supposed_is_what_is_there_once_it_is_really_written(
    earlier: list[Body], now: list[Body], wait: int
) -> None:
    with tempfile.TemporaryDirectory() as room:
        begun, file = Instant(start_of_day(1)), Path(room) / "race" / "race.log"
        file.parent.mkdir()
        create_log(file, begun, race="sahara-2031")
        with open_log(file, write=True, home=Path(room) / "home", now=begun) as log:
            log.append([PlanAdopted(PLAN), *field(), *earlier], begun)
            known, moment = log.read(), Instant(begun + wait)
            before, guessed = race_of(known), supposed(known, now, log.node, moment)
            told = preview(before, suppose(known, now, log.node, moment))
            assert log.append(now, moment) == guessed, "even number and stamp are those"
            after = race_of(log.read())
    assert told == preview(before, after)
    assert told.is_empty == (preview(before, after).digest == Preview().digest) or told.waits
    assert preview(after, after).is_empty


@settings(max_examples=40)
@given(decisions, decisions)
def test_every_runner_whose_result_changes_is_listed_and_nobody_else_of_the_stage(
    earlier: list[Body], now: list[Body]
) -> None:
    known = written(*earlier)
    before, after = race_of(known), suppose(known, now, known[0].node, LATER)
    found = preview(before, after)
    for bib, results in after.results.items():
        for n, (then, result) in enumerate(zip(before.results[bib], results, strict=True), 1):
            if then and result and (then.total, then.doubts) != (result.total, result.doubts):
                assert any(of(found, bib, where) for where in (n, None))
    for each in found.runners:
        assert each.changes
        assert all(change.before != change.after for change in each.changes)


def test_a_digest_tells_two_previews_apart() -> None:
    one, other = shown(ruled("R1", "penalty", 1, "1", 45)), shown(ruled("R1", "penalty", 1, "1", 46))
    assert one.digest == shown(ruled("R9", "penalty", 1, "1", 45)).digest, "the ruling's own name changes nothing"
    assert one.digest != other.digest
