"""What a checkpoint's crew says does to results: a bib read later, a withdrawal reported, and nothing else."""

import pytest

from races import at, checkpoint, entered, id_of, plan, records, ruled, seen, stage
from stagerace.core.clock import Instant
from stagerace.core.names import Bib, DeviceId, PlaceId, RecordId, StageNo, WaveId
from stagerace.core.plan import Wave
from stagerace.core.records import (
    AlertAnswered,
    AlertRaised,
    BibRead,
    Body,
    Care,
    CheckpointClosed,
    Confided,
    Confirmed,
    GunFired,
    HandedOver,
    HoldAcknowledged,
    HoldCalled,
    HoldOrdered,
    IncidentOpened,
    IncidentTold,
    MedicSaid,
    NotAtStart,
    PlanAdopted,
    Report,
    RollCalled,
    SetAside,
    ShiftHanded,
    StageClosed,
    Swept,
    Voided,
    WaterCounted,
    WithdrawalReported,
    ZoneDrawn,
)
from stagerace.rules.as_of import as_of
from stagerace.rules.consistency import inconsistencies
from stagerace.rules.explain import StageStory, explain
from stagerace.rules.facts import Facts, fold
from stagerace.rules.race import Race, race_of
from stagerace.rules.reports import REPORTS, moment_of

FIELD: tuple[Body, ...] = (PlanAdopted(plan(2)), entered("7"), entered("8"))
CP, START = PlaceId("1CP1"), PlaceId("1START")
NOON = at(1, "4:00:00")
GAVE_UP = WithdrawalReported(Bib("7"), CP, NOON, "feet", "camp", "car 4", "Ben", "AB")


def nth(position: int) -> RecordId:
    """The record of the so-manieth body after the field, from 1."""
    return id_of(len(FIELD) + position)


NAME = f"withdrawal hq:{nth(1)[1]}"


def facts(*bodies: Body) -> Facts:
    return fold(records(*FIELD, *bodies))


def race(*bodies: Body) -> Race:
    return race_of(records(*FIELD, *bodies))


def status(the_race: Race, bib: str = "7", n: int = 1) -> str:
    result = the_race.results[Bib(bib)][n - 1]
    return result.out or result.status if result else "none"


def told(bib: str, *bodies: Body) -> StageStory:
    known = records(*FIELD, *bodies)
    return explain(known, race_of(known), Bib(bib)).stages[0]


UNREAD = seen("*", CP, NOON, "in", "keypad")
ARRIVED = seen("7", CP, at(1, "3:00:00"), "in")


def test_a_body_marked_now_is_whose_its_bib_is_read_to_be_later() -> None:
    known = facts(UNREAD, BibRead(nth(1), Bib("7"), "AB"))
    (sighting,) = known.seen[Bib("7")][CP]
    assert (sighting.bib, sighting.confirmed_by, Bib("*") in known.seen) == ("7", "", False)
    assert known.whose(nth(1)) == "7"


def test_the_latest_reading_of_a_bib_counts_and_one_taken_back_gives_the_one_before() -> None:
    first, second = BibRead(nth(1), Bib("7"), "AB"), BibRead(nth(1), Bib("8"), "CD")
    assert facts(UNREAD, first, second).whose(nth(1)) == "8"
    assert facts(UNREAD, first, second, Voided(nth(3), "CD")).whose(nth(1)) == "7"
    assert facts(UNREAD, first, second, Voided(nth(3), "CD"), Voided(nth(2), "CD")).whose(nth(1)) == "*"
    again = Confirmed(nth(3), "Ana")
    assert facts(UNREAD, first, second, Voided(nth(3), "CD"), again).whose(nth(1)) == "8"


@pytest.mark.parametrize("confirmed_first", [True, False])
def test_a_confirmation_that_names_a_bib_wins_over_whatever_is_read(confirmed_first: bool) -> None:
    word, read = Confirmed(nth(1), "Ana", "", Bib("8")), BibRead(nth(1), Bib("7"), "AB")
    known = facts(UNREAD, *((word, read) if confirmed_first else (read, word)))
    (sighting,) = known.seen[Bib("8")][CP]
    assert (sighting.confirmed_by, Bib("7") in known.seen) == ("Ana", False)


