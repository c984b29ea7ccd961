"""Alone by night: left a checkpoint with nobody else leaving within five minutes."""

import pytest
from watch_scenes import SCENES, by_night, find, one_stage, watched

from races import at, seen
from stagerace.core.records import Body
from stagerace.watch.alerts.all import KINDS
from stagerace.watch.alerts.base import Found


def left(clock: str, other: str = "", now: str = "", way: str = "out") -> list[Found]:
    """Bib 1 leaves CP1 by the clock of a stage that starts at 20:00, another maybe too."""
    when = at(1, clock)
    bodies: list[Body] = [seen("1", "1CP1", when, way)]
    if other:
        bodies.append(seen("2", "1CP1", at(1, other), "out"))
    moment = at(1, now) if now else when + 5 * 60_000
    return [f for f in find("alone_at_night", watched(by_night(), moment, *bodies, bibs=("1", "2"))) if "1" in f.bibs]  # type: ignore[arg-type]


def test_with_nobody_near_it_is_an_alert_once_five_minutes_have_gone() -> None:
    assert left("13:30:00", now="13:34:59") == []
    (found,) = left("13:30:00", now="13:35:00")
    assert found.since == at(1, "13:35:00")


@pytest.mark.parametrize("other", ["13:25:00", "13:30:00", "13:35:00"])
def test_with_somebody_within_five_minutes_before_or_after_it_is_none(other: str) -> None:
    assert left("13:30:00", other) == []


@pytest.mark.parametrize("other", ["13:24:59", "13:35:01"])
def test_with_somebody_further_off_it_is_one_that_says_so(other: str) -> None:
    (found,) = left("13:30:00", other, now="13:50:00")
    assert "2 left 5 min" in " ".join(found.evidence)


def test_in_the_checkpoint_nobody_is_alone() -> None:
    assert left("13:30:00", way="in") == []


def test_by_day_it_is_none() -> None:
    bodies = [seen("1", "1CP1", at(1, "1:30:00"), "out")]
    assert find("alone_at_night", watched(one_stage(), at(1, "1:40:00"), *bodies, bibs=("1", "2"))) == []


def test_seen_at_the_next_place_it_is_over() -> None:
    this = SCENES["alone_at_night"]()
    assert {found.bibs[0] for found in find("alone_at_night", this.watched())} == {"1", "2"}
    there = seen("1", "1CP2", at(1, "13:55:00"), "in")
    assert {found.bibs[0] for found in find("alone_at_night", this.watched(0, there))} == {"2"}


def test_it_asks_to_be_looked_for_when_five_minutes_have_gone() -> None:
    those = watched(by_night(), at(1, "13:31:00"), seen("1", "1CP1", at(1, "13:30:00"), "out"), bibs=("1", "2"))
    assert list(KINDS["alone_at_night"].turns(those)) == [at(1, "13:35:00")]
