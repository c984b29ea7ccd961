"""Names, chances, a family link and the film crew, by the runner's own word."""

import pytest
from gate_races import LATE, NAMES, chance, consent, race_with, subject

from races import FIRST_START, at
from stagerace.core.clock import Instant
from stagerace.core.names import Bib
from stagerace.core.records import ConsentGiven, Forgotten
from stagerace.gate import CREW, HQ, PUBLIC, Viewer, family, through

KIN = family(subject("12"))


def name_of_12(viewer: Viewer, *words: ConsentGiven, when: Instant = LATE) -> str:
    return through(race_with(*words), viewer, when, people=NAMES).names[Bib("12")]


def test_without_a_word_a_runner_is_called_by_their_bib() -> None:
    assert name_of_12(PUBLIC) == "Runner 12"
    assert name_of_12(HQ) == "Zora12 Quill"


def test_who_agreed_is_called_by_their_name_from_then_on() -> None:
    agreed = consent("12", "name", when=at(1, "1:00:00"))
    assert name_of_12(PUBLIC, agreed) == "Zora12 Quill"
    assert name_of_12(PUBLIC, agreed, when=at(1, "0:59:59")) == "Runner 12"


def test_who_takes_it_back_is_called_by_their_bib_again_at_once() -> None:
    agreed, not_any_more = consent("12", "name"), consent("12", "name", given=False, when=LATE)
    assert name_of_12(PUBLIC, agreed, not_any_more, when=at(1, "0")) == "Runner 12"
    assert name_of_12(PUBLIC, not_any_more, agreed) == "Zora12 Quill"


@pytest.mark.parametrize(
    ("what", "shown"),
    [("family", {KIN}), ("crew", {CREW}), ("name", {PUBLIC, KIN, CREW}), ("chance", set()), ("position", set())],
)
def test_each_word_opens_a_name_to_those_it_is_about(what: str, shown: set[Viewer]) -> None:
    for viewer in (PUBLIC, KIN, CREW, family(subject("7"))):
        expected = "Zora12 Quill" if viewer in shown or (what == "name") else "Runner 12"
        assert name_of_12(viewer, consent("12", what)) == expected


@pytest.mark.parametrize(
    ("what", "shown"), [("chance", {PUBLIC, KIN, CREW}), ("family", set()), ("crew", {CREW}), ("name", set())]
)
def test_a_chance_is_shown_only_to_those_the_runner_said(what: str, shown: set[Viewer]) -> None:
    told = [chance("12", FIRST_START)]
    for viewer in (PUBLIC, KIN, CREW):
        left = through(race_with(consent("12", what)), viewer, LATE, told=told)
        assert bool(left.told) == (viewer in shown)
    assert through(race_with(), HQ, LATE, told=told).told


def test_a_chance_of_somebody_who_is_not_in_the_race_does_not_leave() -> None:
    assert not through(race_with(consent("999", "chance")), PUBLIC, LATE, told=[chance("999", FIRST_START)]).told


def test_a_team_is_called_by_its_name_only_where_all_its_members_agreed() -> None:
    one, both = [consent("7", "name")], [consent("7", "name"), consent("12", "name")]
    assert through(race_with(*one), PUBLIC, LATE).teams == {"Team 7": "Team 7"}
    assert through(race_with(*both), PUBLIC, LATE).teams == {"Team 7": "Zora7 and friends"}


def test_who_was_forgotten_has_no_name_even_in_camp() -> None:
    left = through(race_with(Forgotten(subject("12"), FIRST_START)), HQ, LATE, people=NAMES)
    assert left.names[Bib("12")] == "Runner 12"
