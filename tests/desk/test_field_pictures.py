"""The picture of a field on its way: every place, closing and night, nothing off the sheet, no words over others."""

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from picture_reading import outside, overlapping, read, words

from stagerace.desk.field_picture import Coming, FieldSize, field_picture

SIZES = get_args(get_args(FieldSize)[0]) + get_args(get_args(FieldSize)[1])


def coming(place: str, km: float, first: float, closes: float | None = None, proposed: float | None = None) -> Coming:
    shares = (first * 1.1, first * 1.25, first * 1.4, first * 1.6, first * 2.0)
    return Coming(place, km, shares, first, first * 2.2, closes, proposed)


FIELD = [coming("1START", 0.0, 0.0), coming("1CP1", 10.0, 60.0, 180.0, 150.0), coming("1FINISH", 20.0, 130.0, 400.0)]


def test_sizes_are_all_tried() -> None:
    assert set(SIZES) == {"wide", "a4", "phone", "half"}


@settings(max_examples=25)
@given(st.data(), st.sampled_from(SIZES))
def test_whatever_the_field_everything_lies_on_the_sheet_and_no_words_cover_others(
    data: st.DataObject, size: FieldSize
) -> None:
    count = data.draw(st.integers(2, 30))
    kilometres = sorted(data.draw(st.lists(st.floats(0.1, 90.0), min_size=count, max_size=count)))
    field = [coming(data.draw(st.text(max_size=20)), km, 9 * km) for km in kilometres]
    begin = data.draw(st.floats(0, 1500))
    svg = field_picture(
        title=data.draw(st.text(max_size=60)), begins=data.draw(st.floats(0, 23.9)), field=field,
        nights=[(begin, begin + 600)], invented=True, note=data.draw(st.text(max_size=80)), size=size,
    )  # fmt: skip
    assert not overlapping(svg)
    assert not outside(svg)


def test_closings_and_proposals_are_drawn_and_named() -> None:
    svg = field_picture(title="Day one", begins=8.0, field=FIELD)
    assert svg.count('class="shut"') == 2 + 1
    assert svg.count('class="better"') == 1 + 1
    without = field_picture(title="Day one", begins=8.0, field=[coming(one.place, one.km, one.first) for one in FIELD])
    assert 'class="shut"' not in without
    assert "proposed to close" not in without


def test_it_says_when_the_first_and_the_last_are_in() -> None:
    svg = field_picture(title="Day one", begins=8.0, field=FIELD)
    said = [each.said for each in words(svg)]
    assert "10:10" in said
    assert "first at 1FINISH" in said
    assert "1CP1, km 10.0: first 09:00, half 09:24, last 10:12, closes 11:00." in (read(svg)[1].text or "")


def test_night_is_shaded_and_named_once_it_is_wide_enough() -> None:
    assert "night" in [
        each.said for each in words(field_picture(title="x", begins=8.0, field=FIELD, nights=[(200, 260)]))
    ]
    assert "night" not in [each.said for each in words(field_picture(title="x", begins=8.0, field=FIELD))]


def test_the_same_field_gives_the_same_bytes() -> None:
    assert field_picture(title="x", begins=8.0, field=FIELD) == field_picture(title="x", begins=8.0, field=FIELD)


def test_a_field_that_goes_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match="two places"):
        field_picture(title="x", begins=8.0, field=FIELD[:1])