def test_a_confirmation_without_a_bib_vouches_for_the_passing_as_it_was_read() -> None:
    known = facts(UNREAD, BibRead(nth(1), Bib("7"), "AB"), Confirmed(nth(1), "Ana", "saw it"))
    (sighting,) = known.seen[Bib("7")][CP]
    assert (sighting.confirmed_by, sighting.note) == ("Ana", "saw it; recorded as *, read by AB")


def test_who_vouched_for_one_bib_does_not_vouch_for_another() -> None:
    vouched = seen("8", CP, NOON, "in", confirmed_by="Ana")
    (moved,) = facts(vouched, BibRead(nth(1), Bib("7"))).seen[Bib("7")][CP]
    (same,) = facts(vouched, BibRead(nth(1), Bib("8"))).seen[Bib("8")][CP]
    assert (moved.confirmed_by, same.confirmed_by, same.note) == ("", "Ana", "")


def test_a_voided_passing_stays_voided_however_it_is_read() -> None:
    for words in ((Voided(nth(1), "x"), BibRead(nth(1), Bib("7"))), (BibRead(nth(1), Bib("7")), Voided(nth(1), "x"))):
        assert facts(UNREAD, *words).seen == {}


def test_a_bib_read_before_the_passing_is_here_waits_for_it() -> None:
    read, passing = BibRead(nth(2), Bib("7"), "AB"), UNREAD
    assert facts(read).seen == {}
    assert list(facts(read, passing).seen) == ["7"]


def test_a_race_that_heard_of_a_bib_before_its_passing_gives_it_to_whom_it_is_of() -> None:
    known = records(*FIELD, seen("7", CP, NOON, "in"), BibRead(nth(3), Bib("8"), "AB"), seen("7", CP, NOON, "out"))
    late = race_of(known[:-1]).add(known[-1])
    assert late.results == race_of(known).results
    assert [list(late.facts.seen[Bib(bib)]) for bib in ("7", "8")] == [[CP], [CP]]


def test_an_explanation_says_who_read_a_bib_and_in_which_record() -> None:
    (line,) = told("7", UNREAD, BibRead(nth(1), Bib("7"), "AB", "the photograph")).seen
    assert "recorded as *, read by AB: the photograph" in line.reason
    assert line.reads == (nth(2),)


def test_a_reported_withdrawal_takes_the_runner_out_like_the_directors_ruling() -> None:
    known = race(ARRIVED, GAVE_UP)
    (ruling,) = known.rulings
    assert (ruling.text.id, ruling.id) == (f"withdrawal hq:{nth(2)[1]}", nth(2))
    assert ruling.order[0] == NOON
    by_hand = ruled("r1", "withdraw", 1, "7", announced=NOON, place=CP, reason="feet", custody="Ben", by="AB")
    assert known.results == race(ARRIVED, by_hand).results
    assert (status(known), status(known, "8")) == ("withdrawn", "active")


@pytest.mark.parametrize(
    ("vehicle", "custody", "who"), [("car 4", "Ben", "Ben"), ("car 4", "", "car 4"), ("", "", "1CP1")]
)
def test_somebody_always_has_a_withdrawn_runner_in_their_care(vehicle: str, custody: str, who: str) -> None:
    known = facts(WithdrawalReported(Bib("7"), CP, NOON, vehicle=vehicle, custody=custody))
    assert [ruling.text.custody for ruling in known.rulings.values()] == [who]


def test_a_runner_who_withdraws_after_arriving_keeps_the_stage() -> None:
    finish = seen("7", "1FINISH", at(1, "5:00:00"), "in")
    after = WithdrawalReported(Bib("7"), PlaceId("1FINISH"), at(1, "6:00:00"), "feet")
    result = race(ARRIVED, finish, after).results[Bib("7")][0]
    assert result is not None
    assert (result.status, result.out) == ("finished", "withdrawn")


