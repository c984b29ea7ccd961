"""Who may be inside a danger, who comes to it, who is beyond it."""

from hypothesis import given, settings
from hypothesis import strategies as st
from watch_scenes import BIBS, ONE, find, one_stage, watched, way, with_course

from races import at, seen
from stagerace.core.names import Bib, Metres
from stagerace.core.records import Body, ZoneDrawn
from stagerace.watch.alerts.base import Watched
from stagerace.watch.zones import stretches_of

SQUARE = ((-0.01, 0.14), (0.01, 0.14), (0.01, 0.18), (-0.01, 0.18))


def fire(since_km: float, until_km: float, **more: object) -> ZoneDrawn:
    """A fire along the course."""
    part = (Metres(round(1000 * since_km)), Metres(round(1000 * until_km)))
    return ZoneDrawn("gorge", "fire", at(1, "2:20:00"), ONE, (), (part,), **more)  # type: ignore[arg-type]


def scene(*bodies: Body, now: str = "2:30:00", bibs: tuple[str, ...] = ("1", "2", "3")) -> Watched:
    """Bib 1 beyond 20 km, bib 2 beyond 10 km, bib 3 not seen at all."""
    the_plan = one_stage()
    told = [*way(the_plan, "1", 9, at(1, now)), *way(the_plan, "2", 6, at(1, now))]
    return watched(the_plan, at(1, now), *told, *bodies, bibs=bibs)


def test_everybody_is_inside_coming_or_beyond_and_in_one_list_only() -> None:
    those = scene(fire(12, 18))
    (zoned,) = those.zones
    assert (zoned.inside, zoned.ahead, zoned.behind) == (("2",), ("3",), ("1",))


def test_somebody_known_beyond_the_danger_is_never_listed_as_not_having_reached_it() -> None:
    (found,) = find("in_zone", scene(fire(12, 18)))
    assert "1" not in found.bibs
    assert not any(line.startswith(("May be inside: 1,", "Comes to it: 1,")) for line in found.evidence)


def test_somebody_not_known_beyond_it_is_listed_however_long_ago_they_should_have_been() -> None:
    (found,) = find("in_zone", scene(fire(12, 18), now="9:00:00"))
    assert "3" in found.bibs


def test_a_doubtful_time_beyond_it_takes_nobody_off_the_list() -> None:
    flown = seen("3", "1CP3", at(1, "0:40:00"), "in")
    (found,) = find("in_zone", scene(fire(12, 18), flown))
    assert "3" in found.bibs
    assert any("1CP3" in line and "is not sure" in line for line in found.evidence)


def test_whoever_cannot_have_come_so_far_comes_to_it() -> None:
    (zoned,) = scene(fire(35, 38)).zones
    assert set(zoned.ahead) == {"1", "2", "3"}
    (found,) = find("in_zone", scene(fire(35, 38)))
    assert set(found.bibs) == {"1", "2", "3"}


def test_a_danger_that_was_lifted_concerns_nobody() -> None:
    lifted = fire(12, 18, lifted_at=at(1, "2:25:00"))
    assert find("in_zone", scene(fire(12, 18), lifted)) == []
    assert find("in_zone", scene(lifted, fire(12, 18))) == []


def test_its_next_version_moves_it() -> None:
    moved = ZoneDrawn("gorge", "fire", at(1, "2:28:00"), ONE, (), ((Metres(25_000), Metres(28_000)),))
    assert scene(fire(12, 18), moved).zones[0].stretches == ((25_000, 28_000),)


def test_an_area_on_the_map_covers_the_steps_of_the_course_it_touches() -> None:
    drawn = ZoneDrawn("gorge", "fire", at(1, "2:20:00"), ONE, SQUARE)
    ((since, until),) = stretches_of(drawn, with_course(one_stage()).stages[0])
    assert (since, until) == (13_900, 18_001)


def test_an_area_narrower_than_a_step_is_not_slipped_through() -> None:
    sliver = ((-0.01, 0.14030), (0.01, 0.14030), (0.01, 0.14035), (-0.01, 0.14035))
    drawn = ZoneDrawn("gorge", "flood", at(1, "2:20:00"), ONE, sliver)
    assert stretches_of(drawn, with_course(one_stage()).stages[0]) == ((14_000, 14_101),)


def test_an_area_beside_the_course_concerns_nobody() -> None:
    beside = tuple((lat + 1, lon) for lat, lon in SQUARE)
    drawn = ZoneDrawn("gorge", "fire", at(1, "2:20:00"), ONE, beside)
    assert stretches_of(drawn, with_course(one_stage()).stages[0]) == ()


def test_a_course_without_a_line_lies_inside_everywhere() -> None:
    drawn = ZoneDrawn("gorge", "fire", at(1, "2:20:00"), ONE, SQUARE)
    assert stretches_of(drawn, one_stage().stages[0]) == ((0, 40_000),)
    (found,) = find("in_zone", scene(drawn))
    assert any("no line" in line for line in found.evidence)


@settings(max_examples=30, deadline=None)
@given(since=st.integers(0, 39), length=st.integers(0, 20), minutes=st.integers(5, 400))
def test_whoever_is_surely_beyond_is_not_listed_and_everybody_else_is(since: int, length: int, minutes: int) -> None:
    the_plan, now = one_stage(), at(1, f"{minutes // 60}:{minutes % 60:02}:00")
    told = [body for n, bib in enumerate(BIBS) for body in way(the_plan, bib, 9 - 0.4 * n, now)]
    drawn = ZoneDrawn(
        "g", "storm", at(1, "0:01:00"), ONE, (), ((Metres(since * 1000), Metres((since + length) * 1000)),)
    )
    those = watched(the_plan, now, *told, drawn, with_forecast=False)
    (zoned,) = those.zones
    for row in those.ledger.rows:
        if row.is_out_there:
            beyond = those.metres(those.sights[row.bib].last.index) > (since + length) * 1000
            assert (Bib(row.bib) in zoned.behind) == beyond
