"""Standings as people and programs read them."""

import json
from pathlib import Path
from typing import Any

import pytest
from calling import must, stagerace, write

PENALTY = "id,announced,stage,kind,bibs,minutes,checkpoint,reason,rule,revokes\n"
R1 = "R1,2031-03-02T18:40:00,1,penalty,1,30,,lost bib,12,\n"
R2 = "R2,2031-03-03T07:00:00,1,,,,,bib found,,R1\n"


def rows(folder: Path, *more: str) -> dict[str, dict[str, Any]]:
    table = json.loads(must("standings", folder, "--format", "json", *more).out)
    return {row["bib"]: row for row in table["rows"]}


def penalise(folder: Path, text: str = PENALTY + R1) -> None:
    must("import", folder, write(folder, "in/rulings.csv", text), "--as", "rulings")


def test_json_has_the_fields_that_others_rely_on(folder: Path) -> None:
    penalise(folder)
    table = json.loads(must("standings", folder, "--format", "json").out)
    assert list(table) == ["race", "stage", "after", "class", "version", "rows"]
    assert (table["race"], table["stage"], table["after"], table["class"]) == ("sahara-2031", None, 1, "overall")
    assert table["version"]["state"] == "live"
    assert table["rows"][2] == {
        "rank": 3,
        "bib": "1",
        "status": "ranked",
        "elapsed_ms": 20_550_000,
        "gap_ms": 740_000,
        "distance_m": 38_000,
        "stages": [{"stage": 1, "ruled_ms": 18_750_000, "penalty_ms": 1_800_000, "status": "finished"}],
    }
    assert [row["rank"] for row in table["rows"]] == [1, 2, 3, None]


def test_a_stage_is_asked_for_by_number_and_leaves_after_empty(folder: Path) -> None:
    table = json.loads(must("standings", folder, "--stage", "1", "--format", "json").out)
    assert (table["stage"], table["after"]) == (1, None)


def test_as_of_shows_what_was_announced_by_then(folder: Path) -> None:
    penalise(folder, PENALTY + R1 + R2)
    ranks = [
        rows(folder, "--as-of", when)["1"]["rank"]
        for when in ("2031-03-02T18:39", "2031-03-02T18:40", "2031-03-03T07:00")
    ]
    assert ranks == [1, 3, 1]


def test_known_at_shows_what_this_node_had_stored(folder: Path) -> None:
    before = json.loads(must("standings", folder, "--format", "json").out)["version"]["position"]
    penalise(folder)
    assert rows(folder)["1"]["rank"] == 3
    assert rows(folder, "--known-at", str(before))["1"]["rank"] == 1


def test_as_of_and_known_at_combine(folder: Path) -> None:
    penalise(folder)
    position = json.loads(must("standings", folder, "--format", "json").out)["version"]["position"]
    both = rows(folder, "--as-of", "2031-03-02T18:00", "--known-at", str(position))
    assert both["1"]["rank"] == 1


def test_csv_and_html_hold_every_runner(folder: Path) -> None:
    lines = must("standings", folder, "--format", "csv").out.splitlines()
    assert lines[0].startswith("rank,bib,name")
    assert len(lines) == 5
    page = must("standings", folder, "--format", "html", "--class", "overall", "--class", "women").out
    assert page.count("Ana Duarte") == 2
    assert "INTERNAL" in page


def test_a_name_cannot_smuggle_markup_into_the_page_or_a_formula_into_the_sheet(drafted: Path) -> None:
    evil = "bib,name\n1,<script>alert(1)</script>\n2,=HYPERLINK Rita\n3,[red]Rita[/red]\n"
    must("import", drafted, write(drafted, "in/r.csv", evil), "--as", "entries")
    assert "<script>" not in must("standings", drafted, "--format", "html").out
    assert "'=HYPERLINK Rita" in must("standings", drafted, "--format", "csv").out
    assert "[red]Rita[/red]" in must("standings", drafted).out


def test_an_official_result_says_so_until_something_changes(folder: Path) -> None:
    must("declare", folder, "official", "--after", "1")
    assert "(official" in must("standings", folder, "--after", "1").out
    assert stagerace("check", folder).status == 0
    penalise(folder)
    assert "(live" in must("standings", folder, "--after", "1").out
    said = stagerace("check", folder)
    assert said.status == 1
    assert "changed since it was published" in said.out


@pytest.mark.parametrize(
    "words",
    [
        ["--stage", "9"],
        ["--stage", "1", "--after", "1"],
        ["--class", "wimen"],
        ["--as-of", "yesterday"],
        ["--as-of", "18:00"],
        ["--format", "pdf"],
    ],
)
def test_a_wrong_call_is_told_and_ends_with_2(folder: Path, words: list[str]) -> None:
    said = stagerace("standings", folder, *words)
    assert said.status == 2
    assert "Traceback" not in said.err


def test_a_folder_without_a_race_is_told_what_to_do(tmp_path: Path) -> None:
    said = stagerace("standings", tmp_path / "nowhere")
    assert said.status == 1
    assert "stagerace new" in said.err
    assert not (tmp_path / "nowhere").exists()


def test_reading_changes_no_byte_of_the_folder(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.suffix != ".log-shm"}
    must("standings", folder)
    must("explain", folder, "1")
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path in before}
    assert {path.name for path in before if path.name == "race.log"} == {"race.log"}
    assert after == before
