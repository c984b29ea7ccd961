"""The laws of the gate, over races with everything in them."""

from typing import Any

from gate_races import (
    ANSWERS,
    ANYTHING,
    CONSENTS,
    EMBARGOES,
    FREEZES,
    LATE,
    MOMENTS,
    NAMES,
    RACES,
    RELEASES,
    SAID,
    SEEN,
    TOLD,
    UNKNOWN,
    VIEWERS,
    as_bytes,
    decisions,
    freeze,
    passings,
    public,
    race_with,
    sheets,
    subject,
    tables,
)
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import structs
from silencing import silenced

from races import records
from stagerace.core.clock import Instant
from stagerace.core.records import (
    Body,
    ConsentGiven,
    GateReleased,
    Passing,
    Record,
    Ruled,
    StageTime,
    Voided,
)
from stagerace.gate import CREW, HQ, PUBLIC, Passed, Published, family, through
from stagerace.rules.reports import REPORTS

ANY_VIEWER = st.sampled_from(VIEWERS)


@given(RACES, ANY_VIEWER, MOMENTS)
def test_what_passed_passes_again_unchanged(race: list[Record], viewer: Any, at: Instant) -> None:
    once = through(race, viewer, at)
    assert through(once.records, viewer, at).records == once.records


@given(RACES, TOLD, ANY_VIEWER, MOMENTS, st.randoms(use_true_random=False))
def test_the_order_and_number_of_times_records_came_do_not_matter(
    race: list[Record], told: list[Any], viewer: Any, at: Instant, luck: Any
) -> None:
    shuffled = [*race, *race[:3]]
    luck.shuffle(shuffled)
    assert as_bytes(through(race, viewer, at, told=told, people=NAMES)) == as_bytes(
        through(shuffled, viewer, at, told=told, people=NAMES)
    )


@given(RACES, ANY_VIEWER, st.lists(UNKNOWN, min_size=1, max_size=3))
def test_what_is_not_known_does_not_pass_and_changes_nothing(
    race: list[Record], viewer: Any, unknown: list[Body]
) -> None:
    more = race + [structs.replace(r, node="elsewhere") for r in records(*unknown)]
    assert as_bytes(through(more, viewer, LATE)) == as_bytes(through(race, viewer, LATE))


@given(RACES, TOLD, MOMENTS)
def test_without_consent_no_name_leaves_wherever_it_was_typed(race: list[Record], told: list[Any], at: Instant) -> None:
    silent = [record for record in race if not isinstance(record.body, ConsentGiven)]
    for viewer in (PUBLIC, CREW, family(subject("12"))):
        left = as_bytes(through(silent, viewer, at, told=told, people=NAMES))
        assert b"Zora" not in left
        assert b"Quill" not in left


@given(RACES, TOLD, MOMENTS)
def test_a_name_leaves_only_for_those_who_agreed(race: list[Record], told: list[Any], at: Instant) -> None:
    spoken = {
        r.body.subject for r in race if isinstance(r.body, ConsentGiven) and r.body.given and r.body.what == "name"
    }
    left = through(race, PUBLIC, at, told=told, people=NAMES)
    for who, name in NAMES.items():
        assert who in spoken or name not in as_bytes(left).decode()


@given(RACES, TOLD, MOMENTS)
def test_what_crews_say_of_their_checkpoints_never_leaves_and_shows_nothing(
    race: list[Record], told: list[Any], at: Instant
) -> None:
    quiet = [record for record in race if not isinstance(record.body, REPORTS)]
    for viewer in (PUBLIC, CREW, family(subject("12"))):
        with_it, without = (through(known, viewer, at, told=told, people=NAMES) for known in (race, quiet))
        assert with_it.records == without.records
        assert with_it.names == without.names
        assert set(with_it.told) <= set(without.told)


@given(st.lists(SEEN | decisions() | ANSWERS, max_size=14).map(lambda bodies: race_with(*bodies)))
def test_where_nothing_is_kept_back_the_gate_changes_no_result(race: list[Record]) -> None:
    """A sheet taken back, or a decision about nobody, still makes a stage begin in camp; neither leaves."""
    voided = {record.body.target for record in race if isinstance(record.body, Voided)}
    assume(not any(record.id in voided and isinstance(record.body, StageTime) for record in race))
    assume(not any(isinstance(record.body, Ruled) and record.body.bibs == "nobody, really" for record in race))
    assert tables(through(race, PUBLIC, LATE).records, ("overall", "women")) == tables(race, ("overall", "women"))


