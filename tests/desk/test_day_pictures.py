"""The picture of a day: every hour at every place, the worst one marked, legible in grey."""

from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from picture_reading import outside, overlapping, read, words

from stagerace.desk.bands import bands
from stagerace.desk.day_picture import day_picture
from stagerace.desk.sheet import Size

SIZES = get_args(Size)
KINDS = (("WBGT", False), ("UTCI", False), ("UTCI", True), ("wind chill", True))


def luminance(colour: str) -> float:
    """How light a colour is to the eye, 0 to 1 (WCAG 2)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@settings(max_examples=30)
@given(st.data(), st.sampled_from(SIZES), st.sampled_from(KINDS))
def test_whatever_the_day_everything_lies_on_the_sheet_and_no_words_cover_others(
    data: st.DataObject, size: Size, kind: tuple[str, bool]
) -> None:
    hours = data.draw(st.integers(1, 24))
    places = data.draw(st.lists(st.text(max_size=40), min_size=1, max_size=15))
    value = st.one_of(st.none(), st.floats(-80, 60), st.just(float("nan")))
    values = [[data.draw(value) for _ in range(hours)] for _ in places]
    begin = data.draw(st.integers(0, 23))
    sun = data.draw(st.one_of(st.none(), st.tuples(st.floats(0, 24), st.floats(0, 24))))
    svg = day_picture(
        title=data.draw(st.text(max_size=60)), hours=range(begin, begin + hours), places=places, values=values,
        index=kind[0], cold=kind[1], sun=sun, invented=True, size=size,  # type: ignore[arg-type]
    )  # fmt: skip
    assert not overlapping(svg)
    assert not outside(svg)


def test_the_worst_hour_is_named_and_framed() -> None:
    svg = day_picture(title="Heat", hours=[13, 14, 15], places=["CP 1", "CP 2"], values=[[28, 30, 29], [27, 33.1, 30]])
    said = [each.said for each in words(svg)]
    assert "33.1 °C" in said
    assert "worst WBGT, 14:00, CP 2" in said
    assert svg.count('class="worst"') == 1


def test_in_the_cold_the_lowest_is_the_worst() -> None:
    svg = day_picture(
        title="Cold", hours=[3, 4], places=["Camp"], values=[[-31.0, -38.4]], index="wind chill", cold=True
    )
    assert "−38.4 °C" in svg
    assert "worst wind chill, 04:00, Camp" in svg


def test_what_is_not_known_is_shown_as_a_dash_and_counted() -> None:
    svg = day_picture(title="Heat", hours=[13, 14], places=["Camp"], values=[[None, float("nan")]])
    assert [each.said for each in words(svg)].count("–") == 2
    assert "Nothing is known" in svg


def test_hours_after_midnight_are_those_of_the_next_day() -> None:
    svg = day_picture(title="Night", hours=[23, 24, 25], places=["Camp"], values=[[20, 19, 18]])
    assert {"23:00", "00:00", "01:00"} <= {each.said for each in words(svg)}


def test_night_is_dark_from_sunset_to_sunrise() -> None:
    svg = day_picture(title="Day", hours=range(24), places=["Camp"], values=[[20.0] * 24], sun=(6.5, 18.5), size="wide")
    strips = [e for e in read(svg).iter() if e.attrib.get("class") in ("night", "light")]
    assert [e.attrib["class"] for e in strips] == ["night", "light", "night"]
    wide = [float(e.attrib["width"]) for e in strips]
    assert wide[1] / sum(wide) == pytest.approx(0.5, abs=0.001)


def test_a_day_whose_shape_does_not_agree_is_refused() -> None:
    with pytest.raises(ValueError, match="1 places and 2 hours"):
        day_picture(title="Heat", hours=[13, 14], places=["Camp"], values=[[30]])
    with pytest.raises(ValueError, match="wind chill has no bands for the heat"):
        day_picture(title="Heat", hours=[13], places=["Camp"], values=[[30]], index="wind chill")


@pytest.mark.parametrize(("index", "cold"), KINDS)
def test_bands_grow_darker_towards_the_worst_and_their_numbers_stay_legible(index: str, cold: bool) -> None:
    light = [luminance(band.colour) for band in bands(index, cold=cold)]  # type: ignore[arg-type]
    assert all(a > b * 1.15 for a, b in pairwise(light))
    for band, shade in zip(bands(index, cold=cold), light, strict=True):  # type: ignore[arg-type]
        ink = luminance(band.ink)
        assert (max(ink, shade) + 0.05) / (min(ink, shade) + 0.05) >= 4.5, band.name


def test_every_value_has_exactly_one_band() -> None:
    for index, cold in KINDS:
        for value in range(-90, 61):
            assert sum(band.holds(value) for band in bands(index, cold=cold)) == 1  # type: ignore[arg-type]


def test_the_same_day_gives_the_same_bytes() -> None:
    one, other = (day_picture(title="H", hours=[1], places=["<b>"], values=[[20]], size="phone") for _ in range(2))
    assert one == other
    assert "<b>" not in one
