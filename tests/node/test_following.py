"""A race that is kept up with its log is the race worked out anew, whatever came and in whatever order."""

from hypothesis import given
from hypothesis import strategies as st

from races import at, entered, plan, records, ruled, seen, sheet
from stagerace.core.names import Bib, NodeId, Number, PlaceId
from stagerace.core.records import (
    AlertAnswered,
    AlertRaised,
    Body,
    PlanAdopted,
    Record,
    Swept,
    Voided,
    WithdrawalReported,
)
from stagerace.node.folder import View
from stagerace.node.following import Follower
from stagerace.rules.classes import Scope
from stagerace.rules.race import Race
from stagerace.rules.spread import spread_table
from stagerace.rules.tables import table

PLAN = plan(2)
STAGES = [stage.n for stage in PLAN.stages]
FIRST = [PlanAdopted(PLAN), *(entered(bib) for bib in ("1", "2", "3"))]
SOME = st.sampled_from(
    [
        *(seen(bib, place, at(1, clock), "in") for bib in ("1", "2", "9")
          for place, clock in (("1CP1", "1:10:00"), ("1CP1", "1:10:40"), ("1CP2", "2:20:00"), ("1FINISH", "4:40:00"))),
        seen("3", "2CP1", at(2, "1:10:00"), "in"),
        sheet(1, "1", "5:00:00"),
        sheet(1, "1", "", "dnf"),
        ruled("a", "penalty", bibs="2", minutes=15),
        entered("9"),
        Voided((NodeId("hq"), Number(6)), "typed twice", "Ada"),
        AlertRaised("overdue 1", "overdue", at(1, "3:00:00"), at(1, "2:50:00"), (Bib("1"),)),
        AlertAnswered("overdue 1", "taken", at(1, "3:05:00"), "Ada"),
        Swept(PlaceId("1CP1"), at(1, "4:00:00")),
        WithdrawalReported(Bib("2"), PlaceId("1CP2"), at(1, "2:30:00"), "feet"),
    ]
)  # fmt: skip


def told(race: Race) -> object:
    return [(spread_table(race, n), table(race, Scope(stage=n)), table(race, Scope(after=n))) for n in STAGES]


def views(written: list[Record]) -> list[View]:
    return [View(tuple(written[:upto]), upto, 0) for upto in range(len(FIRST), len(written) + 1)]


@given(st.lists(SOME, max_size=12), st.randoms(use_true_random=False))
def test_a_race_kept_up_is_the_race_worked_out_anew(bodies: list[Body], luck: object) -> None:
    first, later = records(*FIRST, *bodies)[: len(FIRST)], records(*FIRST, *bodies)[len(FIRST) :]
    luck.shuffle(later)  # type: ignore[attr-defined]
    follower = Follower()
    for view in views([*first, *later]):
        kept = follower.race(view)
        anew = View(view.records, view.position, 0).race
        assert told(kept) == told(anew)
        assert list(kept.facts.reports.items()) == list(anew.facts.reports.items())


def test_what_only_was_said_is_taken_in_without_looking_at_everything_anew() -> None:
    written = records(*FIRST, Swept(PlaceId("1CP1"), at(1, "4:00:00")), Swept(PlaceId("1CP2"), at(1, "5:00:00")))
    follower, (before, after) = Follower(), views(written)[-2:]
    assert follower.race(before) is follower.race(after)


def test_the_race_that_others_are_given_is_left_alone() -> None:
    written = records(*FIRST, seen("1", "1CP1", at(1, "1:10:00"), "in"), seen("2", "1CP1", at(1, "1:12:00"), "in"))
    before, after = views(written)[-2:]
    theirs = told(before.race)
    follower = Follower()
    follower.race(before)
    follower.race(after)
    assert told(before.race) == theirs


def test_a_log_that_was_read_anew_is_followed_from_its_beginning() -> None:
    bodies = [*FIRST, seen("1", "1CP1", at(1, "1:10:00"), "in")]
    follower = Follower()
    follower.race(View(tuple(records(*bodies)), len(bodies), 0))
    healed = View(tuple(records(*FIRST, seen("2", "1CP1", at(1, "1:10:00"), "in"))), len(bodies), 0)
    assert told(follower.race(healed)) == told(View(healed.records, healed.position, 0).race)
