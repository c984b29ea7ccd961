"""In danger: one alert a zone, read out to the rescuers as it stands."""

from watch_scenes import BIBS, ONE, SCENES, field, find, in_camp, one_stage, watched

from races import at
from stagerace.core.clock import HOUR, Instant
from stagerace.core.names import Bib, Metres, PlaceId
from stagerace.core.records import Body, Care, HandedOver, WithdrawalReported, ZoneDrawn
from stagerace.watch.alerts.base import Found


def test_it_tells_of_each_where_they_were_seen_and_may_be() -> None:
    (found,) = find("in_zone", SCENES["in_zone"]().watched())
    assert "Fire drawn at 10:20, km 14.0 to 18.0." in found.evidence
    assert any(line.startswith("May be inside: 1, seen last leaving 1CP1") for line in found.evidence)
    assert len(found.bibs) == 12


def test_the_counts_add_up_to_everybody_out_there() -> None:
    (found,) = find("in_zone", SCENES["in_zone"]().watched())
    assert "12 may be inside, 0 come to it, 0 are beyond it." in found.evidence


def test_it_is_over_when_the_danger_is() -> None:
    this = SCENES["in_zone"]()
    lifted = ZoneDrawn("gorge", "fire", at(1, "2:25:00"), ONE, lifted_at=at(1, "2:28:00"))
    assert find("in_zone", this.watched(0, lifted)) == []


def test_it_is_over_when_everybody_is_beyond() -> None:
    the_plan, now = one_stage(), at(1, "4:30:00")
    drawn = ZoneDrawn("gorge", "storm", at(1, "0:20:00"), ONE, (), ((Metres(2_000), Metres(6_000)),))
    assert find("in_zone", watched(the_plan, now, *field(the_plan, now), drawn)) == []


def drawn(since_km: int, until_km: int, *bodies: Body, now: str = "2:30:00") -> Found | None:
    """What is told of a fire between two kilometres; bib 12 was at 1CP1 and withdrew there."""
    the_plan, then = one_stage(), at(1, now)
    fire = ZoneDrawn("gorge", "fire", at(1, "0:05:00"), ONE, (), ((Metres(since_km * 1000), Metres(until_km * 1000)),))
    gave_up = WithdrawalReported(Bib("12"), PlaceId("1CP1"), at(1, "2:00:00"), custody="1CP1")
    told = [*field(the_plan, then, ["12"], at(1, "1:55:00")), *([gave_up] if then > gave_up.reported_at else [])]
    return next(iter(find("in_zone", watched(the_plan, then, *told, fire, *bodies))), None)


def test_who_gave_up_and_waits_with_a_crew_inside_it_is_named() -> None:
    found = drawn(9, 11)
    assert found is not None
    assert "12" in found.bibs
    assert "May be inside: 12, in the care of checkpoint 1CP1, from 1CP1 (10.0 km)." in found.evidence
    elsewhere = drawn(14, 18)
    assert elsewhere is not None
    assert "12" not in elsewhere.bibs


def test_who_is_in_a_vehicle_may_be_anywhere() -> None:
    crew, car = Care("checkpoint", "1CP1"), Care("vehicle", "car 4")
    sides = [HandedOver(Bib("12"), side, at(1, "2:10:00"), crew, car, PlaceId("1CP1")) for side in ("gives", "takes")]
    found = drawn(34, 38, *sides)
    assert found is not None
    assert "May be inside: 12, in the care of vehicle car 4, from 1CP1 (10.0 km)." in found.evidence


def test_a_camp_that_lies_in_it_is_told_with_everybody_there() -> None:
    the_plan, now = one_stage(), at(1, "12:00:00")
    flood = ZoneDrawn("wadi", "flood", now, ONE, (), ((Metres(39_000), Metres(40_000)),))
    told = [*field(the_plan, now), in_camp(now), flood]
    (found,) = find("in_zone", watched(the_plan, now, *told))
    assert set(found.bibs) == set(BIBS)
    assert any(
        line.startswith("12 are in camp at 1FINISH (40.0 km), which lies in it: 1, 2,") for line in found.evidence
    )


def test_before_the_start_everybody_is_told_to_come_to_it() -> None:
    before = Instant(at(1, "0:00:00") - HOUR)
    fire = ZoneDrawn("gorge", "fire", before, ONE, (), ((Metres(14_000), Metres(18_000)),))
    (found,) = find("in_zone", watched(one_stage(), before, fire))
    assert set(found.bibs) == set(BIBS)
    assert any(line.startswith("12 wait for their start and then come to it: 1, 2,") for line in found.evidence)
