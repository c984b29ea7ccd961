"""Files in: whole or not at all, and nothing twice."""

from pathlib import Path

import pytest
from calling import RUNNERS, STAGE_1, must, stagerace, write


def position(folder: Path) -> str:
    return must("standings", folder, "--format", "json").out.split('"position":')[1].split("}")[0]


def test_the_same_file_twice_changes_nothing(folder: Path) -> None:
    before = position(folder)
    again = must("import", folder, write(folder, "in/again.csv", STAGE_1), "--as", "stage-times")
    assert "0 stage-times added, 4 already known" in again.out
    must("import", folder, folder / "runners.csv", "--as", "entries")
    assert position(folder) == before


def test_a_file_imported_again_after_its_correction_does_not_bring_the_old_row_back(folder: Path) -> None:
    must(
        "import",
        folder,
        write(folder, "in/right.csv", "stage,bib,status,elapsed\n1,1,finished,5:12:31\n"),
        "--as",
        "stage-times",
    )
    must("import", folder, write(folder, "in/again.csv", STAGE_1), "--as", "stage-times")
    assert '"elapsed_ms":18751000' in must("standings", folder, "--format", "json").out


def test_a_bad_row_is_named_and_nothing_of_the_file_is_kept(folder: Path) -> None:
    before = position(folder)
    bad = write(folder, "in/bad.csv", "stage,bib,status,elapsed\n2,1,finished,5:00:00\n2,2,finished,five\n")
    said = stagerace("import", folder, bad, "--as", "stage-times")
    assert said.status == 1
    assert "bad.csv, line 3, column elapsed" in said.err
    assert "h:mm:ss" in said.err
    assert position(folder) == before


def test_bad_rows_may_be_left_out_and_are_listed(folder: Path) -> None:
    bad = write(folder, "in/bad.csv", "stage,bib,status,elapsed\n2,1,finished,5:00:00\n2,2,finished,five\n")
    said = must("import", folder, bad, "--as", "stage-times", "--skip-bad")
    assert "1 stage-time added" in said.out
    assert "left out: bad.csv, line 3, column elapsed" in said.err


def test_the_first_import_takes_the_plan_into_the_log(drafted: Path) -> None:
    said = must("import", drafted, drafted / "runners.csv", "--as", "entries")
    assert "The plan in race.toml is now in the log." in said.out
    write(drafted, "race.toml", "not even toml [")
    assert must("standings", drafted).status == 0


def test_a_first_import_with_a_bad_row_leaves_no_log_and_no_vault(drafted: Path) -> None:
    bad = write(drafted, "in/runners.csv", RUNNERS + ",Nameless,F,30,FRA,\n")
    assert stagerace("import", drafted, bad, "--as", "entries").status == 1
    assert not (drafted / "race.log").exists()
    assert not (drafted / "vault.db").exists()


@pytest.mark.parametrize("what", ["missing.csv", "."])
def test_a_file_that_cannot_be_read_is_told_in_one_line(folder: Path, what: str) -> None:
    said = stagerace("import", folder, folder / what, "--as", "passings")
    assert said.status == 1
    assert len(said.err.strip().splitlines()) == 1


def test_bare_clock_times_need_a_day_and_are_given_theirs(folder: Path) -> None:
    night = write(
        folder, "in/p.csv", "bib,checkpoint,time,kind\n1,2START,08:00:05,out\n1,2FINISH,17:30,in\n2,2FINISH,02:30,in\n"
    )
    refused = stagerace("import", folder, night, "--as", "passings")
    assert refused.status == 1
    assert "--date" in refused.err
    said = must("import", folder, night, "--as", "passings", "--date", "2031-03-03")
    assert "2031-03-04" in said.err
    assert "worked out" in must("explain", folder, "2").out


def test_a_runner_may_get_another_bib_and_stays_the_same_person(drafted: Path) -> None:
    born = RUNNERS.replace("age", "birth_date").replace(",34,", ",1996-05-01,").replace(",45,", ",1985-05-01,")
    born = born.replace(",28,", ",2002-05-01,").replace(",41,", ",1989-05-01,")
    must("import", drafted, write(drafted, "in/a.csv", born), "--as", "entries")
    said = must("import", drafted, write(drafted, "in/b.csv", born.replace("4,Dara", "44,Dara")), "--as", "entries")
    assert "bib 44: the runner who wore 4" in said.err


def test_a_start_list_does_not_bring_back_who_was_forgotten(folder: Path) -> None:
    must("forget", folder, "2", "--yes")
    said = must("import", folder, write(folder, "in/r.csv", RUNNERS), "--as", "entries")
    assert "bib 2 was forgotten" in said.err
    assert "Björn" not in must("standings", folder).out


def test_a_ruling_that_takes_the_place_of_another_is_told(folder: Path) -> None:
    head = "id,announced,stage,kind,bibs,minutes,reason\n"
    must(
        "import",
        folder,
        write(folder, "in/a.csv", f"{head}P1,2031-03-02T18:00:00+02:00,1,penalty,1,30,lost bib\n"),
        "--as",
        "rulings",
    )
    again = write(folder, "in/b.csv", f"{head}P1,2031-03-02T19:00:00+02:00,1,penalty,2,30,litter\n")
    said = must("import", folder, again, "--as", "rulings")
    assert (
        "ruling P1 replaces the one announced before under that id (penalty, bibs 1, lost bib)" in said.err + said.out
    )
    assert "replaces" not in must("import", folder, again, "--as", "rulings").err
