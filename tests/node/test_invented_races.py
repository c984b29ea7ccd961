"""The invented season by itself: the same luck gives the same bytes, and what is told of it is plausible."""

import csv
import hashlib
import io
import json
from itertools import pairwise
from typing import Any

import pytest
from invented_seasons import invented

from stagerace.node.site.settings import read_settings
from stagerace.simulation.portraits import FOUR
from stagerace.simulation.race_files import CONSENTS, SITE, TRUTH, RaceFiles
from stagerace.simulation.season import SeasonFiles

pytestmark = pytest.mark.slow

SEED = 2031


@pytest.fixture(scope="module")
def season() -> SeasonFiles:
    return invented(SEED)


def digest(season: SeasonFiles) -> str:
    found = hashlib.blake2b()
    for race in season.races:
        for name, text in race.files.items():
            found.update(f"{race.folder}/{name}\0{text}\0".encode())
    for name, text in season.files.items():
        found.update(f"{name}\0{text}\0".encode())
    return found.hexdigest()


def rows(race: RaceFiles, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(race.files[name])))


def truth(race: RaceFiles) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(race.files[TRUTH])
    return found


def passings(race: RaceFiles) -> list[dict[str, str]]:
    return [row for step in race.steps if step.kind == "passings" for row in rows(race, step.file)]


def rulings(race: RaceFiles) -> list[dict[str, str]]:
    return [row for step in race.steps if step.kind == "rulings" for row in rows(race, step.file)]


def test_the_same_seed_gives_the_same_bytes(season: SeasonFiles) -> None:
    assert digest(season) == digest(invented(SEED))


def test_another_seed_gives_another_season(season: SeasonFiles) -> None:
    assert digest(season) != digest(invented(SEED + 1))


def test_every_step_names_a_file_that_is_there(season: SeasonFiles) -> None:
    for race in season.races:
        assert len({step.file for step in race.steps}) == len(race.steps)
        course = {name for name in race.files if name.startswith("course/")}
        assert {step.file for step in race.steps} | {"race.toml", SITE, TRUTH} | course == set(race.files)


def test_most_agree_to_their_name_some_refuse_and_the_four_agree_to_everything(season: SeasonFiles) -> None:
    for race in season.races:
        said = {row["bib"]: row for row in rows(race, CONSENTS)}
        assert set(said) == {row["bib"] for row in rows(race, "runners.csv")}
        named = [row["name"] for row in said.values()]
        assert 0.75 * len(named) < named.count("yes") < len(named)
        assert named.count("no") > 0
        assert 0 < sum(row["chance"] == "yes" for row in said.values()) < len(said) / 3
        assert 0 < sum(row["family"] == "yes" for row in said.values()) < len(said) / 2
        for portrait in FOUR:
            row = said[str(portrait.bib)]
            assert all(row[thing] == "yes" for thing in ("name", "chance", "position", "family", "crew"))


def test_who_runs_twice_says_the_same_twice(season: SeasonFiles) -> None:
    said: dict[str, dict[str, str]] = {}
    for race in season.races:
        runners = {row["bib"]: row["runner"] for row in rows(race, "runners.csv")}
        for row in rows(race, CONSENTS):
            words = {thing: word for thing, word in row.items() if thing != "bib"}
            assert said.setdefault(runners[row["bib"]], words) == words


def test_everybody_has_a_bed_in_one_tent(season: SeasonFiles) -> None:
    for race in season.races:
        site = read_settings(race.files[SITE], SITE)
        for row in rows(race, "runners.csv"):
            assert sum(row["bib"] in tent.group for tent in site.tents) == 1


def test_every_race_has_a_course_file_a_stage_and_its_terrain(season: SeasonFiles) -> None:
    for race in season.races:
        stages = race.files["race.toml"].count("[[stage]]")
        named = [f"course/{n}.gpx" for n in range(1, stages + 1)]
        assert [name for name in race.files if name.startswith("course/")] == [*named, "course/terrain.csv"]
        assert all("<keywords>invented</keywords>" in race.files[name] for name in named)


def test_about_160_enter_each_race_and_fifteen_enter_all_four(season: SeasonFiles) -> None:
    fields = [{row["runner"] for row in rows(race, "runners.csv")} for race in season.races]
    assert all(155 <= len(field) <= 165 for field in fields)
    assert len(set.intersection(*fields)) == 15


def test_runners_keep_their_name_country_and_birth_date_through_the_year(season: SeasonFiles) -> None:
    known: dict[str, tuple[str, ...]] = {}
    for race in season.races:
        for row in rows(race, "runners.csv"):
            who = (row["name"], row["gender"], row["birth_date"], row["country"])
            assert known.setdefault(row["runner"], who) == who
    assert 30 <= len({country for *_, country in known.values()}) <= 50
    assert len({name for name, *_ in known.values()}) == len(known)


def test_the_four_wear_their_bib_in_every_race(season: SeasonFiles) -> None:
    for race in season.races:
        worn = {row["runner"]: row["bib"] for row in rows(race, "runners.csv")}
        assert [worn[portrait.runner] for portrait in FOUR] == [str(portrait.bib) for portrait in FOUR]


@pytest.mark.parametrize("seed", [1, 2, SEED])
def test_the_story_of_the_four_does_not_hang_on_the_seed(seed: int) -> None:
    story = json.loads(invented(seed).files["truth-season.json"])
    assert story["ended"]["S1"] == "sahara-2031, stage 2, withdrawn"
    assert {"S2", "S3", "S4"} <= set(story["completed"])
    assert story["first_woman"] == story["youngest"] == "S2"


def test_some_of_a_field_finish_and_some_do_not(season: SeasonFiles) -> None:
    for race in season.races:
        runners = truth(race)["runners"].values()
        out = sum(runner.get("status", "ranked") != "ranked" for runner in runners)
        assert 0.02 <= out / len(runners) <= 0.75


def test_a_race_takes_days_and_its_last_four_times_as_long_as_its_first_at_most(season: SeasonFiles) -> None:
    for race in season.races[:3]:
        totals = [runner["total"] / 3_600_000 for runner in truth(race)["runners"].values() if "total" in runner]
        assert 20 <= min(totals) <= 60
        assert max(totals) <= 4 * min(totals)
        assert max(totals) <= 130


def test_nobody_is_at_two_places_at_once(season: SeasonFiles) -> None:
    for race in season.races:
        for runner in truth(race)["runners"].values():
            for stage in runner["stages"].values():
                instants = [passed["at"] for passed in stage.get("passed", ())]
                assert all(before < after for before, after in pairwise(instants))


def test_everything_that_can_go_wrong_goes_wrong(season: SeasonFiles) -> None:
    gobi, sahara, antarctica = season.races[1], season.races[2], season.races[3]
    kinds = {row["kind"] for race in season.races for row in rulings(race)}
    assert kinds >= {"penalty", "credit", "withdraw", "disqualify", "give", "hold", "shorten", "move_start"}
    assert any(row["revokes"] for row in rulings(gobi))
    assert any(row["distance_km"] for row in rulings(antarctica))
    assert all(row["custody"] for race in season.races for row in rulings(race) if row["kind"] == "withdraw")
    bibs = {row["bib"] for row in rows(gobi, "runners.csv")}
    seen = {row["bib"] for row in passings(gobi)}
    assert any("*" in bib for bib in seen)
    assert any("*" not in bib and bib not in bibs for bib in seen)
    assert any(step.day is not None for step in sahara.steps)
    assert truth(gobi)["broken_teams"]
