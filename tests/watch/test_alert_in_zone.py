"""In danger: one alert a zone, read out to the rescuers as it stands."""

from watch_scenes import ONE, SCENES, field, find, one_stage, watched

from races import at
from stagerace.core.names import Metres
from stagerace.core.records import ZoneDrawn


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
