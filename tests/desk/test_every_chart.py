"""What every chart keeps to, whatever it draws and for however many."""

import gzip
import re
from importlib import resources
from itertools import pairwise
from xml.etree import ElementTree as Xml

import pytest
from chart_samples import MAKERS, SIZES, flow
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from stagerace.desk.charts.all import CHARTS, chart
from stagerace.desk.charts.base import Chart, Coloured
from stagerace.desk.charts.frame import LETTER, MINOR, frame
from stagerace.desk.charts.strands import FIELD, spots_of, spread, thinned
from stagerace.desk.lettering import width_of
from stagerace.node.site.wording import words

SVG = "{http://www.w3.org/2000/svg}"
TONGUES = ("en", "es")
each_chart = pytest.mark.parametrize("name", MAKERS)
each_size = pytest.mark.parametrize("count", SIZES)


def drawn(name: str, count: int, tongue: str = "en") -> Chart:
    return chart(MAKERS[name](count), words(tongue))


def picture(of: Chart) -> Xml.Element:
    return Xml.fromstring(of.svg)


def test_every_kind_has_a_sample_here_and_a_name_of_its_own() -> None:
    assert [kind.name for kind in CHARTS] == list(MAKERS)


@each_chart
@each_size
@pytest.mark.parametrize("tongue", TONGUES)
def test_a_chart_has_a_title_a_description_and_a_table(name: str, count: int, tongue: str) -> None:
    made = drawn(name, count, tongue)
    root = picture(made)
    title, about = root[0], root[1]
    assert (title.tag, about.tag) == (f"{SVG}title", f"{SVG}desc")
    assert title.text == made.title
    assert about.text
    assert root.attrib["aria-labelledby"] == f"{title.attrib['id']} {about.attrib['id']}"
    assert all(len(row) == len(made.table.head) for row in made.table.rows)
    assert made.table.rows or count == 0


@each_chart
@each_size
def test_nothing_drawn_lies_outside_its_box(name: str, count: int) -> None:
    root = picture(drawn(name, count))
    width, height = map(float, root.attrib["viewBox"].split()[2:])
    for x, y in points(root):
        assert 0 <= x <= width, name
        assert 0 <= y <= height, name
    for each in root.iter(f"{SVG}text"):
        size = MINOR if each.attrib["class"] == "minor" else LETTER
        said = (each.text or "").replace("\u2068", "").replace("\u2069", "")
        wide = width_of(said, size, bold=each.attrib["class"].startswith(("n ", "many")))
        x, anchor = float(each.attrib["x"]), each.attrib.get("text-anchor", "start")
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
        assert left >= -0.5, said
        assert left + wide <= width + 0.5, said
        assert 0 < float(each.attrib["y"]) <= height


def points(root: Xml.Element) -> list[tuple[float, float]]:
    """Every point of every path and every circle."""
    found: list[tuple[float, float]] = []
    for each in root.iter(f"{SVG}path"):
        x = y = 0.0
        for letter, numbers in re.findall(r"([MLl])([^MLlZ]*)", each.attrib["d"]):
            flat = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", numbers)]
            for dx, dy in zip(flat[::2], flat[1::2], strict=True):
                x, y = (x + dx, y + dy) if letter == "l" else (dx, dy)
                found.append((x, y))
    return found + [(float(each.attrib["cx"]), float(each.attrib["cy"])) for each in root.iter(f"{SVG}circle")]


@each_chart
@each_size
def test_a_chart_holds_no_style_no_script_and_no_colour_of_its_own(name: str, count: int) -> None:
    for each in picture(drawn(name, count)).iter():
        assert not {"style", "fill", "stroke", "color", "onclick"} & each.attrib.keys()
        assert each.tag.removeprefix(SVG) in {"svg", "title", "desc", "g", "path", "circle", "text", "rect"}


@each_chart
def test_the_same_numbers_make_the_same_bytes(name: str) -> None:
    assert drawn(name, 8) == drawn(name, 8)


