"""Overdue: whoever was due and is not there."""

from watch_scenes import SCENES, field, find, one_stage, watched

from races import at, seen
from stagerace.core.clock import HOUR, MINUTE
from stagerace.core.names import Bib
from stagerace.core.records import Care, HandedOver
from stagerace.watch.alerts.all import KINDS
from stagerace.watch.alerts.base import cause_of


def test_it_is_there_a_moment_after_the_due_and_not_before() -> None:
    the_plan = one_stage()
    bodies = field(the_plan, at(1, "2:00:00"), ["5"], at(1, "1:30:00"))
    due = watched(the_plan, at(1, "2:00:00"), *bodies).dues[Bib("5")].at
    assert find("overdue", watched(the_plan, due, *bodies, bibs=["5"])) == []
    assert find("overdue", watched(the_plan, due + 1, *bodies, bibs=["5"])) != []  # type: ignore[arg-type]


def test_somebody_nobody_ever_saw_is_overdue_like_anybody() -> None:
    the_plan, now = one_stage(), at(1, "7:00:00")
    (found,) = find("overdue", watched(the_plan, now, *field(the_plan, now, ["12"], at(1, "0:00:00"))))
    assert found.bibs == ("12",)
    assert "was not seen since" in found.evidence[0]


def test_the_leader_alone_in_front_is_overdue_like_anybody() -> None:
    the_plan, now = one_stage(), at(1, "5:30:00")
    bodies = field(the_plan, at(1, "3:00:00"), ["1"], at(1, "1:25:00"))
    assert [found.bibs for found in find("overdue", watched(the_plan, now, *bodies, bibs=["1", "2"]))][:1] == [("1",)]


def test_it_says_where_they_were_seen_when_they_were_due_and_why() -> None:
    (found,) = find("overdue", SCENES["overdue"]().watched())
    said = " ".join(found.evidence)
    for word in ("seen last at 1CP1 (10.0 km) at 09:25", "Due out of 1CP1", "half of those like them", "11 of 12"):
        assert word in said


def test_the_later_it_gets_the_worse_the_case_and_the_cause_stays() -> None:
    this = SCENES["overdue"]()
    due = this.watched().dues[Bib("5")].at
    names = [
        find("overdue", this.watched(due + late - this.now))[0].alert for late in (MINUTE, HOUR, 2 * HOUR, 4 * HOUR)
    ]
    assert [cause_of(name)[1] for name in names] == [0, 1, 2, 3]
    assert len({cause_of(name)[0] for name in names}) == 1


def test_seen_again_it_is_over_and_the_next_one_has_another_name() -> None:
    this = SCENES["overdue"]()
    (first,) = find("overdue", this.watched())
    seen_again = (seen("5", "1CP2", at(1, "5:30:00"), "in"), seen("5", "1CP2", at(1, "5:40:00"), "out"))
    assert find("overdue", this.watched(0, *seen_again)) == []
    later = [each for each in find("overdue", this.watched(6 * HOUR, *seen_again)) if each.bibs == ("5",)]
    assert cause_of(later[0].alert)[0] != cause_of(first.alert)[0]


def test_a_doubtful_time_is_told_and_saves_nobody() -> None:
    this = SCENES["overdue"]()
    (found,) = find("overdue", this.watched(0, seen("5", "1CP3", at(1, "1:40:00"), "in")))
    assert any(line.startswith("Not counted: ") for line in found.evidence)


def test_somebody_in_a_vehicle_whom_nobody_received_is_overdue() -> None:
    car, cp1 = Care("vehicle", "car 4"), Care("checkpoint", "1CP1")
    words = [HandedOver(Bib("5"), side, at(1, "1:40:00"), cp1, car) for side in ("gives", "takes")]  # type: ignore[arg-type]
    (found,) = find("overdue", SCENES["overdue"]().watched(0, *words))
    assert "is in a vehicle (vehicle car 4)" in found.evidence[0]


def test_without_a_forecast_it_is_found_too_and_says_so() -> None:
    the_plan, now = one_stage(), at(1, "8:00:00")
    bodies = field(the_plan, now, ["5"], at(1, "1:32:00"))
    (found,) = find("overdue", watched(the_plan, now, *bodies, with_forecast=False))
    assert "nothing is forecast" in found.evidence[1]


def test_it_asks_to_be_looked_for_a_moment_after_each_due() -> None:
    those = SCENES["overdue"]().watched()
    assert those.dues[Bib("5")].at + 1 in set(KINDS["overdue"].turns(those))
