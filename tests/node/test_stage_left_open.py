"""A stage that nobody closed by the next morning is told of, and closed once nothing speaks against it."""

import pytest

from races import at, entered, race, seen
from stagerace.core.errors import BadInput
from stagerace.core.names import Bib, PlaceId, StageNo
from stagerace.core.records import Body, RollCalled, StageClosed
from stagerace.node.hq.closing import closing, left_open
from stagerace.node.hq.orders.base import Said
from stagerace.node.hq.orders.close import Close
from stagerace.node.look import Look
from stagerace.watch.watching import watch
from watch.ledger_scenes import absent, roll, two_stages, way

MORNING = at(2, "2:00:00")


def look(*bodies: Body) -> Look:
    """Four entered, one of them absent, two in camp; the second stage is under way."""
    first = [*way("1"), *way("2"), absent("3"), *way("4"), roll("6:00:00", "1 2")]
    second = [seen("1", "2CP1", at(2, "1:30:00"), "in")]
    the_race = race(two_stages(), *(entered(bib) for bib in "1234"), *first, *second, *bodies)
    return Look(the_race, 1, MORNING, watch(the_race, MORNING), None)


def close(this: Look, **fields: str) -> tuple[Body, ...]:
    return Close().bodies(Said(fields, "Lena", this, this.at))


def answered() -> RollCalled:
    return RollCalled(PlaceId("1FINISH"), at(1, "7:00:00"), (Bib("4"),))


def test_it_is_told_with_every_name() -> None:
    this = look()
    (told,) = left_open(this)
    assert (told.stage, told.closed) == (1, None)
    assert [each.what.split(",")[0] for each in told.problems] == ["bib 4 came to 1FINISH and has not answered since"]
    assert closing(this).stage == 2


def test_while_anybody_is_missing_it_is_refused_by_name() -> None:
    with pytest.raises(BadInput, match="bib 4 came to 1FINISH"):
        close(look(), stage="1")


def test_once_everybody_answered_it_is_closed_though_the_next_is_under_way() -> None:
    this = look(answered())
    assert left_open(this)[0].problems == ()
    (word,) = close(this, stage="1", note="they slept")
    assert word == StageClosed(StageNo(1), MORNING, 1, "Lena", "they slept")
    after = look(answered(), word)
    assert left_open(after) == ()
    assert close(after, stage="1") == ()


def test_without_a_name_the_stage_under_way_is_meant_and_what_has_not_begun_is_refused() -> None:
    with pytest.raises(BadInput, match="on course"):
        close(look(answered()))
    for wrong in ("3", "one", "1.0"):
        with pytest.raises(BadInput, match="no stage that has begun"):
            close(look(), stage=wrong)
