"""The invented season imported as its race weeks brought it: what is worked out equals what really happened."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from invented_seasons import invented
from msgspec import json

from stagerace.core.clock import HOUR, Elapsed, Instant, later
from stagerace.feeds.race_toml import read_plan
from stagerace.node.folder import RaceFolder, View
from stagerace.node.importing import Order, import_file
from stagerace.node.scoring import Score, compare, read_truth
from stagerace.node.seasons import view_season
from stagerace.rules.classes import Scope, classify
from stagerace.rules.consistency import inconsistencies
from stagerace.simulation.race_files import TRUTH, RaceFiles
from stagerace.simulation.truth import RaceTruth, SeasonTruth
from stagerace.simulation.watching import CLEAN, Faults

pytestmark = pytest.mark.slow

TIMED = ("atacama-2031", "gobi-2031", "sahara-2031")


class Imported:
    """A season on disk: the view, the truth and the score of each race."""

    def __init__(self, path: Path, faults: Faults | None = None) -> None:
        self.path = path
        season = invented(2031, faults)
        for name, text in season.files.items():
            (path / name).write_text(text, encoding="utf-8", newline="")
        self.season = json.decode(season.files["truth-season.json"], type=SeasonTruth)
        self.views: dict[str, View] = {race.folder: bring_in(race, path / race.folder) for race in season.races}
        self.truths: dict[str, RaceTruth] = {race.folder: read_truth(race.files[TRUTH]) for race in season.races}
        self.scores: dict[str, Score] = {
            name: compare(truth, self.views[name].race) for name, truth in self.truths.items()
        }


def bring_in(race: RaceFiles, path: Path) -> View:
    for name, text in race.files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text, encoding="utf-8", newline="")
    folder = RaceFolder(path)
    now = read_plan(race.files["race.toml"], "race.toml").stages[0].start
    for step in race.steps:
        imported = import_file(folder, Order(path / step.file, step.kind, step.day), now)
        assert imported.added > 0
        now = later(Instant(now), Elapsed(HOUR))
    return folder.view()


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    path = tmp_path_factory.mktemp("season")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STAGERACE_HOME", str(path / "home"))
        yield Imported(path)
    shutil.rmtree(path)


@pytest.mark.parametrize("name", TIMED)
def test_no_time_is_silently_wrong(season: Imported, name: str) -> None:
    assert season.scores[name].of("silent") == []


def test_no_distance_is_silently_wrong(season: Imported) -> None:
    assert season.scores["antarctica-2031"].of("silent") == []


@pytest.mark.parametrize("name", TIMED)
def test_what_a_mat_saw_is_exact_and_the_rest_within_the_error_of_its_clock(season: Imported, name: str) -> None:
    score = season.scores[name]
    assert score.count("exact") + score.count("within") >= 0.975 * len(score.cases)
    assert score.count("exact") >= (0.75 if name == TIMED[0] else 0.9) * len(score.cases)
    assert score.count("doubted") <= 6


@pytest.mark.parametrize("name", [*TIMED, "antarctica-2031"])
def test_every_place_that_hangs_on_exact_times_is_right(season: Imported, name: str) -> None:
    score = season.scores[name]
    assert score.ranks_wrong == ()
    assert score.ranks_right > score.ranks_open


def test_a_race_seen_as_it_was_is_worked_out_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGERACE_HOME", str(tmp_path / "home"))
    clean = Imported(tmp_path, CLEAN)
    for score in clean.scores.values():
        assert score.count("exact") + score.count("within") == len(score.cases)
        assert score.ranks_wrong == ()


def test_the_titles_come_out_as_they_really_did(season: Imported) -> None:
    view = view_season(season.path / "season.toml", date(2031, 12, 31))
    slam = next(title for title in view.table.titles if title.id == "grand-slam")
    done = {row.runner for row in slam.rows if row.state == "completed"}
    assert done == set(season.season.completed)
    firsts = [one.first for one in view.table.firsts if one.title == "grand-slam"]
    holders = {first.kind: [holder.who for holder in first.holders] for first in firsts}
    assert holders["first woman"] == [season.season.first_woman]
    assert holders["youngest"] == [season.season.youngest]


def test_a_broken_team_has_no_place_and_its_others_keep_theirs(season: Imported) -> None:
    race = season.views["gobi-2031"].race
    lines = {line.who: line for line in classify(race, "team", Scope(after=race.plan.stages[-1].n))}
    for team in season.truths["gobi-2031"].broken_teams:
        assert lines[team].rank is None
    assert any(line.rank == 1 for line in lines.values())


def test_the_businessman_is_saved_by_the_hold(season: Imported) -> None:
    race = season.views["gobi-2031"].race
    draft = race.evidence(race.bibs[2], race.plan.stages[1]).draft
    place = draft.stage.checkpoints[2]
    came = draft.seen((place.id, "in"))
    assert draft.bib == "3"
    assert came is not None
    assert place.close is not None
    assert came > place.close
    assert draft.status == "finished"


def test_whoever_is_out_and_seen_again_is_named(season: Imported) -> None:
    said = [problem.what for problem in inconsistencies(season.views["sahara-2031"].race)]
    assert any("has no finish on stage" in what for what in said)
    assert any("was seen" in what and "not entered" in what for what in said)
