"""Penalties come late, are changed and taken back; a published result says when it no longer stands."""

import pytest

from races import at, entered, plan, race, records, ruled, seen, sheet
from stagerace.core.clock import Elapsed, Instant
from stagerace.core.names import Bib, StageNo
from stagerace.core.records import Body, Declared, PlanAdopted, Record
from stagerace.rules.as_of import as_of
from stagerace.rules.classes import Scope
from stagerace.rules.consistency import inconsistencies
from stagerace.rules.explain import Decided, explain, rank_of
from stagerace.rules.race import Race, race_of
from stagerace.rules.tables import digest, latest_declaration, settled, table, version_of

FIELD: list[Body] = [
    *[entered(bib) for bib in "123"],
    sheet(1, "1", "4:00:00"),
    sheet(1, "2", "4:10:00"),
    sheet(1, "3", "4:30:00"),
]
LATE = ruled("p1", "penalty", 1, "1", 15, reason="lost bib", rule="12", announced=at(2, "6:00:00"))
REVOKED = ruled("p2", "revoke", None, revokes="p1", announced=at(2, "7:00:00"))
REVIVED = ruled("p3", "revoke", None, revokes="p2", announced=at(2, "8:00:00"))
ONE = Scope(after=StageNo(1))


def written(*bodies: Body) -> list[Record]:
    return records(PlanAdopted(plan(2)), *FIELD, *bodies)


def ranks(the_race: Race) -> list[int | None]:
    return [rank_of(the_race, Bib(bib), ONE) for bib in "123"]


def test_a_late_penalty_changes_ranks_of_a_stage_long_over() -> None:
    assert ranks(race_of(written())) == [1, 2, 3]
    assert ranks(race_of(written(LATE))) == [2, 1, 3]


def test_before_it_was_announced_a_penalty_does_not_count() -> None:
    every = written(LATE)
    assert ranks(race_of(as_of(every, Instant(LATE.announced - 1)))) == [1, 2, 3]
    assert ranks(race_of(as_of(every, LATE.announced))) == [2, 1, 3]


def test_a_penalty_is_revoked_and_its_revocation_too() -> None:
    assert ranks(race_of(written(LATE, REVOKED))) == [1, 2, 3]
    assert ranks(race_of(written(LATE, REVOKED, REVIVED))) == [2, 1, 3]


def test_two_that_revoke_each_other_leave_the_penalty_alone_once_at_most() -> None:
    circle = [ruled("a", "revoke", None, revokes="b"), ruled("b", "revoke", None, revokes="a")]
    assert ranks(race_of(written(LATE, *circle))) == [2, 1, 3]


def test_a_ruling_that_names_itself_as_revoked_stands() -> None:
    assert ranks(race_of(written(ruled("p", "penalty", 1, "1", 15, revokes="p")))) == [2, 1, 3]


def test_a_new_version_of_the_same_id_replaces_the_old_one() -> None:
    more = ruled("p1", "penalty", 1, "1", 60, announced=at(2, "9:00:00"))
    assert ranks(race_of(written(LATE, more))) == [3, 1, 2]
    other = ruled("p1", "penalty", 1, "2", 60, announced=at(2, "9:00:00"))
    assert ranks(race_of(written(LATE, other))) == [1, 3, 2]


def test_revoking_is_about_every_version() -> None:
    more = ruled("p1", "penalty", 1, "1", 60, announced=at(2, "9:00:00"))
    assert ranks(race_of(written(LATE, REVOKED, more))) == [1, 2, 3]


def test_a_penalty_may_replace_another_by_revoking_it() -> None:
    instead = ruled("p9", "penalty", 1, "2", 30, revokes="p1")
    assert ranks(race_of(written(LATE, instead))) == [1, 3, 2]


def test_penalties_of_a_sheet_and_of_rulings_add_up() -> None:
    the_race = race_of(written(sheet(1, "1", "4:00:00", penalty=Elapsed(60_000)), LATE))
    result = the_race.results[Bib("1")][0]
    assert result is not None
    assert result.penalty == 16 * 60_000


def decided(*bodies: Body) -> list[Decided]:
    every = written(*bodies)
    return list(explain(every, race_of(every), Bib("1")).stages[0].decided)


def test_an_explanation_tells_the_penalty_its_rule_and_what_it_did() -> None:
    (found,) = decided(LATE)
    assert (found.text, found.reason, found.rule, found.stands, found.version) == (
        "penalty 15 min",
        "lost bib",
        "12",
        True,
        1,
    )
    assert (found.rank_before, found.rank_after, found.announced) == (1, 2, LATE.announced)


