"""Bands and dots: what was likely beside what happened, drawn so that it can be read and heard."""

from itertools import pairwise
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from stagerace.node.start.likely_chart import LEFT, RIGHT, WIDTH, Band, Row, Scale, bands_chart
from stagerace.node.start.words import amount_of
from stagerace.simulation.likely import Range

SVG = "{http://www.w3.org/2000/svg}"
ROWS = [
    Row("1", (Band("first", Range(3.0, 3.5, 4.0), 3.4), Band("last", Range(12.0, 13.0, 14.0), 15.0))),
    Row("2", (Band("first", Range(0.8, 0.9, 1.0), None), Band("last", Range(2.0, 2.2, 2.5), None)), "shortened"),
]


def drawn(unit: str = "h") -> ET.Element:
    text = str(bands_chart("c1", "Race <of> salt & sand", ROWS, unit=unit))
    return ET.fromstring(text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def test_a_chart_has_a_title_and_says_what_its_marks_are() -> None:
    chart = drawn()
    named = {element.get("id"): element.text for element in chart if element.get("id")}
    assert chart.get("aria-labelledby", "").split() == list(named)
    assert "Race <of> salt & sand" in (named["c1-t"] or "")
    assert "Dots" in (named["c1-d"] or "")


def test_every_band_is_drawn_and_only_what_happened_has_a_dot() -> None:
    for unit in ("h", "km"):
        chart = drawn(unit)
        assert len(chart.findall(f"{SVG}rect")) == 4
        assert len(chart.findall(f"{SVG}circle")) == 2


@given(st.floats(0.2, 3.0), st.floats(4.0, 120.0), st.booleans())
def test_ticks_lie_within_and_keep_apart(low: float, high: float, logarithmic: bool) -> None:
    scale = Scale(low if logarithmic else 0.0, high, logarithmic)
    places = [scale.x(tick) for tick in scale.ticks()]
    assert all(LEFT <= x <= WIDTH - RIGHT for x in places)
    assert all(b - a > 24 for a, b in pairwise(places))


def test_hours_are_said_as_on_a_watch_and_kilometres_to_a_tenth() -> None:
    assert amount_of(7.0999, "h") == "7:06"
    assert amount_of(0.999, "h") == "1:00"
    assert amount_of(58.04, "km") == "58.0"
