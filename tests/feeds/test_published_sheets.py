"""Sheets of published results and edition.toml: what is read, what is refused, and where it stands."""

import pytest

from stagerace.core.errors import BadInput
from stagerace.feeds import published
from stagerace.feeds.edition_toml import read_edition
from stagerace.feeds.published import parse_where

WORDS = {
    "stage 3": "stage 3",
    "3": "stage 3",
    "overall after stage 3": "after stage 3",
    "after 3": "after stage 3",
    "": "overall",
    "Overall": "overall",
    "stage 3 checkpoint 2": "stage 3 checkpoint 2",
    "slot gobi": "slot gobi",
    "halfway": "halfway",
}


@pytest.mark.parametrize(("words", "said"), WORDS.items())
def test_a_part_of_a_race_is_named_in_several_ways(words: str, said: str) -> None:
    assert str(parse_where(words)) == said


def test_a_time_to_the_minute_is_known_as_one() -> None:
    sheet = published.read(b"name,time\nAna,28:52\nBo,28:52:30\nChen,28:52:30.5\n", "r.csv")
    assert [(f.amount, f.grain) for f in sheet.bodies] == [
        (103_920_000, 60_000),
        (103_950_000, 1_000),
        (103_950_500, 1),
    ]


def test_one_runner_a_line_gives_one_figure_a_filled_cell() -> None:
    sheet = published.read("rank,name,étape 1,S2,total\n1,Ana,4:00:00,,9:10:20\n".encode(), "r.csv")
    assert [str(figure) for figure in sheet.bodies] == ["stage 1: Ana 4:00:00", "overall: Ana 9:10:20"]
    assert [figure.rank for figure in sheet.bodies] == [None, 1]


def test_kinds_of_values_are_told_apart_and_unknown_ones_are_not_checked() -> None:
    rows = (
        "stage 1,Ana,82.5,distance_km\n,Ana,14,rank_sum\n,,1085,count\nstage 2,Ana,11:57:44,clock_finish\n,Ana,x,odd\n"
    )
    sheet = published.read(f"scope,name,value,value_kind\n{rows}".encode(), "r.csv")
    assert [(f.kind, f.amount) for f in sheet.bodies] == [
        ("distance_km", 82_500), ("rank_sum", 14), ("count", 1085), ("clock_finish", 43_064_000), ("odd", None),
    ]  # fmt: skip
    assert "value_kind 'odd' is not known, so its value is not checked" in " ".join(sheet.notes)


def test_a_row_without_a_name_and_a_value_that_is_none_are_named_with_their_place() -> None:
    sheet = published.read(b"name,value,value_kind\n,4:00:00,\nAna,many,count\n", "r.csv")
    assert [str(p).split(".csv, ")[1].split(":")[0] for p in sheet.problems] == [
        "line 2, column name",
        "line 3, column value",
    ]


def test_an_edition_says_all_that_is_wrong_with_it() -> None:
    text = '[edition]\nevnt = "Sahara"\nstages = "six"\n[[stage]]\nn = 1\nstart = "08:00"\n'
    with pytest.raises(BadInput) as caught:
        read_edition(text, "edition.toml")
    said = str(caught.value)
    assert "there is no key 'evnt' in [edition]. Did you mean event?" in said
    assert "line 3: stages: 'six' is not a whole number" in said
    assert "line 6: start: '08:00' is not a time of day" in said


def test_an_edition_knows_its_stages_and_rulings() -> None:
    text = '[edition]\nevent = "Sahara"\n[[stage]]\nn = 3\nkm = 37.5\nlap_km = 2.5\nstart = 08:00:00\n'
    edition = read_edition(f'{text}[[ruling]]\nstage = 3\nadded = "1:30:00"\nwho = ["Ana"]\n', "edition.toml")
    assert (edition.by_number[3].metres, edition.by_number[3].lap) == (37_500, 2_500)
    assert (edition.rulings[0].added, edition.rulings[0].who) == (5_400_000, ("Ana",))
