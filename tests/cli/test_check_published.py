"""`stagerace check` on published results: an edition's folder, or a sheet alone."""

import json
from pathlib import Path

from calling import must, stagerace, write

HEAD = "scope,rank_scope,rank,name,country,gender,value,value_kind,source,note\n"
GOOD = f"""{HEAD}after 5,women,1,Ana Duarte,BRA,F,22:04:05,,page,
stage 6,women,2,Ana Duarte,BRA,F,1:53:15,,page,
overall,women,1,Ana Duarte,BRA,F,23:57:20,,page,
stage 6,women,1,Dara Okafor,NGA,F,1:51:14,,page,
"""
BAD = GOOD.replace("1:53:15", "1:43:15")
EDITION = '[edition]\nevent = "Sahara"\nyear = 2031\nstages = 6\n'


def test_a_sheet_that_adds_up_is_summed_up_by_class_and_passes(tmp_path: Path) -> None:
    write(tmp_path, "edition.toml", EDITION)
    write(tmp_path, "published.csv", GOOD)
    said = must("check", tmp_path)
    assert said.out.splitlines()[0] == "Sahara 2031"
    assert "4 figures: 3 follow from others, 1 cannot be checked, none contradicts." in said.out


def test_a_contradiction_is_told_in_words_with_what_would_fit(tmp_path: Path) -> None:
    write(tmp_path, "edition.toml", EDITION)
    write(tmp_path, "published.csv", BAD)
    said = stagerace("check", tmp_path)
    assert said.status == 1
    assert "line 3, stage 6, women: Ana Duarte 1:43:15 (sums)" in said.out
    assert "would fit: 1:53:15 (23:57:20 - 22:04:05; one digit differs)" in said.out


def test_a_sheet_alone_is_judged_whatever_its_headers_are_called(tmp_path: Path) -> None:
    sheet = "Pos;Athlete;Nat;Stage 1;Stage 2;Total\n1;Ana Duarte;BRA;4:00:00;5:10:20;9:10:20\n"
    sheet += "2;Bo Åker;SWE;4:30:00;5:20:00;9:51:00\n"
    said = stagerace("check", write(tmp_path, "results.csv", sheet))
    assert said.status == 1
    assert "overall: Bo Åker 9:51:00" in said.out
    assert "6 figures: 3 follow from others, 2 cannot be checked, 1 contradicts." in said.out


def test_json_names_every_figure_with_its_verdict(tmp_path: Path) -> None:
    write(tmp_path, "edition.toml", EDITION)
    write(tmp_path, "published.csv", BAD)
    told = json.loads(stagerace("check", tmp_path, "--format", "json").out)
    assert told["counts"] == {"follows": 0, "unchecked": 3, "contradicts": 1}
    wrong = next(figure for figure in told["figures"] if figure["state"] == "contradicts")
    assert (wrong["line"], wrong["value"], wrong["fits"][0]["value"]) == (3, "1:43:15", "1:53:15")


def test_a_sheet_that_cannot_be_read_says_where(tmp_path: Path) -> None:
    said = stagerace("check", write(tmp_path, "results.csv", GOOD.replace("1:53:15", "1h53")))
    assert said.status != 0
    assert "results.csv, line 3, column value: '1h53' is not a length of time" in said.err + said.out
    none = stagerace("check", write(tmp_path, "empty.csv", "name,country\nAna,BRA\n"))
    assert "no column holds results" in none.err + none.out


def test_an_edition_without_its_figures_says_what_is_missing(tmp_path: Path) -> None:
    write(tmp_path, "edition.toml", EDITION)
    said = stagerace("check", tmp_path)
    assert said.status != 0
    assert "no published.csv here" in said.err


def test_a_race_folder_is_checked_as_before(folder: Path) -> None:
    assert "Nothing inconsistent." in must("check", folder).out
