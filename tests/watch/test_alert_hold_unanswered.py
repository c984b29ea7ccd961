"""Hold not acknowledged: nobody knows whether the checkpoint holds its runners."""

from watch_scenes import ONE, SCENES, find

from races import at
from stagerace.core.clock import MINUTE
from stagerace.core.names import PlaceId
from stagerace.core.records import HoldAcknowledged, HoldOrdered
from stagerace.watch.alerts.all import KINDS

CP2 = PlaceId("1CP2")


def test_only_the_place_that_did_not_answer_is_named() -> None:
    (found,) = find("hold_unanswered", SCENES["hold_unanswered"]().watched())
    assert found.place == CP2
    assert "a storm from the west" in " ".join(found.evidence)
    assert found.since == at(1, "2:25:00")


def test_it_is_given_five_minutes() -> None:
    assert find("hold_unanswered", SCENES["hold_unanswered"]().watched(-5 * MINUTE)) == []


def test_its_answer_ends_it() -> None:
    heard = HoldAcknowledged(CP2, "storm", at(1, "2:29:00"))
    assert find("hold_unanswered", SCENES["hold_unanswered"]().watched(0, heard)) == []


def test_a_release_wants_its_own_answer() -> None:
    this = SCENES["hold_unanswered"]()
    heard = HoldAcknowledged(CP2, "storm", at(1, "2:29:00"))
    places = (CP2, PlaceId("1CP3"))
    released = HoldOrdered("storm", at(1, "2:20:00"), ONE, places, released_at=at(1, "2:40:00"))
    found = find("hold_unanswered", this.watched(20 * MINUTE, heard, released))
    assert [each.place for each in found] == [*places]
    assert all("release" in each.evidence[0] for each in found)


def test_it_asks_to_be_looked_for_once_the_answer_is_due() -> None:
    assert list(KINDS["hold_unanswered"].turns(SCENES["hold_unanswered"]().watched())) == [at(1, "2:25:00") + 1]
