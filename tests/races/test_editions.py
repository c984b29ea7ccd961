"""The real editions under races/: what contradicts in each is known by name, and nothing else does."""

import csv
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from stagerace.node.editions import EDITION_FILE, PUBLISHED_FILE, judge, load_edition

RACES = Path(__file__).parents[2] / "races"
EDITIONS = sorted(path.parent.name for path in RACES.glob(f"*/{EDITION_FILE}"))

CLOCKED = {
    "stage 1": "Jose Manuel Martinez Fernandez 11:18:47, Herbert Lehner 12:04:24, Jonty Cowan 12:09:20, "
    "Emily Woodland 12:22:58, women: Emily Woodland 12:22:58, women: Ruthann Sheahan 12:33:37, "
    "women: Catherine Simpson 12:56:30",
    "stage 2": "Jose Manuel Martinez Fernandez 12:30:16, Jonty Cowan 13:26:41, Felix Allen 13:31:31, "
    "women: Emily Woodland 13:47:53, women: Ruthann Sheahan 14:00:01, women: Catherine Simpson 14:45:09",
    "stage 3": "Jose Manuel Martinez Fernandez 12:32:35, Herbert Lehner 13:16:05, Jonty Cowan 13:28:08, "
    "women: Emily Woodland 14:21:38, women: Catherine Simpson 14:21:38, women: Ruthann Sheahan 14:51:19",
}
CONTRADICT = {
    "atacama-2014": [
        f"{stage}{', ' if who.startswith('women') else ': '}{who}"
        for stage, all_ in CLOCKED.items()
        for who in all_.split(", ")
    ],
    "atacama-2016": ["stage 1: course 36.4 km, 22.8 miles"],
    "namib-2018": ["stage 1: course 43 km, 25.5 miles"],
    "last-desert-2010": ["stage 1: Ryan Sandes 90"],
    "mds-2023": ["overall: starters 1,085", "overall: starters 1,185", "overall: starters 1,150"],
    "mds-2025": ["stage 6, women: Maryline Nakache 1:43:15", "overall, women: Aziza El Amrany 25:26:23"],
    "namib-2022": ["overall, men: David Dano"],
}
"""What contradicts in each edition; in all others nothing does."""

HEALTH = (
    "heat stroke", "heatstroke", "medical", "doctor", "hospital", "injur", "illness", "sick", "vomit", "breath",
    "palpitation", "cardiac", "heart", "collapse", "died", "death", "blood", "ambulance", "dehydrat", "exhaust",
    "blister", "fractur", "broken", "drip", "infection", "pain", "asthma", "fever", "diagnos", "weight", "health",
)  # fmt: skip
AGES = re.compile(r"\(\d\d\)|\baged? \d\d\b|\b\d\d years old\b|-year-old")


@pytest.mark.parametrize("name", EDITIONS)
def test_what_contradicts_is_known_by_name_and_nothing_else_does(name: str) -> None:
    judgement = judge(load_edition(RACES / name))
    assert [str(found.figure) for found in judgement.contradictions] == CONTRADICT.get(name, [])


def test_all_the_editions_are_there() -> None:
    wanted = "atacama-2013 atacama-2014 atacama-2017 gobi-2014 namib-2022 mds-2023 mds-2024 mds-2025 champion-2018"
    assert {*wanted.split(), "last-desert-2010", "last-desert-2016", "season-2010"} <= set(EDITIONS)
    assert set(CONTRADICT) <= set(EDITIONS)


@pytest.mark.parametrize("name", EDITIONS)
def test_every_figure_has_its_source_and_every_edition_its_story(name: str) -> None:
    edition = load_edition(RACES / name)
    assert edition.story
    assert edition.source
    for figure in edition.figures:
        assert all(urlsplit(source.strip()).netloc for source in figure.source.split(";")), figure


def test_the_misprints_of_2025_fit_when_one_digit_changes_or_not_at_all() -> None:
    first, second = judge(load_edition(RACES / "mds-2025")).contradictions
    assert (first.fits[0].value, first.fits[0].how) == ("1:53:15", "23:57:20 - 22:04:05; one digit differs")
    assert second.expected == "25:35:53"
    assert second.fits == ()


def test_the_sums_of_2025_that_hold_are_named_to_the_second() -> None:
    judgement = judge(load_edition(RACES / "mds-2025"))
    why = {
        v.figure.printed: v.why for v in judgement.verdicts if v.state == "follows" and v.figure.where.part == "overall"
    }
    assert why["20:55:47"] == "19:14:44 + 1:41:03"
    assert why["21:00:50"] == "19:19:11 + 1:41:39"
    assert why["22:27:58"] == "20:44:29 + 1:43:29"
    assert why["29:38:25"] == "27:29:56 + 2:08:29"


def test_clock_times_of_2014_leave_what_the_other_two_stages_took() -> None:
    judgement = judge(load_edition(RACES / "atacama-2014"))
    overall = next(v for v in judgement.verdicts if v.figure.printed == "25:57:58")
    assert "leaves 5:40:56 for stages 4 and 6" in overall.why
    assert {found.kind for found in judgement.contradictions} == {"clock times"}


def test_25_seconds_decided_2024_and_follow_from_the_totals() -> None:
    gap = next(v for v in judge(load_edition(RACES / "mds-2024")).verdicts if v.figure.kind == "gap")
    assert (gap.state, gap.why) == ("follows", "20:42:44 - 20:42:19")


def test_the_champion_sums_of_2018_follow_where_all_places_were_published() -> None:
    sums = {
        v.figure.name: v for v in judge(load_edition(RACES / "champion-2018")).verdicts if v.figure.kind == "rank_sum"
    }
    assert sums["Wong Ho Chung"].why == "2 + 1 + 1 = 4"
    assert sums["Iulian Rotariu"].why == "4 + 6 + 4 = 14"
    assert (sums["Takuya Wakaoka"].state, sums["Takuya Wakaoka"].why) == (
        "unchecked", "3 + 2 leaves 4 for places that were not published",
    )  # fmt: skip


def test_the_season_of_2010_went_from_14_to_11_to_9_and_names_the_four() -> None:
    judgement = judge(load_edition(RACES / "season-2010"))
    counts = {v.figure.table: v for v in judgement.verdicts if v.figure.kind == "count"}
    assert [counts[t].figure.amount for t in ("began", "before the sahara", "completed")] == [14, 11, 9]
    assert counts["completed"].why == "9 are named"
    said = {v.figure.name: v.figure.printed for v in judgement.verdicts if v.figure.kind == "status"}
    assert (said["Samantha Gash"], said["Dave O'Brien"]) == ("completed", "completed")
    assert (said["Ricky Paugh"], said["Tremaine Kent"]) == ("withdrew", "not found")


def test_nothing_under_races_is_about_health_or_age() -> None:
    for file in sorted(RACES.rglob("*")):
        if not file.is_file():
            continue
        text = re.sub(r"https?://\S+", "", file.read_text(encoding="utf-8")).casefold()
        assert [word for word in HEALTH if word in text] == [], file
        assert AGES.findall(text) == [], file


def test_published_rows_hold_names_countries_times_and_sources_only() -> None:
    for file in RACES.glob(f"*/{PUBLISHED_FILE}"):
        with file.open(encoding="utf-8", newline="") as lines:
            head = next(csv.reader(lines))
        assert ",".join(head) == "scope,rank_scope,rank,name,country,gender,value,value_kind,source,note"