@pytest.mark.parametrize("name", ["flow", "leader", "cutoff", "ranks", "stages"])
def test_every_line_in_colour_has_dashes_of_its_own_and_a_name_at_its_end(name: str) -> None:
    root = picture(drawn(name, 8))
    lines = {each.attrib["class"] for each in root.iter(f"{SVG}path") if each.attrib["class"].startswith("l ")}
    names = {each.attrib["class"] for each in root.iter(f"{SVG}text") if each.attrib["class"].startswith("n ")}
    assert names == {f"n c{look}" for look in range(1, 9)}
    assert {look.removeprefix("l ") for look in lines} <= {look.removeprefix("n ") for look in names}


def test_dashes_differ_from_colour_to_colour() -> None:
    css = resources.files("stagerace.node.site").joinpath("static", "charts.css").read_text(encoding="utf-8")
    dashes = re.findall(r"\.l\.c(\d) \{ stroke-dasharray: ([^;]+);", css)
    assert [look for look, _ in dashes] == list("2345678")
    assert len({dash for _, dash in dashes}) == 7


def test_a_name_from_right_to_left_is_set_apart() -> None:
    said = [each.text or "" for each in picture(drawn("flow", 8)).iter(f"{SVG}text")]
    assert any(each.startswith("2 \u2068") and each.endswith("\u2069") for each in said)


def test_without_a_field_those_in_colour_are_counted() -> None:
    alone = structs.replace(flow(8), field=())
    assert f"{len(alone.lines)} runners." in chart(alone, words("en")).svg


def test_a_field_of_1500_is_thinned_and_says_so() -> None:
    made = drawn("flow", 1500)
    assert str(FIELD) in made.note
    assert "1500" in made.note
    assert str(FIELD) not in drawn("flow", FIELD).note


def test_the_first_and_the_last_of_a_large_field_stay() -> None:
    field = [((n, 0), (n, 1)) for n in range(1500)]
    kept = thinned(field)
    assert len(set(kept)) == FIELD
    assert (kept[0], kept[-1]) == (field[0], field[-1])


@pytest.mark.parametrize("count", [200, 1500])
def test_the_charts_of_a_stage_stay_small(count: int) -> None:
    for name in ("flow", "leader", "cutoff"):
        svg = drawn(name, count).svg.encode()
        assert len(svg) < 40_000
        assert len(gzip.compress(svg)) < 12_000


def test_a_chart_says_its_scale_to_a_script() -> None:
    data = flow(8)
    root = picture(chart(data, words("en")))
    (hand,) = (each for each in root.iter(f"{SVG}g") if each.attrib.get("class") == "now")
    assert (int(hand.attrib["data-t0"]), int(hand.attrib["data-t1"])) == (data.start, data.end)
    assert float(hand.attrib["data-left"]) < float(hand.attrib["data-right"])


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(-(10**9), 10**9)), min_size=1, max_size=20))
def test_a_line_that_leaves_the_box_ends_at_its_edge(strand: list[tuple[int, int]]) -> None:
    box = frame((0, 0, 100, 100), (0, 100), (0, 1000))
    spots = spots_of(box, tuple(strand))
    assert spots
    assert all(0 <= x <= 100 and 0 <= y <= 100 for x, y in spots)


@given(st.lists(st.integers(0, 600), max_size=8))
def test_names_keep_their_order_and_their_distance(wanted: list[int]) -> None:
    heights = spread(sorted(wanted), 0, 600)
    assert all(below - above >= 36 for above, below in pairwise(heights))
    assert all(0 <= height <= 600 for height in heights)


def test_a_table_holds_the_time_that_is_drawn() -> None:
    line = Coloured(1, "7", "Ana", ((1_930_000_000_000, 0), (1_930_003_600_000, 100)))
    (row,) = chart(structs.replace(flow(0), lines=(line,)), words("en")).table.rows
    assert row[0] == "7 Ana"
    assert row[2] > row[1] > ""
