"""The start page: what a spectator reads of a season."""

import itertools
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from stagerace.core.clock import Elapsed
from stagerace.core.errors import NotARace
from stagerace.core.names import Bib
from stagerace.core.zone import from_datetime
from stagerace.node.folder import RaceFolder
from stagerace.node.forgetting import forget
from stagerace.node.names import Names, ordinal
from stagerace.node.rehearsing import MARK, PAGE, rehearse
from stagerace.node.start import SECTIONS, Material, likely, start_page
from stagerace.node.start.charts import _spread
from stagerace.node.start.words import gap, neighbours
from stagerace.rules.classes import Scope, classify

NOW = from_datetime(datetime(2031, 12, 24, tzinfo=UTC))
EDITIONS = Path(__file__).parents[2] / "races"


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Material:
    """The demo's season, made once."""
    room = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STAGERACE_HOME", str(room / "home"))
        return rehearse(room / "season", EDITIONS, NOW, lambda what: None)


def test_places_and_gaps_read_as_people_say_them() -> None:
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 21, 112)] == ["1st", "2nd", "3rd", "4th", "11th", "21st", "112th"]
    assert gap(Elapsed(25_400)) == "25 s"
    assert gap(Elapsed(400)) == "400 thousandths of a second"


def test_labels_of_a_chart_do_not_cover_each_other() -> None:
    placed = sorted(_spread({1: 10.0, 2: 11.0, 3: 12.0, 4: 200.0}).values())
    assert all(b - a >= 15 for a, b in itertools.pairwise(placed))


def test_a_folder_that_is_no_demo_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(NotARace):
        rehearse(tmp_path, None, NOW, lambda what: None)
    assert (tmp_path / "mine.txt").read_text() == "mine"


@pytest.mark.slow
def test_the_page_has_every_section_and_needs_nothing_from_elsewhere(season: Material) -> None:
    page = (season.folder / PAGE).read_text(encoding="utf-8")
    for section in SECTIONS:
        assert f'<section id="{section.id}"' in page
    assert re.findall(r'(?:src|href|srcset)="(?!#|data:)([^"]*)', page) == ["site/index.html"]
    assert (season.folder / "site" / "index.html").is_file()
    assert "<script" not in page
    assert page == start_page(season)


@pytest.mark.slow
def test_the_four_are_followed_through_every_race_they_entered(season: Material) -> None:
    page = (season.folder / PAGE).read_text(encoding="utf-8")
    for portrait in season.portraits:
        assert page.count(portrait.name) >= 2
    assert len(season.races) == 4


@pytest.mark.slow
def test_each_stage_tells_what_a_place_hung_on(season: Material) -> None:
    shown = next(shown for shown in season.races if not shown.by_distance)
    first, second, *_ = shown.ranked(after=shown.stages[0])
    assert neighbours(first, shown, shown.stages[0]).endswith(f"ahead of {shown.names.name(second.who)}")
    assert "behind" not in neighbours(first, shown, shown.stages[0])


@pytest.mark.slow
def test_a_place_shared_or_decided_by_who_was_there_first_is_told_as_such(season: Material) -> None:
    shown = next(shown for shown in season.races if shown.by_distance)
    ranked = shown.ranked()
    pairs = list(itertools.pairwise(ranked))
    shared = next(one for one, other in pairs if one.rank == other.rank)
    assert "level with" in neighbours(shared, shown)
    sooner = next(other for one, other in pairs if one.metres == other.metres and one.rank != other.rank)
    assert "who was there sooner" in neighbours(sooner, shown)


@pytest.mark.slow
def test_most_of_what_happened_lies_where_it_was_likely(season: Material) -> None:
    shown = likely.view(season)
    assert shown["inside"] >= 0.6 * shown["figures"]
    assert all(race["finished"] <= race["entered"] for race in shown["races"])


@pytest.mark.slow
def test_what_was_likely_is_what_the_folder_says_when_it_is_asked(season: Material) -> None:
    for shown, told in zip(season.races, season.likely.races, strict=True):
        runners = {entry.runner for entry in RaceFolder(shown.folder).people(shown.view.facts).values()}
        assert set(told.p_finish) == runners


@pytest.mark.slow
def test_a_forgotten_entrant_keeps_the_places_and_loses_the_name(
    season: Material, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAGERACE_HOME", str(tmp_path / "home"))
    shutil.copytree(season.folder, tmp_path / "season")
    portrait, shown = season.portraits[1], season.races[0]
    there = RaceFolder(tmp_path / "season" / shown.folder.name)
    bib = Bib(str(portrait.bib))
    before = shown.line(bib)
    assert forget(there, bib, NOW).had_key
    view = there.view()
    after = classify(view.race, "overall", Scope(after=shown.stages[-1]))
    assert next(line for line in after if line.who == bib) == before
    assert Names(view.race, there.people(view.facts)).name(bib) == ""


@pytest.mark.slow
def test_nothing_is_silently_wrong(season: Material) -> None:
    for shown in season.races:
        assert shown.score.count("silent") == 0, shown.score.of("silent")[:5]
        assert not shown.score.ranks_wrong


@pytest.mark.slow
def test_the_titles_come_out_as_the_season_was_invented(season: Material) -> None:
    truth = msgspec.json.decode((season.folder / "truth-season.json").read_bytes())
    slam = season.season.table.titles[0]
    completed = {row.runner for row in slam.rows if row.state == "completed"}
    assert completed == set(truth["completed"])


@pytest.mark.slow
def test_an_earlier_demo_is_made_again_byte_for_byte(season: Material, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGERACE_HOME", str(season.folder.parent / "home"))

    def written() -> dict[str, bytes]:
        files = (path for path in season.folder.rglob("*") if path.suffix in (".toml", ".json", ".csv", ".gpx"))
        return {str(path): path.read_bytes() for path in files}

    before = written()
    assert (season.folder / MARK).is_file()
    again = rehearse(season.folder, None, NOW, lambda what: None)
    assert written() == before
    assert again.likely == season.likely
