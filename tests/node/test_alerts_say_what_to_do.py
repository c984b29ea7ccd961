"""What does not agree is told under a heading of its own, with one thing to do."""

from races import at, entered, race
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import RollCalled
from stagerace.node.hq.alerts import alerts
from stagerace.node.hq.told import AlertTold
from stagerace.watch.watching import watch
from watch.watch_scenes import BIBS, SCENES, field, one_stage


def test_who_is_missing_at_the_roll_call_is_no_open_hand_over() -> None:
    now = at(1, "13:40:00")
    roll = RollCalled(PlaceId("1FINISH"), at(1, "13:30:00"), tuple(map(Bib, BIBS[:-1])), (Bib("12"),))
    found = alerts(watch(race(one_stage(), *map(entered, BIBS), *field(one_stage(), now), roll), now))
    (missing,) = (each for each in found if each.bibs == ("12",))
    assert missing.title == "Missing at the roll call"
    assert missing.asks.startswith("Look for them now")
    assert not any(line.startswith("To do") for line in missing.evidence)


def test_a_hand_over_says_whom_to_ask() -> None:
    this = SCENES["hand_over_open"]()
    found = alerts(watch(race(this.plan, *map(entered, BIBS), *this.bodies), this.now))
    open_one: AlertTold = next(each for each in found if each.what == "hand_over_open")
    assert open_one.title == "Hand-over open"
    assert open_one.asks.startswith("Ask ")
    assert "car 4" in open_one.asks
