"""`stagerace plan`: a page, sheets and pictures from the files people have; what is wrong is said."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from calling import RACE_TOML, Said, must, stagerace, write
from courses_drawn import gpx

RUNNERS = "bib,name,gender,age\n1,Ana Duarte,F,34\n2,Björn Åker,M,45\n56,Carl Ott,M,56\n"
ONE_STAGE = RACE_TOML.partition("[[stage]]\nn = 2")[0].replace("38.0", "12.0").replace("10.2", "6.0")
LOOP = """
[[stage]]
n = 2
name = "Ice"
km = 4.0
start = 2031-03-03T08:00:00
[stage.loop]
km = 4.0
box = "3:00:00"
"""


def folder(path: Path, toml: str = ONE_STAGE) -> Path:
    """A race of one short stage with a course, nothing imported."""
    write(path, "race.toml", toml)
    write(path, "runners.csv", RUNNERS)
    write(path, "course/1.gpx", gpx(12.0, marks=(("1CP1", 6.0),)))
    return path


@pytest.fixture
def race(tmp_path: Path) -> Path:
    return folder(tmp_path / "sahara")


def plan(race: Path, *more: str | Path) -> Said:
    return stagerace("plan", race, "--out", race.parent / "out", "--replicates", "3", *more)


def page(race: Path, *more: str | Path) -> str:
    said = plan(race, *more)
    assert said.status == 0, said
    return (race.parent / "out" / "plan.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A race with a stage of its own and one on a loop, planned: where, and what was told."""
    by_distance = ONE_STAGE.replace("[[stage]]", 'scoring = "distance"\n[[stage]]', 1)
    made = folder(tmp_path_factory.mktemp("two") / "sahara", by_distance + LOOP)
    write(made, "course/2.gpx", gpx(4.0))
    said = plan(made, "--format", "json")
    assert said.status == 0, said
    return made.parent / "out", json.loads(said.out)


def test_the_page_the_sheets_and_the_pictures_are_written(two: tuple[Path, dict[str, Any]]) -> None:
    kinds = ("profile", "field", "day")
    pictures = {f"stage-{stage}-{kind}.svg" for stage in (1, 2) for kind in kinds}
    assert {file.name for file in two[0].iterdir()} == {"plan.html", "sheet-1.html", "sheet-2.html", *pictures}


def test_every_page_is_internal_and_needs_nothing_else(two: tuple[Path, dict[str, Any]]) -> None:
    for file in two[0].glob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert "INTERNAL: not for publication" in text
        assert not re.findall(r"(?:src|href)=\"(?!data:|#)", text)
        assert "http" not in re.sub(r"data:[^\"]*", "", text)


def test_what_was_assumed_stands_before_any_figure_of_the_race(two: tuple[Path, dict[str, Any]]) -> None:
    text, told = (two[0] / "plan.html").read_text(encoding="utf-8"), two[1]
    assert told["findings"]
    start = text.index("What was assumed")
    assert start < text.index("normals of Aswan") < text.index("The whole week otherwise")


def test_limits_stand_beside_every_table_of_risk(two: tuple[Path, dict[str, Any]]) -> None:
    text = (two[0] / "plan.html").read_text(encoding="utf-8")
    parts = re.split(r"<h3>(?:Where and when risk|If it is planned|Cut-offs: what)", text)[1:]
    assert len(parts) == 5
    for part in parts:
        told = part.partition("<h3>")[0]
        assert "Model figures" in told
        assert "extrapolated" in told
    assert "chance of one" in text


def test_each_closing_is_costed_around_the_proposal_and_the_plan(two: tuple[Path, dict[str, Any]]) -> None:
    places = two[1]["stages"][0]["cutoffs"]
    assert [place["place"] for place in places] == ["1CP1", "1FINISH"]
    for place in places:
        assert 3 <= len(place["choices"]) <= 6
        assert sum(one["planned"] for one in place["choices"]) == 1
        assert [one["minutes"] for one in place["choices"]] == sorted(one["minutes"] for one in place["choices"])
    assert places[0]["planned"] == "2031-03-02T13:00:00+02:00"


def test_a_stage_is_tried_hotter_shorter_and_at_other_hours(two: tuple[Path, dict[str, Any]]) -> None:
    first, loop = (stage["changes"] for stage in two[1]["stages"])
    assert [one["label"] for one in first] == [
        "as planned", "no closings", "5 °C hotter", "start 2 h earlier", "start 1 h earlier", "start 1 h later",
        "ends at 1CP1 (km 6.0)",
    ]  # fmt: skip
    assert [one["label"] for one in loop][-2:] == ["1.5 h instead of 3 h", "2.25 h instead of 3 h"]
    assert first[0]["finish_more"] is None
    assert all(one["finish_more"] for one in first[1:])
    hotter = next(one for one in first if one["kind"] == "hotter")
    assert hotter["wbgt_c"] > first[0]["wbgt_c"] + 2


def test_a_stage_run_for_a_time_tells_laps_and_its_camp(two: tuple[Path, dict[str, Any]]) -> None:
    loop = two[1]["stages"][1]
    assert loop["boxed"]
    assert loop["cutoffs"] == []
    assert [place["place"] for place in loop["services"]] == ["camp"]
    assert loop["services"][0]["closes"] == "2031-03-03T11:00:00+02:00"
    assert 1 <= loop["laps"]["p50"] <= 6
    assert loop["km_done"]["p50"] == pytest.approx(4 * loop["laps"]["p50"], abs=4)
    assert "The stage is run for a time" in (two[0] / "plan.html").read_text(encoding="utf-8")


