"""The picture of a course: right, legible, the same every time."""

import re
from math import sin
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from picture_reading import outside, overlapping, patterns, read, size_of, words
from small_courses import Way, course, eight, every_ground, winding

from stagerace.core.terrain import TERRAINS
from stagerace.desk.profile_picture import profile_picture
from stagerace.desk.sheet import Size

SIZES = get_args(Size)
NASTY = "<b>&\"'</text>\x00\ud800 %s {x}"


def back_and_forth(share: float) -> tuple[float, float]:
    """A way that comes back on its own line."""
    return 3 * sin(9 * share), 0.0


@st.composite
def courses(draw: st.DrawFn) -> tuple[object, list[tuple[str, float]]]:
    metres = draw(st.integers(2_000, 90_000))
    ways: list[Way] = [winding, eight, back_and_forth]
    base, swing = draw(st.integers(-420, 5_000)), draw(st.floats(0, 900))
    waves = draw(st.integers(0, 40))
    known = draw(st.booleans())
    names = draw(st.lists(st.text(min_size=1, max_size=40), max_size=15))
    marks = [draw(st.integers(0, metres)) for _ in names]
    cuts = sorted(draw(st.lists(st.integers(0, metres), max_size=12)))
    laid = course(
        metres, draw(st.sampled_from(ways)), (lambda share: base + swing * sin(waves * share)) if known else None,
        ground=[(cut, TERRAINS[n % len(TERRAINS)]) for n, cut in enumerate(cuts)],
        begin=(draw(st.floats(-85, 85)), draw(st.floats(-180, 179))),
    )  # fmt: skip
    return laid, list(zip(names, map(float, marks), strict=True))


@settings(max_examples=40)
@given(courses(), st.sampled_from(SIZES), st.text(max_size=80))
def test_whatever_the_course_everything_lies_on_the_sheet_and_no_words_cover_others(
    drawn: tuple[object, list[tuple[str, float]]], size: Size, title: str
) -> None:
    laid, places = drawn
    svg = profile_picture(laid, title=title, places=places, size=size)  # type: ignore[arg-type]
    assert not overlapping(svg)
    assert not outside(svg)
    assert not re.search(r"\b(nan|inf)\b", re.sub(r"<(text|title|desc)[^>]*>.*?</\1>", "", svg, flags=re.DOTALL))


@pytest.mark.parametrize("size", SIZES)
def test_fifteen_long_names_are_numbered_and_listed(size: Size) -> None:
    places = [(f"Checkpoint {n} by the well of the invented people", 5_000.0 * n) for n in range(1, 16)]
    svg = profile_picture(course(86_000), title="The long day", places=places, size=size)
    said = [each.said for each in words(svg)]
    assert all(str(n) in said for n in range(1, 18))
    assert not overlapping(svg)


def test_few_places_have_their_names_on_their_posts() -> None:
    laid = course(places=[("3CP1", 12_400), ("3CP2", 28_000)])
    said = [each.said for each in words(profile_picture(laid, title="Stage 3", cutoffs={"3CP2": "17:00"}))]
    assert {"Start", "CP 1", "km 12.4", "CP 2", "km 28.0 · until 17:00", "Finish", "km 42.3"} <= set(said)


def test_a_place_that_is_not_on_the_course_is_refused() -> None:
    with pytest.raises(ValueError, match="Far at 43000 m does not lie on a course of 42300 m"):
        profile_picture(course(), title="Stage 3", places=[("Far", 43_000)])


def test_names_of_any_kind_are_words_and_never_tags() -> None:
    laid = course(places=[(NASTY, 9_000)])
    for size in SIZES:
        svg = profile_picture(laid, title=NASTY, cutoffs={NASTY: NASTY}, sun=(NASTY, NASTY), size=size)
        assert not [each for each in read(svg).iter() if each.tag.endswith("}b")]
        assert "<b>" not in svg
        assert "&lt;b&gt;&amp;&quot;" in svg


def test_every_kind_of_ground_has_a_colour_and_a_pattern_of_its_own() -> None:
    svg = profile_picture(course(ground=every_ground(42_300)), title="Stage 3")
    found = patterns(svg)
    assert set(found) == set(TERRAINS)
    assert len({pattern[1] for pattern in found.values()}) == len(TERRAINS)
    assert len({pattern[0] for pattern in found.values()}) == len(TERRAINS)


def test_only_the_ground_that_is_there_is_in_the_key() -> None:
    svg = profile_picture(course(ground=[(0, "sand"), (20_000, "rock")]), title="Stage 3")
    said = " ".join(each.said for each in words(svg))
    assert "rock 22.3 km" in said
    assert "sand 20.0 km" in said
    assert "snow" not in said


def test_climb_is_shown_as_a_range_with_the_highest_the_lowest_and_the_steepest() -> None:
    laid = course(20_000, high=lambda share: 100 + 2_000 * max(0.0, min(share - 0.5, 0.05)))
    said = [each.said for each in words(profile_picture(laid, title="Stage 3"))]
    assert {"100 m", "climb (86–117)", "200 m", "highest, km 11.0", "lowest, km 0.0"} <= set(said)
    assert {"10 % up", "steepest, km 10.0–10.5"} <= set(said)


def test_a_course_without_altitude_says_so_and_has_no_climb() -> None:
    said = " ".join(each.said for each in words(profile_picture(course(high=None), title="Stage 3")))
    assert "altitude not known" in said
    assert "climb (" not in said
    assert "heights drawn" not in said


def test_an_invented_course_is_stamped_and_a_real_one_is_not() -> None:
    for invented in (True, False):
        svg = profile_picture(course(invented=invented), title="Stage 3")
        assert ("INVENTED COURSE" in svg) == invented
        assert ("nobody has walked it" in svg) == invented


def test_laps_are_told() -> None:
    laid = course(6_000, eight)
    assert "a lap; 7 laps make 42.0 km" in profile_picture(laid, title="Stage 1", laps=7)
    assert "a lap; as many as time allows" in profile_picture(laid, title="Stage 1", laps=0)


def test_the_picture_tells_itself_in_words_to_those_who_hear_it() -> None:
    root = read(profile_picture(course(places=[("3CP1", 12_400)]), title="Stage 3"))
    assert root.attrib["role"] == "img"
    named = {each.attrib.get("id"): each.text or "" for each in root}
    title, told = (named[name] for name in root.attrib["aria-labelledby"].split())
    assert title == "Stage 3"
    assert "The highest point" in told
    assert "CP 1, km 12.4" in told


def test_the_same_course_gives_the_same_bytes_and_needs_nothing_else() -> None:
    svg = profile_picture(course(), title="Stage 3")
    assert svg == profile_picture(course(), title="Stage 3")
    assert not re.search(r"<script|<image|@import|@font-face|href|url\((?!#)", svg)
    assert svg.count("http") == 1  # the name of SVG itself


def test_an_a4_sheet_is_an_a4_sheet_and_a_phone_is_as_narrow_as_one() -> None:
    sheet = read(profile_picture(course(), title="Stage 3", size="a4"))
    assert (sheet.attrib["width"], sheet.attrib["height"]) == ("297mm", "210mm")
    assert size_of(profile_picture(course(), title="Stage 3", size="phone"))[0] == 390
