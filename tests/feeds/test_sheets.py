"""CSV sheets as people and programs save them."""

import pytest
from feeds_examples import context

from stagerace.core.errors import BadInput
from stagerace.feeds import entries
from stagerace.feeds.entries import EntryRow
from stagerace.feeds.notes import say_lines
from stagerace.feeds.sheet import Sheet

GOOD = "bib,name\n1,Ana Example\n2,Bo Sample\n"


def read(data: str | bytes) -> Sheet[EntryRow]:
    return entries.read(data.encode() if isinstance(data, str) else data, "runners.csv", context())


def names(data: str | bytes) -> list[str]:
    sheet = read(data)
    assert not sheet.problems
    return [row.name for row in sheet.bodies]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_encoding_with_its_mark_is_read(encoding: str) -> None:
    assert names("bib,name\n1,Zoë Müller\n".encode(encoding)) == ["Zoë Müller"]


def test_western_bytes_are_read_with_a_note() -> None:
    sheet = read("bib,name\n1,Zoë Müller\n".encode("cp1252"))
    assert sheet.bodies[0].name == "Zoë Müller"
    assert "line 2" in sheet.notes[0]
    assert "cp1252" in sheet.notes[0]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_usual_separator_is_found(separator: str) -> None:
    assert names(GOOD.replace(",", separator)) == ["Ana Example", "Bo Sample"]


def test_the_separator_is_found_by_the_columns_it_gives() -> None:
    assert names("bib;name;a,b,c,d\n1;Ana;x,y\n") == ["Ana"]
    assert names("sep=;\nbib;name\n1;Ana\n") == ["Ana"]


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_any_line_end_is_read(newline: str) -> None:
    assert names(GOOD.replace("\n", newline)) == ["Ana Example", "Bo Sample"]


def test_blank_lines_and_lines_of_separators_are_passed_over() -> None:
    assert names("\n;;;\n bib ;name;;\n\n;;\n1; Ana ;;\n\n2;Bo") == ["Ana", "Bo"]


def test_lines_are_those_of_the_file_even_after_cells_with_line_ends() -> None:
    sheet = read('bib,name\n1,"Ana\nExample"\n\n2,\n')
    assert (sheet.bodies[0].name, sheet.lines) == ("Ana Example", (2,))
    assert str(sheet.problems[0]).startswith("runners.csv, line 5, column name: name is empty")


@pytest.mark.parametrize(
    "header", ["No.,Name", "N°,Nom", "Bib Number,NAME", "Startnummer,Name", "Dossard,nom", "#,Runner name"]
)
def test_columns_are_known_by_many_names(header: str) -> None:
    assert names(f"{header}\n1,Ana\n") == ["Ana"]


def test_columns_come_in_any_order_and_unknown_ones_are_noted() -> None:
    sheet = read("name,shoe size,bib\nAna,43,1\n")
    assert sheet.bodies[0].bib == "1"
    assert sheet.notes == ("line 1: column 'shoe size' is not used",)


def test_problems_name_the_column_as_the_file_does() -> None:
    assert "column Dossard:" in str(read("Dossard,Nom\n1?,Ana\n").problems[0])


def test_a_missing_column_is_named_with_the_nearest() -> None:
    with pytest.raises(BadInput, match=r"line 1: there is no column name; found are bib, nmae.*'nmae'"):
        read("bib,nmae\n1,Ana\n")


def test_a_missing_header_is_recognised() -> None:
    with pytest.raises(BadInput, match=r"does not name any known column. Begin the file with bib,name,gender"):
        read("1,Ana Example\n2,Bo Sample\n")


def test_a_header_twice_is_an_error() -> None:
    with pytest.raises(BadInput, match="columns 'bib' and 'No' both mean bib"):
        read("bib,name,No\n1,Ana,1\n")


def test_a_row_longer_than_the_header_is_a_problem() -> None:
    sheet = read("bib,name\n1,Ana,Extra\n2,Bo,,\n")
    assert [row.name for row in sheet.bodies] == ["Bo"]
    assert "more in this row than in the header" in str(sheet.problems[0])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf\r\n \n;;\n", "the file is empty"),
        (b"\xa0", "the file is empty"),
        (b"PK\x03\x04rest", "spreadsheet .*CSV UTF-8"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\xd0\xcf\x11\xe0\xa1", "old Excel"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"bib,name\n1,A\x00na\n", "line 2: there are NUL bytes"),
        (b"bib,name\n1,\x81\xff\n", "neither UTF-8 nor"),
        (b"\xff\xfeb\x00i", None),
        (b"\xff\xfeb\x00i\x00b", "not whole UTF-16"),
        (b'bib,name\n1,"Ana\n2,Bo\n', "line 2: quotation marks do not match"),
        (b"bib,name\n1," + b"x" * 200_000 + b"\n", "line 2: a cell is too long"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_in_words(data: bytes, words: str | None) -> None:
    with pytest.raises(BadInput, match=words):
        read(data)


def test_control_characters_and_very_long_texts_are_problems() -> None:
    sheet = read("bib,name\n1,A\x07na\n2," + "x" * 300 + "\n")
    assert not sheet.bodies
    assert [problem.line for problem in sheet.problems if "control" in problem.what or "longer" in problem.what] == [
        2,
        3,
    ]


def test_a_sheet_with_only_a_header_says_so() -> None:
    assert read("bib,name\n").notes == ("there are no rows under the header",)


def test_lines_are_said_in_runs() -> None:
    assert say_lines([1, 2, 3, 7, 9, 10]) == "lines 1-3, 7, 9-10"
