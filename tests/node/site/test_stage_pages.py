"""The page of a stage says everybody's times as one likes to read them, draws them, and comes in parts for many."""

import gzip
import re
from collections.abc import Mapping
from functools import cache

import pytest
from seen_races import seen_of

from stagerace.core.names import Bib, StageNo
from stagerace.node.site.charting import StageLines, cutoff_gaps_of, eight, flow_of, leader_gaps_of
from stagerace.node.site.kinds.stage import StagePages
from stagerace.node.site.page import SiteSeen
from stagerace.node.site.paging import PER_PAGE
from stagerace.node.site.profiling import elevation_of
from stagerace.node.site.rank_charting import race_charts, season_charts
from stagerace.node.site.runner_charting import runner_charts
from stagerace.node.site.settings import SiteSettings
from stagerace.node.site.writing_out import assets, written


@cache
def pages(count: int) -> Mapping[str, bytes]:
    """The pages of the stages, as a reader of English gets them."""
    seen = seen_of(count)
    kind = StagePages().pages(SiteSeen([seen], seen.at, SiteSettings()))
    return {page.path.removeprefix("sahara-2031/"): written(page, "en") for page in kind}


def page(count: int, path: str) -> str:
    return pages(count)[path].decode()


def test_a_cell_says_time_so_far_time_since_and_clock() -> None:
    assert re.search(
        r"<td><span>0:5\d:\d\d</span><small>0:5\d:\d\d</small><time>08:5\d</time>", page(20, "stage-1.html")
    )


def test_what_a_cell_shows_is_chosen_without_a_script() -> None:
    html = page(20, "stage-1.html")
    assert re.findall(r'type="radio" name="show" id="show-(\w+)"', html) == ["elapsed", "leg", "clock"]


def test_a_stage_links_every_checkpoint_of_it() -> None:
    html = page(20, "stage-2.html")
    assert {f"at-2{place}.html" for place in ("CP1", "CP2", "CP3", "FINISH")} <= set(re.findall(r"at-\w+\.html", html))


def test_a_stage_that_nobody_was_seen_on_draws_its_ground_and_nothing_else() -> None:
    html = page(20, "stage-3.html")
    assert re.findall(r'class="chart (\w+)"', html) == ["elevation"]


def test_a_stage_that_began_has_its_four_charts_each_with_its_table() -> None:
    html = page(20, "stage-1.html")
    assert re.findall(r'class="chart (\w+)"', html) == ["flow", "leader", "cutoff", "elevation"]
    assert html.count("<details>") == 4


def test_a_visit_of_200_stays_below_60_kilobytes() -> None:
    html = pages(200)["stage-1.html"]
    shared = set(re.findall(r"assets/([\w.-]+)", html.decode()))
    extras = [data for path, data in assets().values() if path.removeprefix("assets/") in shared]
    assert len(extras) >= 3
    assert sum(len(gzip.compress(data)) for data in (html, *extras)) < 60_000


@pytest.mark.slow
def test_a_large_field_comes_in_parts_that_hold_everybody_once() -> None:
    found = []
    for number in ("", "-2", "-3"):
        html = page(600, f"stage-1{number}.html")
        bibs = re.findall(r'<tr data-bib="\d+"><th scope="row"><b>[\d–]+</b> <a href="[^"]*runner-(\d+)', html)
        assert len(bibs) <= PER_PAGE
        found += bibs
    assert sorted(found, key=int) == [str(n) for n in range(1, 601)]


def test_the_eight_are_the_first_the_first_woman_and_the_last_on_the_way() -> None:
    seen = seen_of(20)
    lines = StageLines(seen, seen.plan.by_number[StageNo(2)])
    chosen = eight(lines)
    order = [row.bib for row in lines.rows]
    women = [bib for bib in order if seen.race.facts.entries[bib].gender == "F"]
    on_the_way = [row.bib for row in lines.rows if row.status == "active"]
    assert len(chosen) == 8
    assert set(order[:6]) | {women[0], on_the_way[-1]} <= set(chosen)


def test_the_quickest_to_a_place_is_behind_nobody_there() -> None:
    seen = seen_of(20)
    lines = StageLines(seen, seen.plan.by_number[StageNo(1)])
    gaps = leader_gaps_of(lines, eight(lines))
    assert gaps is not None
    for _, metres in gaps.places:
        assert min(gap for strand in gaps.field for there, gap in strand if there == metres) == 0


def test_time_in_hand_is_the_cut_off_less_the_arrival() -> None:
    seen = seen_of(20)
    stage = seen.plan.by_number[StageNo(1)]
    lines = StageLines(seen, stage)
    gaps = cutoff_gaps_of(lines, [Bib("1")])
    assert gaps is not None
    assert stage.limit is not None
    row = seen.spread_rows[stage.n][Bib("1")]
    assert gaps.lines[0].points[-1] == (stage.metres, stage.start + stage.limit - row.cells[-1].at)  # type: ignore[operator]


def test_a_runner_is_drawn_alone_or_with_companions_and_never_with_the_field() -> None:
    charts = runner_charts(seen_of(20), Bib("3"), [Bib("4")])
    assert charts.flow is not None
    assert [line.bib for line in charts.flow.lines] == ["3", "4"]
    assert charts.flow.field == ()
    assert charts.cutoff is not None
    assert charts.cutoff.field == ()


def test_a_race_tells_places_and_the_gaps_they_hide() -> None:
    charts = race_charts(seen_of(20))
    assert charts.ranks is not None
    assert charts.gaps is not None
    assert {line.points[0] for line in charts.ranks.lines} == {(0, place) for place in range(1, 13)}
    assert min(gap for line in charts.gaps.lines for position, gap in line.points if position == 0) == 0


def test_a_season_lays_its_races_side_by_side() -> None:
    seen = seen_of(20)
    charts = season_charts([seen, seen], [("Ana Quill", {seen.id: Bib("1")})])
    assert charts.ranks is not None
    assert [position for position, _ in charts.ranks.lines[0].points] == [0, 1, 3, 4]


def test_who_is_on_the_way_is_counted_once_on_the_profile() -> None:
    seen = seen_of(20)
    on_the_way = sum(row.status == "active" for row in seen.spreads[StageNo(2)].rows)
    profile = elevation_of(seen, seen.plan.by_number[StageNo(2)])
    assert sum(len(place.runners) for place in profile.places) == on_the_way > 0


def test_a_race_nobody_was_seen_in_has_nothing_to_draw_but_ground() -> None:
    seen = seen_of(20, has_begun=False)
    lines = StageLines(seen, seen.plan.stages[0])
    assert (flow_of(lines, eight(lines)), leader_gaps_of(lines, ()), cutoff_gaps_of(lines, ())) == (None, None, None)
    assert race_charts(seen).ranks is None
    assert runner_charts(seen, Bib("1")).flow is None


def test_another_moment_is_shown_by_the_columns_that_are_there() -> None:
    html = page(20, "stage-1.html")
    shown = re.search(r'data-columns="([\d ]+)"', html)
    assert shown is not None
    seen = seen_of(20)
    columns = seen.spreads[StageNo(1)].columns
    assert [columns[int(k)].place for k in shown[1].split()] == ["1CP1", "1CP2", "1CP3", "1FINISH"]
    assert 'class="now" data-t0="' in html
