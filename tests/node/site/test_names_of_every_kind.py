"""Whatever somebody is called, their name ends no line, no cell and no element, and steers nothing around it."""

import csv
import io
import re

from gate_races import BIBS, consent, race_with, subject
from sites import site_of_people

from races import at, ruled, seen
from stagerace.node.messages.writing import read_message

NAME = "=Zo\u202era \x00\x0b\r\n]]></script><b>\u2069\x1b,;\\"
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e]")
LIVE = at(1, "5:00:00")


def site() -> dict[str, bytes]:
    agreed = [consent(bib, what) for bib in BIBS for what in ("name", "family")]
    came = [seen(bib, "1CP1", at(1, f"2:0{n}:00"), "in") for n, bib in enumerate(BIBS)]
    why = ruled("R1", "penalty", 1, "12", 10, told=f"A bottle{NAME}")
    return dict(site_of_people(race_with(*agreed, *came, why), LIVE, {subject(bib): NAME for bib in BIBS}))


def test_no_file_holds_what_no_text_should() -> None:
    files = {path: data.decode() for path, data in site().items() if not path.startswith("assets/")}
    assert [path for path, said in files.items() if UNFIT.search(said)] == []
    assert [path for path, said in files.items() if path.endswith((".html", ".atom")) and "</script><b>" in said] == []


def test_a_name_is_one_cell_that_no_spreadsheet_reckons_out() -> None:
    rows = list(csv.DictReader(io.StringIO(site()["sahara-2031/results.csv"].decode())))
    assert {row["name"] for row in rows} == {"'=Zora ]]></script><b> ,;\\"}
    assert len(rows) == len(BIBS)


def test_a_message_turns_nothing_on_the_sheet_it_is_printed_on() -> None:
    assert read_message("A\u202ena\x1b", "Go\u2067!\r\nGo\x00!") == ("Ana", "Go!\nGo!")
