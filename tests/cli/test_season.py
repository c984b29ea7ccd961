"""A season as people and programs read it, from race folders and sheets of results."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from calling import RACE_TOML, must, stagerace, write

SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "season.schema.json"
HEAD = """\
[season]
id = "deserts-2031"
name = "Four Deserts 2031"
[[slot]]
id = "sahara"
name = "Sahara"
[[slot]]
id = "gobi"
name = "Gobi"
"""
GOBI = """\
[[race]]
slot = "gobi"
id = "gobi-2030"
name = "Gobi 2030"
start_date = 2030-06-22
results = "gobi.csv"
"""
SAHARA = """\
[[race]]
slot = "sahara"
folder = "sahara-2031"
"""
TITLES = """\
[[title]]
id = "pair"
name = "Both deserts"
kind = "slots"
within = "12 months"
[[title]]
id = "champion"
name = "Champion"
kind = "rank-sum"
only_when = "sahara"
[[earlier]]
title = "pair"
name = "Erna Holt"
gender = "F"
age = 30
year = 2029
"""
RESULTS = """\
runner,name,gender,age,country,place,status,time
r-1,Ana Duarte,F,33,BRA,2,,41:12:30
r-2,Björn Åker,M,44,SWE,1,,40:00:00
,Chen Wei,M,27,CHN,3,,44:00:00
r-4,Dara Okafor,F,40,NGA,,dnf,
"""
RUNNERS = """\
bib,name,gender,age,country,runner
1,Ana Duarte,F,34,BRA,r-1
2,Björn Åker,M,45,SWE,r-2
3,Chen Wei,M,28,CHN,
4,Dara Okafor,F,41,NGA,r-4
"""
TIMES = """\
stage,bib,status,elapsed
1,1,finished,5:12:30
1,2,finished,5:40:00
1,3,finished,5:30:10
1,4,finished,6:10:00
"""
STAGE_2 = """\
stage,bib,status,elapsed
2,1,finished,5:00:00
2,2,dnf,
2,3,finished,5:30:00
2,4,finished,6:00:00
"""


@pytest.fixture
def season(tmp_path: Path) -> Path:
    """A season of a published Gobi and a Sahara folder after its first stage."""
    folder = tmp_path / "sahara-2031"
    write(folder, "race.toml", RACE_TOML)
    must("import", folder, write(folder, "runners.csv", RUNNERS), "--as", "entries")
    must("import", folder, write(folder, "in/stage1.csv", TIMES), "--as", "stage-times")
    write(tmp_path, "gobi.csv", RESULTS)
    return write(tmp_path, "season.toml", HEAD + GOBI + SAHARA + TITLES)


@pytest.fixture
def ended(season: Path) -> Path:
    """The same season after the last stage of the Sahara."""
    folder = season.parent / "sahara-2031"
    must("import", folder, write(folder, "in/stage2.csv", STAGE_2), "--as", "stage-times")
    return season


def read(season: Path) -> dict[str, Any]:
    table = json.loads(must("season", season, "--format", "json").out)
    jsonschema.validate(table, json.loads(SCHEMA.read_text(encoding="utf-8")))
    return dict(table)


def rows(season: Path, title: str = "pair") -> dict[str, dict[str, Any]]:
    (found,) = [one for one in read(season)["titles"] if one["id"] == title]
    return {row["runner"]: row for row in found["rows"]}


def test_while_a_race_runs_those_in_it_are_still_in(season: Path) -> None:
    pair = rows(season)
    assert (pair["r-1"]["state"], pair["r-1"]["needs"]) == ("still_in", ["sahara"])
    assert read(season)["races"][1]["phase"] == "running"
    assert pair["gobi-2030:line-4"]["why"] == "did not start Sahara 2031"


def test_the_end_of_the_race_decides_who_completed_and_why_not(ended: Path) -> None:
    pair = rows(ended)
    assert (pair["r-1"]["state"], pair["r-1"]["decided_at"]) == ("completed", "sahara-2031")
    assert (pair["r-2"]["state"], pair["r-2"]["why"]) == ("out", "withdrew from Sahara 2031, stage 2")
    assert (pair["r-4"]["state"], pair["r-4"]["needs"]) == ("still_in", ["gobi"])
    assert pair["r-1"]["races"] == [
        {"race": "gobi-2030", "slot": "gobi", "rank": 2, "status": "finished", "elapsed_ms": 148_350_000},
        {"race": "sahara-2031", "slot": "sahara", "rank": 1, "status": "finished", "elapsed_ms": 36_750_000},
    ]


def test_the_champion_is_the_lowest_sum_of_ranks(ended: Path) -> None:
    champion = rows(ended, "champion")
    assert (champion["r-1"]["sum"], champion["r-1"]["place"], champion["r-1"]["champion"]) == (3, 1, True)


def test_firsts_are_told_against_the_earlier_ones_given(ended: Path) -> None:
    found = {one["first"]["kind"]: one["first"] for one in read(ended)["firsts"]}
    assert found["first woman"]["stands"] is False
    assert found["first woman"]["earlier"] == {"who": "Erna Holt", "value": 2029}
    assert found["oldest"]["holders"] == [{"who": "r-1", "value": 34}]
    assert found["oldest"]["stands"] is True


def test_runners_without_an_id_are_proposed_and_not_taken_for_one(ended: Path) -> None:
    (proposal,) = read(ended)["proposals"]
    assert proposal["runners"] == ["gobi-2030:line-4", "sahara-2031:3"]
    assert proposal["because"] == "the same name, age and country"
    assert {"gobi-2030:line-4", "sahara-2031:3"} <= rows(ended).keys()
    said = must("season", ended).out
    assert "May be the same person" in said


def test_json_names_only_whom_a_sheet_of_results_names(season: Path) -> None:
    sheet = RESULTS.replace("r-1,Ana Duarte", "r-1,")
    write(season.parent, "gobi.csv", sheet)
    out = must("season", season, "--format", "json").out
    assert "Ana Duarte" not in out
    assert "Björn Åker" in out
    assert "Ana Duarte" in must("season", season).out


def test_a_race_to_come_needs_no_results(season: Path) -> None:
    to_come = '[[race]]\nslot = "sahara"\nid = "jordan-2031"\nname = "Jordan 2031"\nstart_date = 2031-04-01\n'
    write(season.parent, "season.toml", HEAD + GOBI + to_come + TITLES)
    assert rows(season)["r-1"]["needs"] == ["sahara"]
    drafted = write(season.parent / "drafted", "race.toml", RACE_TOML).parent
    write(season.parent, "season.toml", HEAD + GOBI + SAHARA.replace("sahara-2031", drafted.name) + TITLES)
    assert read(season)["races"][1] == {
        "id": "sahara-2031", "name": "Sahara 2031", "slot": "sahara", "start": "2031-03-02", "phase": "to_come",
        "scoring": "time", "entered": 0, "finished": 0,
    }  # fmt: skip


def test_the_order_of_races_in_the_file_does_not_matter(ended: Path) -> None:
    before = read(ended)
    write(ended.parent, "season.toml", HEAD + SAHARA + GOBI + TITLES)
    assert read(ended) == before


def test_the_table_fits_80_columns_and_says_what_is_needed(season: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rich.console import Console

    from stagerace.cli import season as command

    monkeypatch.setattr(command, "console", Console(width=80, highlight=False, soft_wrap=True))
    said = must("season", season)
    assert "Both deserts: all two within 12 months" not in said.out
    assert "Both deserts: both within 12 months" in said.out
    assert "Ana Duarte" in said.out
    assert max(map(len, said.out.splitlines())) <= 80
    assert "INTERNAL" in said.err


def test_the_page_holds_every_runner_and_is_marked_internal(ended: Path) -> None:
    page = must("season", ended, "--format", "html").out
    assert "INTERNAL" in page
    assert "Ana Duarte" in page
    assert "withdrew from Sahara 2031, stage 2" in page


def test_a_name_cannot_smuggle_markup_into_the_page_or_the_table(season: Path) -> None:
    write(season.parent, "gobi.csv", RESULTS.replace("Björn Åker", "<script>[red]B[/red]"))
    assert "<script>" not in must("season", season, "--format", "html").out
    assert "[red]B[/red]" in must("season", season).out


def test_a_forgotten_runner_keeps_the_result_and_loses_the_name(ended: Path) -> None:
    must("forget", ended.parent / "sahara-2031", "3", "--yes")
    page = must("season", ended, "--format", "html").out
    assert "sahara-2031:3" in page
    assert read(ended)["proposals"] == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('kind = "slots"', 'kind = "slot"', "season.toml, line 22: kind cannot be 'slot'. Did you mean slots?"),
        (
            'within = "12 months"',
            'withing = "any"',
            "line 23: there is no key 'withing' in [[title]]. Did you mean within?",
        ),
        ('within = "12 months"', 'only_when = "gobi"', "line 23: only_when means nothing to a title of kind 'slots'"),
        (
            'within = "12 months"',
            'slots = ["gobi", "sahra"]',
            "line 23: there is no slot 'sahra'. Did you mean sahara?",
        ),
        ('within = "12 months"', 'also = ["gobi-2029"]', "line 23: also names no race of this file: 'gobi-2029'"),
        ('within = "12 months"', "at_least = 3", "line 23: at_least: 3 is not a number of races"),
        ('only_when = "sahara"', 'only_when = "sahra"', "line 28: there is no slot 'sahra'"),
        ('slot = "gobi"', 'slot = "gobbi"', "line 11: there is no slot 'gobbi'. Did you mean gobi?"),
        ('slot = "gobi"\n', "", "line 10: slot is missing in [[race]]"),
        ('slot = "gobi"', 'slot = "gobi"\nroving = true', "a roving race fills no slot"),
        ('folder = "sahara-2031"', 'folder = "sahara-2013"', "line 16: there is no race folder sahara-2013"),
        ('folder = "sahara-2031"', 'folder = "sahara-2031"\nname = "x"', "the plan in the race's folder says its name"),
        ('results = "gobi.csv"', 'results = "goby.csv"', "line 10: there is no file of results goby.csv"),
        ('id = "gobi-2030"', 'id = "sahara-2031"', "line 16: the race 'sahara-2031' stands on line 10 already"),
        ("start_date = 2030-06-22", "", "line 10: start_date is missing in [[race]]"),
        ('title = "pair"', 'title = "pear"', "there is no title 'pear'. Did you mean pair?"),
        ("year = 2029", 'year = "2029"', "year: '2029' is not a year"),
        ('id = "champion"', 'id = "pair"', "the title 'pair' is there twice"),
        ('id = "gobi"\nname', 'id = "sahara"\nname', "the slot 'sahara' is there twice"),
        ('[season]\nid = "deserts-2031"\n', "[season]\n", "line 1: id is missing in [season]"),
        ('[season]\nid = "deserts-2031"\nname = "Four Deserts 2031"\n', "", "there is no table [season]"),
    ],
)
def test_a_wrong_season_is_told_with_its_line_and_what_to_do(season: Path, old: str, new: str, words: str) -> None:
    text = season.read_text(encoding="utf-8")
    assert old in text
    write(season.parent, "season.toml", text.replace(old, new, 1))
    said = stagerace("season", season)
    assert said.status == 1
    assert words in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("r-2,", "r-1,", "gobi.csv, line 3: runner r-1 stands on line 2 already"),
        (",dnf,", ",gone,", "gobi.csv, line 5, column status: 'gone' is not a status"),
        (",dnf,", ",,", "line 5, column status: neither rank nor status says how the race came out"),
        ("2,,41:12:30", "2,dnf,41:12:30", "line 2, column place: a rank, and the status says dnf"),
        (",Chen Wei,", ",,", "line 4, column runner: neither runner nor name is filled in"),
        ("1,,40:00:00", "first,,40:00:00", "line 3, column place: 'first' is not a rank"),
    ],
)
def test_a_wrong_sheet_of_results_is_told_with_its_line(season: Path, old: str, new: str, words: str) -> None:
    write(season.parent, "gobi.csv", RESULTS.replace(old, new, 1))
    said = stagerace("season", season)
    assert said.status == 1
    assert words in said.err


def test_two_bibs_with_one_runner_id_are_told(tmp_path: Path, season: Path) -> None:
    folder = tmp_path / "sahara-2031"
    text = RUNNERS.replace("2,Björn Åker,M,45,SWE,r-2", "2,Björn Åker,M,45,BRA,r-1")
    must("import", folder, write(folder, "in/r.csv", text), "--as", "entries")
    assert "bibs 1 and 2 of sahara-2031 have one runner id" in stagerace("season", season).err


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"PK\x03\x04 no", b"[season", b""])
def test_a_file_that_is_no_season_is_told_and_ends_with_1(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "season.toml"
    path.write_bytes(content)
    said = stagerace("season", path)
    assert said.status == 1
    assert "season.toml" in said.err
    assert "Traceback" not in said.err


def test_a_folder_or_nothing_at_all_is_told_what_to_do(tmp_path: Path) -> None:
    assert "name the season's file" in stagerace("season", tmp_path).err
    assert "there is no such file" in stagerace("season", tmp_path / "none.toml").err
    assert stagerace("season", tmp_path, "--format", "csv").status == 2


def test_a_folder_without_a_race_is_told_with_the_line_that_names_it(season: Path) -> None:
    write(season.parent, "empty/readme.txt", "nothing here")
    write(season.parent, "season.toml", HEAD + GOBI + SAHARA.replace("sahara-2031", "empty") + TITLES)
    assert "season.toml, line 16: there is no race in the folder empty" in stagerace("season", season).err


def test_a_wrong_draft_is_told_with_its_folder_and_line(season: Path) -> None:
    write(season.parent, "drafted/race.toml", RACE_TOML.replace("[race]", "[race]\ntise = 1"))
    write(season.parent, "season.toml", HEAD + GOBI + SAHARA.replace("sahara-2031", "drafted") + TITLES)
    assert "drafted/race.toml, line 2: there is no key 'tise'" in stagerace("season", season).err


def test_reading_a_season_changes_no_byte(ended: Path) -> None:
    def files() -> dict[Path, bytes]:
        held = (
            path for path in ended.parent.rglob("*") if path.is_file() and path.suffix not in (".log-shm", ".log-wal")
        )
        return {path: path.read_bytes() for path in held}

    before = files()
    must("season", ended)
    assert {path: files()[path] for path in before} == before
