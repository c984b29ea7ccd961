"""An incident that nobody owns, from the moment it was opened."""

from typing import Any

from watch_scenes import SCENES, find

from races import at
from stagerace.core.names import Bib
from stagerace.core.records import IncidentOpened, IncidentTold
from stagerace.watch.alerts.base import Found


def after(*told: IncidentTold | IncidentOpened) -> list[Found]:
    """What is found once this was told."""
    return find("unread_incident", SCENES["unread_incident"]().watched(0, *told))


def step(what: str, when: str = "2:25:00", **more: Any) -> IncidentTold:
    """A line in its story."""
    return IncidentTold("cp1-1", what, at(1, when), **more)  # type: ignore[arg-type]


def test_it_says_what_where_and_whom() -> None:
    (found,) = after()
    assert (found.bibs, found.place, found.since) == (("4",), "1CP1", at(1, "2:20:00"))
    assert "Omar" in found.evidence[0]
    assert "the dry river" in found.evidence[0]


def test_an_owner_ends_it() -> None:
    assert after(step("owned", owner="Amina")) == []


def test_a_line_that_names_no_owner_does_not() -> None:
    (found,) = after(step("noted", text="gone to look", bibs=(Bib("6"),)))
    assert found.bibs == ("4", "6")


def test_closed_it_is_over_and_reopened_it_is_back() -> None:
    assert after(step("closed")) == []
    assert len(after(step("closed"), step("reopened", "2:28:00"))) == 1


def test_more_said_by_the_opener_may_name_an_owner() -> None:
    said = IncidentOpened("cp1-1", "lost", at(1, "2:22:00"), owner="Amina")
    assert after(said) == []


def test_what_is_told_of_an_incident_not_known_here_raises_nothing() -> None:
    assert [found.alert for found in after(IncidentTold("other", "noted", at(1, "2:25:00")))] == [
        "unread_incident cp1-1"
    ]
