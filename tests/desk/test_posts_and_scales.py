"""Labels keep apart, words fit, axes have round numbers, plans show where a course runs."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from picture_reading import read
from small_courses import course, eight

from stagerace.course.profile import profile
from stagerace.desk.course_facts import heights, stretches
from stagerace.desk.lettering import broken, cut, width_of
from stagerace.desk.posts import Post, hoist, label_width, posts_of, spaced
from stagerace.desk.profile_picture import profile_picture
from stagerace.desk.scales import Axis, ticks
from stagerace.desk.svg import number

POSTS = st.lists(st.tuples(st.text(max_size=25), st.floats(0, 90_000)), min_size=1, max_size=15)


@given(POSTS)
def test_no_label_touches_another_or_the_pole_of_another(named: list[tuple[str, float]]) -> None:
    along = Axis(0, 90_000, 90, 1_080)
    posts = sorted((Post(name, metres) for name, metres in named), key=lambda post: post.metres)
    flags = hoist([(post, along(post.metres)) for post in posts], 90, 1_080, 4)
    if flags is None:
        return
    assert [flag.post for flag in flags] == posts
    for one, other in combinations(flags, 2):
        assert one.row != other.row or one.end <= other.begin or other.end <= one.begin
        for pole, label in ((one, other), (other, one)):
            assert not (pole.row >= label.row and label.begin + 1 < pole.x < label.end - 1)


def test_labels_with_room_stand_in_one_row() -> None:
    posts = [(Post(f"CP {n}", n * 10_000.0), 100.0 + 200 * n) for n in range(4)]
    flags = hoist(posts, 90, 1_080, 4)
    assert flags is not None
    assert {flag.row for flag in flags} == {0}


def test_two_places_at_one_metre_stand_above_each_other_or_on_both_sides() -> None:
    flags = hoist([(Post("In", 5_000.0), 400.0), (Post("Out", 5_000.0), 400.0)], 90, 1_080, 4)
    assert flags is not None
    assert flags[0].right != flags[1].right


@given(st.lists(st.floats(0, 500), min_size=1, max_size=40).map(sorted))
def test_numbers_above_a_profile_keep_order_and_distance_and_stay_inside(wanted: list[float]) -> None:
    found = spaced(wanted, 0, 500, 18)
    gap = min(18.0, 500 / max(1, len(wanted) - 1))
    assert all(b - a >= gap - 1e-6 for a, b in pairwise(found))
    assert found[0] >= -1e-6
    assert found[-1] <= 500 + 1e-6


@given(st.text(), st.floats(20, 400), st.booleans())
def test_words_that_are_cut_fit_their_room(words: str, room: float, bold: bool) -> None:
    assert width_of(cut(words, room, 12, bold=bold), 12, bold=bold) <= room
    assert all(width_of(line, 12) <= room for line in broken(words, room, 12, 3))
    assert len(broken(words, room, 12, 3)) <= 3


@given(st.floats(-500, 5_000), st.floats(1, 90_000), st.integers(2, 20))
def test_ticks_are_round_inside_and_not_too_many(low: float, span: float, most: int) -> None:
    found = ticks(low, low + span, most)
    assert len(found) <= most + 1
    assert all(low - 1e-6 * span <= tick <= low + span + 1e-6 * span for tick in found)
    steps = {f"{(b - a):.6g}".strip("0.").rstrip("0.")[:1] for a, b in pairwise(found)}
    assert steps <= {"1", "2", "5"}


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="nan is no place in a picture"):
        number(float("nan"))


def test_a_place_is_called_as_people_say_it() -> None:
    laid = course(places=[("3START", 0), ("3CP2", 9_000), ("Well of the Owl", 20_000), ("3FINISH", 42_300)])
    assert [post.name for post in posts_of(laid)] == ["Start", "CP 2", "Well of the Owl", "Finish"]


def test_ground_that_nobody_named_is_unknown() -> None:
    laid = course(10_000, ground=[(2_000, "sand"), (4_000, "sand"), (6_000, "rock")])
    assert stretches(laid) == [(0, 2_000, "unknown"), (2_000, 6_000, "sand"), (6_000, 10_000, "rock")]


def test_the_steepest_stretch_may_lead_down() -> None:
    found = heights(profile(course(20_000, high=lambda share: 900 - 4_000 * max(0.0, min(share - 0.25, 0.05)))))
    assert found is not None
    assert found.steepest is not None
    assert str(found.steepest) == "20 % down"


def test_level_ground_has_no_steepest_stretch() -> None:
    found = heights(profile(course(20_000, high=lambda share: 3.0)))
    assert found is not None
    assert found.steepest is None


def test_the_plan_of_a_loop_begins_and_ends_at_one_spot_and_crosses_itself() -> None:
    root = read(profile_picture(course(9_000, eight), title="Loop"))
    start = next(e for e in root.iter() if e.attrib.get("class") == "sign" and e.attrib.get("r") == "4.5")
    finish = next(e for e in root.iter() if e.attrib.get("class") == "dot" and e.tag.endswith("rect"))
    assert float(start.attrib["cx"]) == pytest.approx(float(finish.attrib["x"]) + 4, abs=1)
    assert float(start.attrib["cy"]) == pytest.approx(float(finish.attrib["y"]) + 4, abs=1)
    assert sum(e.attrib.get("class") == "halo" for e in root.iter()) > 10


def test_a_course_across_the_date_line_is_drawn_as_one() -> None:
    """West of 180 degrees and east of it, 40 km: a scale of some kilometres, not of half the earth."""
    svg = profile_picture(course(42_300, begin=(-17.0, 179.9)), title="Over the line")
    scale = [
        e.text or "" for e in read(svg).iter() if (e.text or "").endswith(" km") and e.attrib.get("class") == "tick"
    ]
    assert scale == ["10 km"]


def test_a_label_is_as_wide_as_the_longer_of_its_lines() -> None:
    assert label_width(Post("CP", 5_000.0)) == label_width(Post("C", 5_000.0))
    assert label_width(Post("The well of the invented people", 5_000.0)) > label_width(Post("CP", 5_000.0))
