"""A person's word on what was recorded."""

import re
from pathlib import Path

from calling import must, stagerace, write

PASSINGS = """\
bib,checkpoint,time,source
1*,2FINISH,2031-03-03T13:00:00,keypad
2,2FINISH,2031-03-03T08:20:00,keypad
"""


def seen(folder: Path) -> None:
    must("import", folder, write(folder, "in/p.csv", PASSINGS), "--as", "passings")


def records(folder: Path) -> list[str]:
    return re.findall(r"\(record (\S+)\)", stagerace("check", folder).out)


def test_whose_an_unread_bib_was_is_said_and_counts(folder: Path) -> None:
    seen(folder)
    unread = records(folder)[0]
    must("confirm", folder, unread, "--by", "captain", "--bib", "1")
    assert "confirmed by captain" in must("explain", folder, "1").out
    assert "5:00:00" in must("standings", folder, "--stage", "2").out


def test_an_impossible_time_counts_once_someone_vouches_for_it(folder: Path) -> None:
    seen(folder)
    impossible = records(folder)[1]
    assert "0:20:00" not in must("standings", folder, "--stage", "2").out
    must("confirm", folder, impossible, "--by", "captain")
    assert "0:20:00" in must("standings", folder, "--stage", "2").out


def test_what_does_not_count_no_longer_needs_a_look(folder: Path) -> None:
    seen(folder)
    for record in records(folder):
        must("void", folder, record, "--by", "timekeeper", "--reason", "a stray read")
    assert "Nothing inconsistent" in must("check", folder).out


def test_a_record_that_is_not_there_or_not_a_passing_is_told(folder: Path) -> None:
    assert stagerace("void", folder, "nowhere:7", "--by", "x", "--reason", "y").status == 1
    assert stagerace("void", folder, "seven", "--by", "x", "--reason", "y").status == 2
    told = must("explain", folder, "1").out
    sheet = re.findall(r"\[(\S+)\]", told)[0]
    assert stagerace("confirm", folder, sheet, "--by", "x").status == 1
    must("void", folder, sheet, "--by", "x", "--reason", "wrong runner")
