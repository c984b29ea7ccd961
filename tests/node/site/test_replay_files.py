"""What the slider of a stage reads: who was seen when, and since when nobody counts them on the way."""

from gate_races import BIBS, race_with
from news_races import NIGHT, day, seen_of

from races import at, ruled
from stagerace.core.names import Bib, StageNo
from stagerace.core.records import Body
from stagerace.node.site.kinds.replay import Replay, replay_of

HOURS = 3600
GONE = ["147/CP2", "147/CP3", "147/FINISH"]


def replay(*bodies: Body) -> Replay:
    """The first stage of a race."""
    return replay_of(seen_of(race_with(*bodies), NIGHT), StageNo(1))


def test_who_was_seen_at_the_end_needs_no_other_word() -> None:
    told = replay(*day())
    assert set(told.seen) == set(BIBS)
    assert (told.home, told.left) == ({}, {})


def test_who_withdrew_is_on_the_way_until_that_was_announced() -> None:
    withdrawn = ruled("w", "withdraw", 1, "147", announced=at(1, "4:00:00"))
    assert replay(*day(but=GONE), withdrawn).left == {Bib("147"): 4 * HOURS}


def test_who_was_given_a_time_is_home_once_that_was_announced() -> None:
    given = ruled("g", "give", 1, "147", 500, announced=at(1, "13:00:00"))
    told = replay(*day(but=["147/FINISH"]), given)
    assert (told.home, told.left) == ({Bib("147"): 13 * HOURS}, {})


def test_where_the_stage_was_shortened_whoever_came_there_is_home() -> None:
    short = ruled("s", "shorten", 1, "147", 10, place="1CP3")
    told = replay(*day(but=["147/FINISH"]), short)
    assert told.home == {Bib("147"): max(told.seen[Bib("147")])}


def test_of_a_silent_runner_nothing_is_known() -> None:
    told = replay(*day(but=GONE))
    assert (told.home, told.left) == ({}, {})
