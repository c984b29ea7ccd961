"""A family link of somebody whose bib changed, or who came in while everybody stood still, stops no publication."""

from gate_races import NAMES, consent, freeze, race_with, subject
from sites import site_of, site_of_people

from races import at, entered, seen
from stagerace.core.names import Bib, Subject
from stagerace.core.records import ConsentGiven, Entered

LIVE = at(1, "5:00:00")
ARRIVED = seen("12", "1CP1", at(1, "2:00:00"), "in")
FROZEN = freeze("12", at(1, "3:00:00"))
OPENED = consent("12", "family")
OTHER_BIB = Entered(Bib("120"), subject("12"))


def test_another_bib_given_to_a_frozen_runner_leaves_the_site_as_it_was() -> None:
    assert site_of(race_with(OPENED, ARRIVED, FROZEN, OTHER_BIB), LIVE) == site_of(race_with(OPENED, ARRIVED), LIVE)


def test_whoever_wears_two_bibs_has_one_page_for_the_family() -> None:
    site = site_of(race_with(OPENED, ARRIVED, OTHER_BIB), LIVE)
    assert sorted(path for path in site if "f/" in path) == ["es/f/family-secret-12.html", "f/family-secret-12.html"]


def test_whoever_came_in_while_everybody_stood_still_has_no_page_yet() -> None:
    zora = Subject("subject of 99")
    word = ConsentGiven(zora, "family", at(1, "1:00:00"), True)
    site = site_of_people(
        race_with(ARRIVED, freeze("", at(1, "3:00:00")), entered("99"), word), LIVE, {**NAMES, zora: "Zora99 Quill"}
    )
    assert not any("family-secret-99" in path or "runner-99" in path for path in site)
