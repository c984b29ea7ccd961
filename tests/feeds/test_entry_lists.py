"""Entry lists: who runs, wearing which bib."""

from datetime import date

import pytest
from feeds_examples import context

from stagerace.feeds import entries
from stagerace.feeds.ages import age_on, parse_birth_date
from stagerace.feeds.cells import Unreadable
from stagerace.feeds.entries import EntryRow, parse_gender
from stagerace.feeds.sheet import Sheet

HEADER = "bib,name,gender,birth_date,age,country,team,runner,wave"


def read(*rows: str, header: str = HEADER) -> Sheet[EntryRow]:
    return entries.read("\n".join([header, *rows]).encode(), "runners.csv", context())


def problem(*rows: str, header: str = HEADER) -> str:
    (found,) = read(*rows, header=header).problems
    return str(found)


def test_a_row_becomes_an_entry() -> None:
    (row,) = read("d012,Ana Example,woman,1984-07-25,,esp,Dune Foxes,R7,b").bodies
    assert row == EntryRow("D012", "Ana Example", "F", 46, "1984-07-25", "ESP", "Dune Foxes", "R7", "B")


def test_only_bib_and_name_must_be_there() -> None:
    assert read("7,Ana", header="bib,name").bodies == (EntryRow("7", "Ana"),)


@pytest.mark.parametrize(
    ("born", "age"),
    [("1984-03-02", 47), ("1984-03-03", 46), ("2004-02-29", 27)],
)
def test_age_is_in_whole_years_on_the_start_date(born: str, age: int) -> None:
    assert read(f"1,Ana,F,{born},,,,,").bodies[0].age == age


def test_someone_born_on_leap_day_is_a_year_older_on_the_first_of_march() -> None:
    assert [age_on(date(2031, 2, 28), date(2004, 2, 29)), age_on(date(2031, 3, 1), date(2004, 2, 29))] == [26, 27]


@pytest.mark.parametrize("text", ["1984-07-25", "25.07.1984", "25/7/1984", "7/25/1984", "25-7-1984", "1984-7-25"])
def test_birth_dates_are_read_as_people_write_them(text: str) -> None:
    assert parse_birth_date(text) == date(1984, 7, 25)


def test_the_same_number_for_day_and_month_is_no_doubt() -> None:
    assert parse_birth_date("7/7/1984") == date(1984, 7, 7)


@pytest.mark.parametrize("text", ["7/8/1984", "7.8.84", "25/13/1984", "1984", "31.2.1984", "July 25 1984"])
def test_a_birth_date_that_can_be_two_or_none_is_a_problem(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_birth_date(text)


def test_points_mean_day_before_month() -> None:
    assert parse_birth_date("7.8.1984") == date(1984, 8, 7)


@pytest.mark.parametrize(
    ("words", "gender"),
    [(("F", "female", "Woman", "w"), "F"), (("m", "Male", "MAN"), "M"), (("X", "non-binary", "NB", "Non Binary"), "X")],
)
def test_gender_is_read_from_letters_and_words(words: tuple[str, ...], gender: str) -> None:
    assert {parse_gender(word) for word in words} == {gender}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("1,Ana,female?no,,,,,,", "line 2, column gender: 'female?no' is not a gender"),
        ("1,Ana,,,9,,,,", "column age: '9' is no likely age"),
        ("1,Ana,,,forty,,,,", "column age: 'forty' is no likely age"),
        ("1,Ana,,1900-01-01,,,,,", "column birth_date: born 1900-01-01, that is 131 years"),
        ("1,Ana,,1984-07-25,47,,,,", "column age: the age says 47, the birth date 46"),
        ("1,Ana,,,,,,,C", "column wave: the plan has no wave 'C'"),
        ("1*,Ana,,,,,,,", "column bib: the bib '1*' was not read in full"),
        ("1-2,Ana,,,,,,,", "column bib: '1-2' is not a bib"),
        (",Ana,,,,,,,", "column bib: bib is empty"),
        ("1,,,,,,,,", "column name: name is empty"),
        ("Ana,1,,,,,,,", "column name: '1' is not a name"),
        ("1,Ana,,,,FR4,,,", "column country: 'FR4' is not a country"),
    ],
)
def test_each_bad_row_is_named_and_left_out(row: str, words: str) -> None:
    sheet = read(row, "2,Bo,,,,,,,")
    assert [body.bib for body in sheet.bodies] == ["2"]
    assert words in str(sheet.problems[0])


def test_two_rows_with_one_bib_name_both_lines() -> None:
    assert "line 4: bib 1 stands on line 2 already" in problem(
        "1,Ana,,,,,,,", "2,Bo,,,,,,,", "01.0,Cy,,,,,,,".replace("01", "1")
    )


def test_two_countries_for_one_runner_are_a_problem() -> None:
    found = problem("1,Ana,,,,ESP,,R1,", "2,Bo,,,,FRA,,R1,")
    assert "line 3, column country: the runner of this row is from ESP on line 2" in found


def test_leading_zeros_of_a_bib_are_kept() -> None:
    assert [row.bib for row in read("012,Ana,,,,,,,", "12,Bo,,,,,,,").bodies] == ["012", "12"]


def test_a_bib_that_a_spreadsheet_made_a_decimal_is_a_bib() -> None:
    assert read("12.0,Ana,,,,,,,").bodies[0].bib == "12"