def test_an_explanation_tells_what_was_taken_back_and_by_what() -> None:
    (found,) = decided(LATE, REVOKED)
    assert (found.stands, found.revoked_by) == (False, "p2")
    (revived,) = decided(LATE, REVOKED, REVIVED)
    assert (revived.stands, revived.revoked_by) == (True, "")


def test_an_explanation_counts_versions() -> None:
    assert [d.version for d in decided(LATE, LATE)] == [2]


def test_a_passing_in_the_moment_of_a_ruling_is_not_blamed_on_it() -> None:
    noon = at(1, "4:00:00")
    both = [seen("1", "1CP1", at(1, "2:00:00"), "in"), seen("2", "1CP1", at(1, "2:10:00"), "in")]
    mark = ruled("h", "penalty", 1, "1", 0, announced=noon)
    every = records(PlanAdopted(plan()), entered("1"), entered("2"), *both, seen("2", "1FINISH", noon), mark)
    (found,) = explain(every, race_of(every), Bib("1")).stages[0].decided
    assert (found.rank_before, found.rank_after) == (2, 2)


def test_an_explanation_shows_the_records_behind_a_time() -> None:
    every = records(PlanAdopted(plan()), entered("1"), seen("1", "1CP1", at(1, "1:30:00"), "in", "mat"))
    story = explain(every, race_of(every), Bib("1")).stages[0]
    assert [(s.place, s.way, s.verdict, s.source, s.records) for s in story.seen] == [
        ("1CP1", "in", "good", "mat", (("hq", 3),))
    ]
    assert "10.0 km from 1START in 1 h 30 min is 6.7 km/h" in story.seen[0].reason


def declare(the_race: Race, state: str, when: str, position: int = 40) -> Declared:
    return Declared(state, at(1, when), position, None, StageNo(1), digest(the_race, ONE), "Ana")  # type: ignore[arg-type]


def test_a_result_is_live_then_provisional_then_official() -> None:
    live = race_of(written())
    assert version_of(live, ONE, 7).state == "live"
    provisional = race_of(written(declare(live, "provisional", "12:00:00", 5)))
    assert (version_of(provisional, ONE, 7).state, version_of(provisional, ONE, 7).position) == ("provisional", 5)
    official = race_of(written(declare(live, "official", "14:00:00", 6), declare(live, "provisional", "12:00:00", 5)))
    assert version_of(official, ONE, 7).state == "official"
    assert latest_declaration(official, ONE) == declare(live, "official", "14:00:00", 6)


@pytest.mark.parametrize("change", [LATE, sheet(1, "3", "4:30:01"), ruled("u", "unranked", 1, "3")])
def test_an_official_result_that_changed_is_live_again_and_named(change: Body) -> None:
    official = declare(race_of(written()), "official", "14:00:00")
    the_race = race_of(written(official, change))
    assert version_of(the_race, ONE, 99).state == "live"
    problems = [str(problem) for problem in inconsistencies(the_race)]
    assert any("official since 22:00 on 2 Mar, changed since it was published" in problem for problem in problems)


def test_an_official_result_whose_penalty_was_taken_back_stands_again() -> None:
    official = declare(race_of(written()), "official", "14:00:00")
    assert version_of(race_of(written(official, LATE, REVOKED)), ONE, 99).state == "official"


def test_a_later_stage_does_not_touch_an_official_result_of_an_earlier_one() -> None:
    official = declare(race_of(written()), "official", "14:00:00")
    the_race = race_of(written(official, sheet(2, "1", "5:00:00")))
    assert table(the_race, ONE, position=99).version.state == "official"


def test_a_table_without_a_scope_is_the_standings_after_the_latest_stage() -> None:
    assert settled(race_of(written()), Scope()) == ONE
    assert settled(race_of(written(sheet(2, "1", "5:00:00"))), Scope()) == Scope(after=StageNo(2))


def test_a_table_shows_ruled_times_penalties_and_gaps() -> None:
    rows = table(race_of(written(LATE)), ONE).rows
    assert [(row.rank, row.bib, row.elapsed_ms, row.gap_ms) for row in rows] == [
        (1, "2", 15_000_000, 0),
        (2, "1", 15_300_000, 300_000),
        (3, "3", 16_200_000, 1_200_000),
    ]
    assert [(cell.ruled_ms, cell.penalty_ms, cell.status) for cell in rows[1].stages] == [
        (14_400_000, 900_000, "finished")
    ]


def test_without_a_plan_there_is_no_race() -> None:
    with pytest.raises(Exception, match="no plan yet"):
        race_of(records(*FIELD))


def test_a_race_of_a_plan_alone_has_an_empty_table() -> None:
    assert table(race(plan()), Scope()).rows == ()
