"""`stagerace forecast` as people and programs read it."""

import json
from pathlib import Path

from calling import must, stagerace, write

from stagerace.core.records import ForecastPublished
from stagerace.node.folder import RaceFolder

PASSINGS = """\
bib,checkpoint,time,kind
1,2FINISH,2031-03-03T13:00:00+02:00,in
"""


def test_before_a_stage_everyone_still_in_is_forecast_from_the_one_before(folder: Path) -> None:
    said = must("forecast", folder, "--as-of", "2031-03-03T07:00")
    assert said.out.startswith("Sahara 2031, stage 2: forecast of 07:00 on 3 Mar (")
    assert "Ana Duarte" in said.out
    assert "INTERNAL" in said.err
    assert "Dara" not in said.out


def test_json_names_every_place_ahead_with_ranges_and_chances(folder: Path) -> None:
    told = json.loads(must("forecast", folder, "--as-of", "2031-03-03T07:00", "--format", "json").out)
    assert (told["race"], told["stage"], told["at"]) == ("sahara-2031", 2, "2031-03-03T07:00:00+02:00")
    assert [runner["bib"] for runner in told["runners"]] == ["1", "2", "3"]
    arrival = told["runners"][0]["arrivals"][-1]
    assert (arrival["place"], arrival["km"]) == ("2FINISH", 40.0)
    assert arrival["p05"] <= arrival["p25"] <= arrival["p50"] <= arrival["p75"] <= arrival["p95"]


def test_one_runner_is_told_with_everything(folder: Path) -> None:
    said = must("forecast", folder, "--as-of", "2031-03-03T09:00", "--bib", "3")
    assert "3 Chen Wei: on course" in said.out
    assert "finish the race" in said.out
    assert "Ana" not in said.out


def test_who_is_not_in_the_race_and_stages_it_does_not_have_are_said(folder: Path) -> None:
    assert "nobody wears bib 99" in stagerace("forecast", folder, "--bib", "99").err
    assert stagerace("forecast", folder, "--stage", "9").status == 2


def test_a_race_of_another_time_is_forecast_as_of_what_was_seen_last(folder: Path) -> None:
    must("import", folder, write(folder, "in/p.csv", PASSINGS), "--as", "passings")
    said = must("forecast", folder)
    assert "forecast as of 2031-03-03T13:00:00+02:00" in said.err
    assert "finished" in said.out


def test_what_is_published_enters_the_log_and_nothing_else_does(folder: Path) -> None:
    before = json.loads(must("forecast", folder, "--as-of", "2031-03-03T07:00", "--format", "json").out)["position"]
    said = must("forecast", folder, "--as-of", "2031-03-03T07:00", "--publish", "race director")
    assert "published: it is in the log now" in said.err
    records = RaceFolder(folder).view().records
    (body,) = [record.body for record in records if isinstance(record.body, ForecastPublished)]
    assert len(records) == before + 1
    assert (body.position, body.stage, body.by) == (before, 2, "race director")
    assert [finish.bib for finish in body.finishes] == ["1", "2", "3"]


def test_without_snapshots_there_is_no_score(folder: Path) -> None:
    said = must("forecast", folder, "--score")
    assert said.out == ""
    assert "no forecast was kept yet" in said.err
    assert json.loads(must("forecast", folder, "--score", "--format", "json").out)["scores"] == []
