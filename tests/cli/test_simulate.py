"""`stagerace simulate` and `stagerace card`: a race run many times, from the files people have."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from calling import RACE_TOML, must, stagerace, write
from courses_drawn import gpx

RUNNERS = "bib,name,gender,age\n1,Ana Duarte,F,34\n2,Björn Åker,M,45\n56,Carl Ott,M,56\n"
ONE_STAGE = RACE_TOML.partition("[[stage]]\nn = 2")[0].replace("38.0", "12.0").replace("10.2", "6.0")


@pytest.fixture
def race(tmp_path: Path) -> Path:
    """A race of one short stage with a course, nothing imported."""
    folder = tmp_path / "sahara"
    write(folder, "race.toml", ONE_STAGE)
    write(folder, "runners.csv", RUNNERS)
    write(folder, "course/1.gpx", gpx(12.0, marks=(("1CP1", 6.0),)))
    return folder


def told(race: Path, *more: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(must("simulate", race, "--replicates", "8", "--format", "json", *more).out)
    return found


def test_a_race_is_told_by_stage_place_and_runner(race: Path) -> None:
    outlook = told(race)
    assert outlook["field"] == 3
    assert not outlook["field_invented"]
    stage = outlook["stages"][0]
    assert [place["id"] for place in stage["places"]] == ["1CP1", "1FINISH"]
    assert stage["starters"] == 3
    assert 60 < stage["finish_minutes"]["p50"] < 400
    assert [runner["bib"] for runner in outlook["runners"]] == ["1", "2", "56"]
    assert outlook["limits"]


def test_the_same_seed_gives_the_same_figures_on_any_number_of_threads(race: Path) -> None:
    assert told(race, "--threads", "1") == told(race, "--threads", "3")
    assert told(race, "--seed", "2")["stages"] != told(race)["stages"]


def test_in_words_it_says_who_comes_when_and_what_was_assumed(race: Path) -> None:
    said = must("simulate", race, "--replicates", "8", "--runners")
    assert "finish the race" in said.out
    assert "1CP1" in said.out
    assert "limits:" in said.out
    assert "noticed: normals of Aswan" in said.out
    assert "INTERNAL" in said.err


def test_after_an_import_the_field_is_that_of_the_log(race: Path) -> None:
    must("import", race, race / "runners.csv", "--as", "entries")
    write(race, "runners.csv", "bib,name\n9,Nobody\n")
    assert told(race)["field"] == 3


def test_without_entries_an_invented_field_runs_and_it_is_said(race: Path) -> None:
    (race / "runners.csv").unlink()
    outlook = told(race)
    assert outlook["field"] == 100
    assert outlook["field_invented"]
    assert any("no entries" in finding for finding in outlook["findings"])


def test_an_age_that_is_not_known_is_named_and_a_usual_one_taken(race: Path) -> None:
    write(race, "runners.csv", RUNNERS.replace("F,34", "F,"))
    assert any("age" in finding for finding in told(race)["findings"])


def test_a_runner_of_200_years_never_gets_a_wrong_race_in_silence(race: Path) -> None:
    write(race, "runners.csv", RUNNERS.replace("M,56", "M,200"))
    said = stagerace("simulate", race, "--replicates", "4", "--format", "json")
    assert said.status == 1 or any("200" in finding for finding in json.loads(said.out)["findings"])


def test_a_course_without_altitudes_is_taken_as_level_and_it_is_said(race: Path) -> None:
    flat = gpx(12.0, marks=(("1CP1", 6.0),))
    write(race, "course/1.gpx", "".join(line.split("<ele>")[0] + "</trkpt>\n" if "<ele>" in line else line
                                         for line in flat.splitlines(keepends=True)))  # fmt: skip
    assert any("no altitudes" in finding for finding in told(race)["findings"])


def test_a_stage_without_a_course_is_taken_as_level_and_it_is_said(race: Path) -> None:
    write(race, "race.toml", RACE_TOML.replace("38.0", "12.0").replace("10.2", "6.0").replace("km = 40", "km = 10"))
    outlook = told(race)
    assert len(outlook["stages"]) == 2
    assert any("stage 2" in finding and "no course" in finding for finding in outlook["findings"])


def test_where_nothing_says_where_the_race_is_nothing_is_made_up(race: Path) -> None:
    (race / "course" / "1.gpx").unlink()
    said = stagerace("simulate", race, "--replicates", "2")
    assert said.status == 1
    assert "nothing says where the race is" in said.err


def test_weather_of_another_season_or_unit_is_refused_or_named(race: Path) -> None:
    rows = [f"2031-03-02T{hour:02}:00,{90 + hour % 12},20,3" for hour in range(24)]
    head = "# latitude: 25\n# longitude: 30\n# altitude: 200\n# timezone: 2\ntime,temp_c,rh,wind_ms\n"
    hot = write(race, "in/hot.csv", head + "\n".join(rows) + "\n")
    said = stagerace("simulate", race, "--replicates", "2", "--weather", hot, "--format", "json")
    assert said.status == 1 or "ahrenheit" in said.out


def test_a_stage_that_is_none_is_refused(race: Path) -> None:
    said = stagerace("simulate", race, "--replicates", "2", "--stage", "7")
    assert said.status == 2
    assert "no stage 7" in said.err


def test_a_season_tells_who_finishes_every_race(race: Path) -> None:
    write(race.parent, "season.toml", (
        '[season]\nid = "s"\nname = "S"\n[[slot]]\nid = "a"\n[[race]]\nslot = "a"\nfolder = "sahara"\n'
        '[[title]]\nid = "t"\nname = "T"\nkind = "slots"\n'
    ))  # fmt: skip
    season = json.loads(must("simulate", race.parent / "season.toml", "--replicates", "6", "--format", "json").out)
    assert [race["race"] for race in season["races"]] == ["sahara-2031"]
    assert len(season["slam"]) == 3
    shares = {one["runner"]: one["p_all"] for one in season["slam"]}
    assert shares == {runner["runner"]: runner["p_finish"] for runner in season["races"][0]["runners"]}
    assert "finish all" in must("simulate", race.parent / "season.toml", "--replicates", "6").out


def test_a_card_tells_places_water_pack_and_sun(race: Path) -> None:
    card = json.loads(must("card", race, "56", "--format", "json").out)
    stage = card["stages"][0]
    assert [place["id"] for place in stage["places"]] == ["START", "1CP1", "1FINISH"]
    early, middle, late = stage["places"][2]["expected"]
    assert early <= middle <= late
    assert stage["places"][1]["closes"]
    assert stage["places"][1]["leave_by"]
    assert stage["kcal"][1] > 300
    assert stage["pack_kg"] > stage["food_kg"] > 0
    assert stage["sunrise"] < stage["sunset"]


def test_a_what_if_says_what_each_change_does_and_what_is_not_known(race: Path) -> None:
    card = json.loads(must("card", race, "56", "--what-if", "age=35,pack_kg=6,start=slower", "--format", "json").out)
    younger, lighter, slower, all_ = card["changes"]
    assert younger["minutes_less"][0] > 0
    assert lighter["minutes_less"][1] > 0
    assert slower["minutes_less"][1] < 0
    assert all_["what"] == "all of it"
    assert all(change["unknown"] for change in card["changes"][:3])


def test_a_card_folds_and_reads_on_a_phone(race: Path) -> None:
    page = must("card", race, "56", "--what-if", "age=35", "--format", "html").out
    assert "<title>Bib 56" in page
    assert "size: A4" in page
    assert "at 35 years" in page
    assert "http" not in page


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ("pack_kg=90", "3 to 25 kg"), ("age=200", "16 to 90"), ("agee=3", "Did you mean age"),
        ("start=backwards", "start=slower"), ("pack_kg=heavy", "no number"),
    ],
)  # fmt: skip
def test_a_what_if_that_cannot_be_is_refused(race: Path, asked: str, why: str) -> None:
    said = stagerace("card", race, "56", "--what-if", asked)
    assert said.status == 1
    assert why in said.err


def test_a_bib_that_nobody_wears_is_refused_with_those_worn(race: Path) -> None:
    said = stagerace("card", race, "77")
    assert said.status == 1
    assert "1 to 56" in said.err


def test_a_course_of_another_length_than_the_plan_is_said_with_what_was_taken(race: Path) -> None:
    write(race, "course/1.gpx", gpx(5.0))
    findings = told(race)["findings"]
    assert any("5.0 km long, the plan says 12.0 km" in finding and "of the course" in finding for finding in findings)


def test_a_course_file_that_cannot_be_taken_is_not_called_missing(race: Path) -> None:
    write(race, "course/1.gpx", "")
    said = stagerace("simulate", race, "--replicates", "8")
    assert said.status == 1
    assert "no file in course/ can be taken" in said.err
    assert "stagerace check" in said.err


def test_a_stage_that_is_none_is_refused_before_anything_is_run(race: Path) -> None:
    said = stagerace("simulate", race, "--replicates", "999999999", "--stage", "9")
    assert said.status == 2
    assert "no stage 9" in said.err


def test_clocks_are_those_of_the_race_where_they_are_put_forward_on_the_way() -> None:
    from stagerace.cli.simulate_text import clock
    from stagerace.core.clock import Instant
    from stagerace.core.zone import Zone, from_datetime

    forward = from_datetime(datetime.fromisoformat("2031-03-30T01:00:00+00:00"))
    rome = Zone("Europe/Rome", ((Instant(0), 3600), (forward, 7200)))
    start = "2031-03-29T20:00:00+01:00"
    assert clock(start, 359, rome) == "01:59 +1"
    assert clock(start, 360, rome) == "03:00 +1"


def test_one_runner_run_once_is_said_as_one_says_it(race: Path) -> None:
    write(race, "runners.csv", "bib,name,gender,age\n1,Ana Duarte,F,34\n")
    assert "1 entry, once (seed 1" in must("simulate", race, "--replicates", "1").out


def test_closings_changed_after_an_import_are_said_not_to_be_run(race: Path) -> None:
    must("import", race, race / "runners.csv", "--as", "entries")
    assert not any("adopted" in finding for finding in told(race)["findings"])
    write(race, "race.toml", ONE_STAGE.replace("T13:00:00", "T12:00:00"))
    assert any("differs from the adopted plan" in f and "stagerace adopt" in f for f in told(race)["findings"])


def test_a_season_says_what_was_assumed_of_its_races(race: Path) -> None:
    season = '[season]\nid = "s"\nname = "S"\n[[slot]]\nid = "a"\nname = "A"\n[[title]]\nid = "t"\nname = "T"\n'
    write(race.parent, "season.toml", season + 'kind = "slots"\n[[race]]\nslot = "a"\nfolder = "sahara"\n')
    said = must("simulate", race.parent / "season.toml", "--replicates", "4")
    assert "noticed: Sahara 2031: normals of Aswan" in said.out


def test_on_a_phone_a_card_cuts_nothing_off(race: Path) -> None:
    page = must("card", race, "56", "--format", "html").out
    narrow = page.partition("@media (max-width: 26rem)")[2].partition("@media")[0]
    assert "overflow-x: auto" in narrow