def test_a_withdrawal_taken_back_never_was_before_or_after_it_is_here() -> None:
    taken_back = Voided(nth(1), "AB", "wrong bib")
    assert (facts(GAVE_UP, taken_back).rulings, facts(GAVE_UP, taken_back).reports) == ({}, {})
    early = Voided(nth(2), "AB", "wrong bib")
    assert (facts(early, GAVE_UP).rulings, facts(early, GAVE_UP).reports) == ({}, {})
    again = facts(GAVE_UP, taken_back, Confirmed(nth(1), "Ana"))
    assert (list(again.rulings), again.reports) == ([NAME], {nth(1): GAVE_UP})


def test_the_director_reverses_a_withdrawal_and_may_let_it_stand_again() -> None:
    back = ruled("d1", "revoke", None, revokes=NAME)
    assert status(race(GAVE_UP, ARRIVED)) == "withdrawn"
    assert status(race(GAVE_UP, ARRIVED, back)) == "active"
    assert status(race(GAVE_UP, ARRIVED, back, ruled("d2", "revoke", None, revokes="d1"))) == "withdrawn"


def test_the_directors_own_version_stands_even_where_the_crew_takes_its_word_back() -> None:
    signed = ruled(NAME, "withdraw", 1, "7", place=CP, custody="the medic")
    known = facts(GAVE_UP, signed)
    assert [version.id for version in known.rulings[NAME].earlier] == [nth(1)]
    known = facts(GAVE_UP, signed, Voided(nth(1), "AB"))
    assert (known.rulings[NAME].text, known.rulings[NAME].earlier) == (signed, ())
    assert facts(signed, WithdrawalReported(Bib("7"), CP, NOON)).rulings[NAME].text == signed


def test_a_withdrawal_counts_from_when_a_plan_names_its_place() -> None:
    known = records(PlanAdopted(plan([stage(1, checkpoints=[])])), entered("7"), GAVE_UP, PlanAdopted(plan(1)))
    assert fold(known[:3]).rulings == {}
    assert [ruling.text.stage for ruling in fold(known).rulings.values()] == [1]
    moved = records(PlanAdopted(plan(1)), entered("7"), GAVE_UP, PlanAdopted(plan([stage(1, checkpoints=[])])))
    assert fold(moved).rulings == {}
    assert list(fold(moved).reports.values()) == [GAVE_UP]


@pytest.mark.parametrize("bib", ["*", "1*", "ALL", "EVERYONE", "1-8", "", "7 8", "all except 7"])
def test_a_withdrawal_of_nobody_in_particular_takes_nobody_out_and_is_told(bib: str) -> None:
    known = race(ARRIVED, WithdrawalReported(Bib(bib), CP, NOON))
    assert known.rulings == ()
    assert any("takes nobody out" in problem.what for problem in inconsistencies(known))


def test_an_explanation_says_who_reported_a_withdrawal_and_that_nobody_has_ruled_on_it() -> None:
    (decided,) = told("7", ARRIVED, GAVE_UP).decided
    assert (decided.text, decided.by, decided.reported) == ("withdrew at 1CP1, in the care of Ben", "AB", True)
    assert (decided.rank_before, decided.rank_after, decided.record) == (1, None, nth(2))
    name = f"withdrawal hq:{nth(2)[1]}"
    (decided,) = told("7", ARRIVED, GAVE_UP, ruled(name, "withdraw", 1, "7", by="the director")).decided
    assert (decided.by, decided.reported, decided.version) == ("the director", False, 2)


SAID: list[Report] = [
    GunFired(START, at(1, "0:00:30")),
    NotAtStart(START, at(1, "0:10:00"), (Bib("8"),)),
    RollCalled(CP, NOON, (Bib("7"),), (Bib("8"),)),
    Swept(CP, NOON),
    CheckpointClosed(CP, at(1, "2:00:00")),
    HoldCalled(CP, "h1", at(1, "1:00:00")),
    ShiftHanded(CP, NOON, "AB", "CD", 1),
    SetAside("a conflict", NOON),
    HandedOver(Bib("7"), "gives", NOON, Care("checkpoint", CP), Care("vehicle", "car 4"), CP),
    IncidentOpened("i1", "medical", NOON, CP, bibs=(Bib("7"),)),
    IncidentTold("i1", "owned", NOON, owner="Ben"),
    Confided(NOON, ((DeviceId("d1"), b"box"),)),
    AlertRaised("overdue 7", "overdue", NOON, at(1, "3:00:00"), (Bib("7"),), CP),
    AlertAnswered("overdue 7", "taken", NOON, "Ben"),
    ZoneDrawn("fire", "fire", NOON, StageNo(1)),
    HoldOrdered("h1", NOON, StageNo(1), (CP,)),
    HoldAcknowledged(CP, "h1", NOON),
    MedicSaid(Bib("7"), "may_not_leave", NOON, CP),
    StageClosed(StageNo(1), NOON),
    WaterCounted(CP, NOON, 400),
]


