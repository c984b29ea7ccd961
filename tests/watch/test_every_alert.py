"""What every kind of alert keeps to."""

import random

import pytest
from watch_scenes import BIBS, SCENES, Scene, all_home, find, in_camp, watched_race

from races import at
from stagerace.core.clock import MINUTE
from stagerace.rules.race import race_of
from stagerace.watch.alerts.all import KINDS
from stagerace.watch.alerts.base import cause_of

pytestmark = pytest.mark.parametrize("kind", sorted(KINDS))


def scene(kind: str) -> Scene:
    """The scene of a kind."""
    return SCENES[kind]()


def test_has_a_scene_in_which_it_is_found(kind: str) -> None:
    assert find(kind, scene(kind).watched())


def test_says_what_people_call_it_and_what_they_are_to_do(kind: str) -> None:
    assert KINDS[kind].heading
    assert KINDS[kind].asks.endswith(".")
    assert KINDS[kind].__doc__


def test_has_evidence_in_sentences_a_weight_and_a_past(kind: str) -> None:
    those = scene(kind).watched()
    for found in find(kind, those):
        assert found.what == kind
        assert found.evidence
        assert all(each[:1] == each[:1].upper() and each.endswith(".") for each in found.evidence)
        assert 0 < found.weight < 1_000
        assert found.since <= those.now
        assert set(found.bibs) <= set(BIBS)


def test_has_names_that_begin_with_the_kind_and_are_each_given_once(kind: str) -> None:
    names = [found.alert for found in find(kind, scene(kind).watched())]
    assert all(name.startswith(f"{kind} ") for name in names)
    assert len(set(names)) == len(names)


def test_finds_the_same_whatever_order_the_records_came_in(kind: str) -> None:
    this, seed = scene(kind), random.Random(kind)
    first = find(kind, watched_race(race_of(this.records()), this.now, this.with_forecast))
    for _ in range(3):
        shuffled = this.records()
        seed.shuffle(shuffled)
        assert find(kind, watched_race(race_of(shuffled), this.now, this.with_forecast)) == first


def test_keeps_its_name_while_its_cause_lasts(kind: str) -> None:
    this = scene(kind)
    now = {cause_of(found.alert)[0] for found in find(kind, this.watched())}
    soon = {cause_of(found.alert)[0] for found in find(kind, this.watched(2 * MINUTE))}
    assert now <= soon


@pytest.mark.slow
def test_finds_nothing_where_everybody_finished_and_answered_in_camp(kind: str) -> None:
    for when in ("9:00:00", "11:00:00", "13:00:00", "20:00:00"):
        assert find(kind, all_home(at(1, when)).watched()) == []


def test_is_never_about_somebody_who_answered_in_camp(kind: str) -> None:
    this = scene(kind)
    for found in find(kind, this.watched(0, in_camp(this.now))):
        assert kind in ("unread_incident", "hold_unanswered")
        assert kind == "unread_incident" or not found.bibs


def test_asks_to_be_looked_for_only_at_instants(kind: str) -> None:
    this = scene(kind)
    turns = list(KINDS[kind].turns(this.watched()))
    assert all(isinstance(turn, int) and turn > at(1, "0:00:00") for turn in turns)