def test_in_words_the_plan_is_told_in_short(race: Path) -> None:
    said = plan(race)
    for words in ("the whole week", "1CP1", "5 °C hotter", "proposed", "noticed: normals of Aswan", "limits:"):
        assert words in said.out
    assert "INTERNAL" in said.err
    assert "written:" in said.err


def test_the_same_seed_gives_the_same_page(race: Path) -> None:
    assert page(race) == page(race)


def test_another_seed_is_other_luck(race: Path) -> None:
    assert page(race, "--seed", "2") != page(race).replace("(seed 1)", "(seed 2)")


def test_a_course_without_altitudes_is_said_on_the_page(race: Path) -> None:
    flat = gpx(12.0, marks=(("1CP1", 6.0),))
    write(race, "course/1.gpx", re.sub(r"<ele>.*?</ele>", "", flat))
    assert "the course has no altitudes; taken as level" in page(race)


def test_a_race_without_entries_is_planned_for_an_invented_field_and_it_is_said(race: Path) -> None:
    (race / "runners.csv").unlink()
    text = page(race)
    assert "the race has no entries; an invented field of 100 stands for it" in text
    assert "100 invented runners" in text


def test_names_that_look_like_markup_stay_words(race: Path) -> None:
    write(race, "race.toml", ONE_STAGE.replace('"Sahara 2031"', '"<b>Sahara</b> & more"'))
    text = page(race)
    assert "&lt;b&gt;Sahara&lt;/b&gt; &amp; more" in text
    assert "<b>Sahara</b>" not in text


def test_weather_in_fahrenheit_is_refused_or_named(race: Path) -> None:
    rows = [f"2031-03-02T{hour:02}:00,{90 + hour % 12},20,3" for hour in range(24)]
    head = "# latitude: 25\n# longitude: 30\n# altitude: 200\n# timezone: 2\ntime,temp_c,rh,wind_ms\n"
    hot = write(race, "in/hot.csv", head + "\n".join(rows) + "\n")
    said = plan(race, "--weather", hot)
    out = race.parent / "out" / "plan.html"
    assert (said.status == 1 and not out.parent.exists()) or "ahrenheit" in out.read_text(encoding="utf-8")


def test_where_nothing_says_where_the_race_is_nothing_is_written(race: Path) -> None:
    (race / "course" / "1.gpx").unlink()
    said = plan(race)
    assert said.status == 1
    assert "nothing says where the race is" in said.err
    assert not (race.parent / "out").exists()


def test_a_file_is_no_folder_for_a_plan(race: Path) -> None:
    taken = write(race, "taken.txt", "notes")
    said = stagerace("plan", race, "--out", taken, "--replicates", "2")
    assert said.status == 1
    assert "not a folder" in said.err
    assert taken.read_text() == "notes"


def test_without_a_folder_to_write_to_the_call_is_wrong(race: Path) -> None:
    assert stagerace("plan", race).status == 2
    assert must("plan", "--help").out


def test_a_start_that_cannot_be_tried_is_said(race: Path) -> None:
    write(race, "race.toml", ONE_STAGE.replace("close = 2031-03-02T13:00:00", "close = 2031-03-02T08:45:00"))
    text = page(race)
    assert "with its start 1 h later a place would close before it; not tried" in text
    assert "start 1 h earlier" in text
    assert ">start 1 h later<" not in text


def test_a_start_before_the_first_hour_of_weather_is_said(race: Path) -> None:
    early = ONE_STAGE.replace("02T08:00", "02T01:30").replace("02T13:00", "02T06:00")
    write(race, "race.toml", early)
    assert "with its start 2 h earlier the stage would begin before the first hour of weather" in page(race)


def test_a_stage_without_course_closings_and_limit_is_planned(race: Path) -> None:
    """Its ground is taken as level, its only place is the finish, and nothing closes."""
    bare = "\n[[stage]]\nn = 2\nkm = 9\nstart = 2031-03-03T08:00:00\n"
    write(race, "race.toml", ONE_STAGE + bare)
    text = page(race)
    assert "the stage has no course that could be read; taken as level ground" in text
    out = race.parent / "out"
    assert not (out / "stage-2-profile.svg").exists()
    assert (out / "stage-2-field.svg").exists()


def test_after_an_import_the_plan_in_the_log_and_its_entries_count(race: Path) -> None:
    must("import", race, race / "runners.csv", "--as", "entries")
    write(race, "runners.csv", "bib,name\n9,Nobody\n")
    assert "3 entries" in page(race)


def test_closings_nobody_can_meet_give_shares_between_none_and_all(tmp_path: Path) -> None:
    race = folder(tmp_path / "sahara", ONE_STAGE.replace("T13:00:00", "T08:05:00"))
    told = json.loads(plan(race, "--format", "json").out)
    shares = [one["finish_rate"] for one in (*told["week"], *(c for s in told["stages"] for c in s["changes"]))]
    assert all(0.0 <= value <= 1.0 for share in shares for value in share.values())
    assert "-0" not in re.sub(r"\d-0", "", plan(race).out)