GROWING = SEEN | decisions(revoking=False) | ANSWERS | SAID | CONSENTS | FREEZES | RELEASES | EMBARGOES


@given(st.lists(GROWING, max_size=14).map(lambda bodies: race_with(*bodies)), TOLD, MOMENTS, MOMENTS)
def test_as_time_goes_on_nothing_public_vanishes(
    race: list[Record], told: list[Any], one: Instant, other: Instant
) -> None:
    before, after = (through(race, PUBLIC, at, told=told, people=NAMES) for at in sorted((one, other)))
    assert passings(before) <= passings(after)
    assert sheets(before) <= sheets(after)
    assert set(before.told) <= set(after.told)
    assert decided(before) <= decided(after)
    assert {bib for bib, name in before.names.items() if "Quill" in name} <= {
        bib for bib, name in after.names.items() if "Quill" in name
    }


def decided(passed: Passed) -> set[Ruled]:
    return {structs.replace(r.body, id="") for r in passed.records if isinstance(r.body, Ruled)}


@given(RACES, TOLD, MOMENTS)
def test_each_audience_sees_at_least_what_the_public_sees(race: list[Record], told: list[Any], at: Instant) -> None:
    out, kin, crew, hq = (
        through(race, viewer, at, told=told, people=NAMES) for viewer in (PUBLIC, family(subject("12")), CREW, HQ)
    )
    for more in (kin, crew, hq):
        assert set(out.told) <= set(more.told)
        assert sheets(out) <= sheets(more)
        assert all(more.names[bib] == name for bib, name in out.names.items() if "Quill" in name)
    assert kin.records == out.records
    assert passings(out) <= passings(crew)
    assert set(crew.told) <= set(hq.told)


@given(
    st.lists(SEEN | decisions(st.sampled_from(("7", "12", "13", "all"))) | ANSWERS | SAID | CONSENTS, max_size=14),
    st.integers(0, 14),
    MOMENTS,
    MOMENTS,
    TOLD,
)
def test_who_is_frozen_cannot_be_told_from_who_was_not_heard_of(
    bodies: list[Body], written: int, since: Instant, at: Instant, told: list[Any]
) -> None:
    """The freeze is written after so many of the others; the silent race never heard more of bib 12."""
    assume(not any(isinstance(body, Ruled) and body.ruling == "move_start" for body in bodies))
    cut = 5 + min(written, len(bodies))
    whole = race_with(*bodies[:written], freeze("12", since), *bodies[written:])
    frozen_record = whole[cut]
    silent = silenced([r for r in whole if r is not frozen_record], frozen_record, since)
    left = through(whole, PUBLIC, at, told=told, people=NAMES)
    heard = [thing for thing in told if thing.bib != "12" or _moment(thing) <= since]
    aged = through(silent, PUBLIC, at, told=heard, people=NAMES)
    assert left.records == aged.records
    assert left.told == aged.told
    assert left.names == aged.names
    assert left.teams == aged.teams
    if left.records:
        assert tables(left.records) == tables(aged.records)


def _moment(thing: Any) -> Instant:
    return getattr(thing, "seen_at", None) or thing.known_at


@given(RACES, st.sampled_from(("director", "medic")), MOMENTS)
def test_signatures_of_one_role_alone_let_nothing_out(race: list[Record], role: str, at: Instant) -> None:
    one = [record for record in race if not isinstance(record.body, GateReleased) or record.body.role == role]
    none = [record for record in one if not isinstance(record.body, GateReleased)]
    assert as_bytes(through(one, PUBLIC, at, people=NAMES)) == as_bytes(through(none, PUBLIC, at, people=NAMES))


@given(st.lists(ANYTHING, max_size=12), st.integers(1, 16), st.integers(1, 16))
def test_a_freeze_heard_of_late_takes_nothing_back(bodies: list[Body], one: int, other: int) -> None:
    """A log as it grew, published twice: what left the first time leaves the second time too."""
    fresh = [body for body in bodies if isinstance(body, Passing | StageTime) or type(body).__name__ == "GateFrozen"]
    log = race_with(*fresh)
    first, second = sorted((5 + min(one, len(fresh)), 5 + min(other, len(fresh))))
    memory = Published({record.id: position for position, record in enumerate(log, 1)}, (first, second))
    then = through(log[:first], PUBLIC, LATE, published=memory)
    now = through(log[:second], PUBLIC, LATE, published=memory)
    assert passings(then) <= passings(now)
    assert sheets(then) <= sheets(now)


def test_the_laws_are_about_something() -> None:
    assert passings(public(race_with(Passing("7", "1CP1", LATE - 1))))  # type: ignore[arg-type]