@pytest.mark.parametrize("said", SAID, ids=lambda said: type(said).__name__)
def test_what_a_crew_says_else_is_kept_and_changes_no_result(said: Report) -> None:
    left = seen("7", CP, at(1, "3:30:00"), "out")
    known = race(ARRIVED, left, said)
    assert known.facts.reports == {nth(3): said}
    assert known.results == race(ARRIVED, left).results
    assert race(ARRIVED, left, said, Voided(nth(3), "AB")).facts.reports == {}


def test_every_kind_of_word_is_tried_here() -> None:
    assert {type(said) for said in (*SAID, GAVE_UP)} == set(REPORTS)


@pytest.mark.parametrize("said", [*SAID, GAVE_UP], ids=lambda said: type(said).__name__)
def test_what_a_crew_says_is_known_from_when_it_happened(said: Report) -> None:
    known = records(*FIELD, said)
    before, then = (fold(as_of(known, Instant(moment_of(said) + delay))) for delay in (-1, 0))
    assert (before.reports, then.reports) == ({}, {nth(1): said})


def test_a_hold_called_is_known_before_its_release_is() -> None:
    called = HoldCalled(CP, "h1", at(1, "1:00:00"), reason="sand")
    released = HoldCalled(CP, "h1", at(1, "1:00:00"), at(1, "2:00:00"), "sand")
    known = records(*FIELD, called, released)
    assert list(fold(as_of(known, at(1, "1:30:00"))).reports.values()) == [called]
    assert list(fold(as_of(known, at(1, "2:00:00"))).reports.values()) == [called, released]


def _problems(*bodies: Body) -> list[str]:
    return [problem.what for problem in inconsistencies(race(*bodies))]


def test_a_hold_that_nobody_signed_is_told_until_it_is_signed_or_taken_back() -> None:
    called = HoldCalled(CP, "h1", NOON, at(1, "5:00:00"))
    signed = ruled("r1", "hold", 1, minutes=60, announced=NOON, place=CP)
    other = ruled("r1", "hold", 1, minutes=60, announced=at(1, "7:00:00"), place=CP)
    assert any("no hold is signed" in what for what in _problems(called))
    assert any("no hold is signed" in what for what in _problems(called, other))
    assert not any("no hold is signed" in what for what in _problems(called, signed))
    assert not any("no hold is signed" in what for what in _problems(called, Voided(nth(1), "AB")))


def test_a_gun_away_from_every_planned_start_is_told_until_the_start_is_moved() -> None:
    late = GunFired(START, at(1, "0:20:00"))
    assert any("the gun at 1START was at 08:20" in what for what in _problems(late))
    assert not any("the gun" in what for what in _problems(GunFired(START, at(1, "0:01:00"))))
    assert not any("the gun" in what for what in _problems(late, ruled("r1", "move_start", 1, minutes=20)))


def test_the_gun_of_a_wave_is_held_against_its_own_start() -> None:
    waves = (Wave(WaveId("A"), at(1, "0:00:00"), "7"), Wave(WaveId("B"), at(1, "1:00:00"), "8"))
    the_plan = PlanAdopted(plan([stage(1, 20, [checkpoint("1CP1", 10)], waves=waves)]))
    known = records(the_plan, *FIELD[1:], GunFired(START, at(1, "1:00:00"), WaveId("B")))
    assert not inconsistencies(race_of(known))
    known = records(the_plan, *FIELD[1:], GunFired(START, at(1, "1:00:00"), WaveId("A")))
    assert [problem.what.partition(",")[0] for problem in inconsistencies(race_of(known))] == [
        "the gun at 1START was at 09:00 on 2 Mar"
    ]
