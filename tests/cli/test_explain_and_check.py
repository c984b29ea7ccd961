"""Why a runner stands where they do, and what does not fit together."""

import json
from pathlib import Path

from calling import RACE_TOML, must, stagerace, write

RULINGS = (
    "id,announced,stage,kind,bibs,minutes,checkpoint,reason,rule,revokes\n"
    "R1,2031-03-02T18:40:00,1,penalty,1,30,,lost bib,12,\n"
)


def test_a_penalty_is_told_with_the_places_before_and_after(folder: Path) -> None:
    must("import", folder, write(folder, "in/rulings.csv", RULINGS), "--as", "rulings")
    assert "penalty 30 min, lost bib, rule 12, announced 18:40; 1st → 3rd" in must("explain", folder, "1").out


def test_a_penalty_taken_back_still_shows(folder: Path) -> None:
    taken_back = RULINGS + "R2,2031-03-02T21:00:00,1,,,,,bib found,,R1\n"
    must("import", folder, write(folder, "in/rulings.csv", taken_back), "--as", "rulings")
    told = must("explain", folder, "1").out
    assert "taken back by R2" in told
    assert "1st after it" in told


def test_every_passing_is_told_with_its_reason_and_record(folder: Path) -> None:
    two = (
        "bib,checkpoint,time,kind,source\n"
        "1,2FINISH,2031-03-03T13:05:11,in,mat\n"
        "1,2FINISH,2031-03-03T13:05:41,in,paper\n"
    )
    must("import", folder, write(folder, "in/p.csv", two), "--as", "passings")
    told = must("explain", folder, "1").out
    assert "13:05:11 at 2FINISH (5:05:11): good" in told
    assert "2 records 30 s apart" in told
    story = json.loads(must("explain", folder, "1", "--format", "json").out)
    assert story["stages"][1]["seen"][0]["spread_ms"] == 30_000


def test_someone_nobody_knows_is_told_so(folder: Path) -> None:
    said = stagerace("explain", folder, "99")
    assert said.status == 1
    assert "nobody wears bib 99" in said.err


def test_a_sound_race_has_nothing_to_look_at(folder: Path) -> None:
    assert "Nothing inconsistent" in must("check", folder).out


def test_a_changed_draft_is_shown_until_it_is_adopted(folder: Path) -> None:
    write(folder, "race.toml", RACE_TOML.replace("km = 40", "km = 41"))
    said = stagerace("check", folder)
    assert said.status == 1
    assert "differs from the adopted plan" in said.out
    assert "40" in must("adopt", folder).out
    assert stagerace("check", folder).status == 0
    assert "Nothing to adopt" in must("adopt", folder).out


def test_an_unknown_key_is_named_with_its_line_and_the_nearest_name(folder: Path) -> None:
    write(folder, "race.toml", RACE_TOML.replace("limit =", "limt ="))
    said = stagerace("check", folder)
    assert said.status == 1
    assert "race.toml, line 11" in said.out
    assert "limit" in said.out


def test_a_bib_nobody_wears_and_one_half_read_are_named(folder: Path) -> None:
    text = "bib,checkpoint,time\n77,2FINISH,2031-03-03T13:00:00\n*,2FINISH,2031-03-03T13:01:00\n"
    must("import", folder, write(folder, "in/p.csv", text), "--as", "passings")
    said = stagerace("check", folder)
    assert "bib 77 was seen once (2FINISH)" in said.out
    assert "bib * was seen once (2FINISH) but is not entered; no bib is like it" in said.out


def test_problems_are_also_given_as_json(folder: Path) -> None:
    write(folder, "race.toml", RACE_TOML.replace("km = 40", "km = 41"))
    said = stagerace("check", folder, "--format", "json")
    assert said.status == 1
    assert json.loads(said.out)["problems"][0]["file"] == "race.toml"
