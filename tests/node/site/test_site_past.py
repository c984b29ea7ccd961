"""The site of a past moment protects whom the race protects today."""

from gate_races import BIBS, consent, freeze, race_with, subject
from sites import site_of, text_of
from test_site_gate import ARRIVED, LATER, LIVE, OPEN, OTHERS

from races import at
from stagerace.core.records import ConsentGiven, Forgotten
from stagerace.node.site.past import with_protection

THEN = race_with(*OPEN, *OTHERS, ARRIVED, LATER)


def test_who_was_forgotten_since_is_gone_from_the_past_too() -> None:
    now = race_with(*OPEN, *OTHERS, ARRIVED, LATER, Forgotten(subject("12"), at(5, "1:00:00")))
    said = text_of(site_of(with_protection(THEN, now), LIVE))
    assert "Zora12" not in said
    assert "runner-12." not in said


def test_a_word_taken_back_since_counts_in_the_past_too() -> None:
    now = race_with(*OPEN, *OTHERS, ARRIVED, LATER, consent("12", "name", given=False, when=at(5, "1:00:00")))
    site = site_of(with_protection(THEN, now), LIVE)
    assert "Zora12" not in text_of({path: data for path, data in site.items() if "family-secret" not in path})


def test_a_word_given_since_opens_nothing_in_the_past() -> None:
    then = race_with(*OTHERS, ARRIVED)
    now = race_with(*OTHERS, ARRIVED, *(consent(bib, "name", when=at(1, "0")) for bib in BIBS))
    assert not [each for each in with_protection(then, now) if isinstance(each.body, ConsentGiven)]


def test_a_freeze_heard_of_since_holds_what_came_after_it_in_the_past_too() -> None:
    now = race_with(*OPEN, *OTHERS, ARRIVED, LATER, freeze("12", at(1, "3:00:00")))
    silent = race_with(*OPEN, *OTHERS, ARRIVED)
    assert site_of(with_protection(THEN, now), LIVE) == site_of(silent, LIVE)
