"""What a director types becomes the ruling that is meant: on the right day, for the right runners, as numbered."""

import pytest
from msgspec import structs

from hold_scene import EVENING, HELD, RELEASED, held_afternoon
from races import at, entered, plan, records, ruled, stage
from stagerace.core.clock import DAY, HOUR, MINUTE, Elapsed, Instant
from stagerace.core.errors import BadInput
from stagerace.core.names import PlaceId
from stagerace.core.records import PlanAdopted, Ruled
from stagerace.core.zone import Zone
from stagerace.node.deciding import content_digest, free_id
from stagerace.node.form_reading import Filled
from stagerace.node.ruling_drafts import drafted
from stagerace.node.ruling_filled import filled_from, write_clock
from stagerace.rules.race import Race, race_of
from stagerace.rules.rulings import ALL, RulingKind

HOLD = {"kind": "hold", "place": "2CP3", "from": "14:00", "until": "15:10", "reason": "storm"}


def the_race(*bodies: Ruled) -> Race:
    return race_of(records(*held_afternoon(*bodies)))


def read(race: Race, now: Instant = EVENING, **fields: str) -> Ruled:
    body, _ = drafted(Filled(fields, "Ana", now), race, "R9")
    assert isinstance(body, Ruled)
    return body


@pytest.mark.parametrize("hours", [-30, -2, 0, 6, 9, 15, 40])
def test_a_bare_clock_is_on_the_day_of_its_stage_whenever_it_is_typed(hours: int) -> None:
    made = read(the_race(), Instant(EVENING + hours * HOUR), **HOLD)
    assert (made.announced, made.time) == (HELD, RELEASED - HELD)


def test_a_release_is_after_the_hold_also_past_midnight() -> None:
    made = read(the_race(), EVENING, **{**HOLD, "from": "19:50", "until": "0:30"})
    assert made.announced == at(2, "11:50:00")
    assert made.time == 4 * HOUR + 40 * MINUTE


def test_a_clock_that_was_skipped_is_refused_and_one_that_came_twice_is_told() -> None:
    changes = ((Instant(0), 3_600), (at(1, "17:00:00"), 7_200), (at(1, "41:00:00"), 3_600))
    zone = Zone("Europe/Paris", changes)
    night = plan([stage(1, start=at(1, "0:00:00"), limit=Elapsed(2 * DAY))])
    race = race_of(records(PlanAdopted(structs.replace(night, zone=zone)), entered("1")))
    fields = {"kind": "hold", "place": "1CP1", "reason": "storm"}
    with pytest.raises(BadInput, match="skipped"):
        read(race, at(1, "18:00:00"), **fields, **{"from": "02:30"})
    twice = Filled({**fields, "from": "02:30"}, "Ana", at(1, "42:00:00"))
    _, notes = drafted(twice, race, "R9")
    assert "twice" in notes[0]


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_a_ruling_filled_into_its_form_and_read_again_is_its_next_version_and_says_the_same(kind: RulingKind) -> None:
    length = 45 if kind.name not in ("withdraw", "stop", "disqualify", "unranked", "cancel") else None
    place = PlaceId("2CP3") if kind.name in ("hold", "shorten", "withdraw") else None
    made = ruled("R4", kind.name, 2, "7 12", length, place=place, announced=HELD, reason="so", rule="3", told="sand",
                 custody="car 4" if kind.name in ("withdraw", "stop") else "", by="Ana")  # fmt: skip
    race = the_race(made)
    again = read(race, EVENING, **filled_from(made, race))
    announced, time = made.announced, made.time
    if kind.name == "close":
        assert again.announced + (again.time or 0) == made.announced + (made.time or 0)
        announced, time = again.announced, again.time
    elif kind.name not in ("hold", "withdraw", "stop"):
        announced = EVENING
    assert again == structs.replace(made, announced=announced, time=time)


def test_a_ruling_that_comes_on_top_of_another_is_told() -> None:
    race = the_race(ruled("R1", "hold", 2, "", 70, place=PlaceId("2CP3"), announced=HELD))
    _, notes = drafted(Filled(HOLD, "Ana", EVENING), race, "R2")
    assert notes == ["R1 stands as well: 2CP3 held for 1 h 10 min; to replace it, change that one"]
    _, notes = drafted(Filled({**HOLD, "id": "R1"}, "Ana", EVENING), race, "R2")
    assert notes == []


def test_an_id_is_free_of_every_number_used_or_named() -> None:
    assert free_id([]) == "R1"
    race = the_race(ruled("R2", "penalty", 2, "7", 5), ruled("P9", "revoke", None, revokes="R6"))
    assert free_id(race.facts.rulings.values()) == "R7"
    race = the_race(ruled("R2-k3f", "penalty", 2, "7", 5))
    assert free_id(race.facts.rulings.values(), "-abc") == "R3-abc"


def test_the_words_of_a_ruling_are_the_same_under_any_number() -> None:
    one, other = ruled("R1", "penalty", 2, "7", 5), ruled("R2", "penalty", 2, "7", 5)
    assert content_digest(one) == content_digest(other) != content_digest(ruled("R1", "penalty", 2, "7", 6))


def test_an_instant_is_written_so_that_it_is_read_again_as_itself() -> None:
    zone = the_race().plan.zone
    for instant in (HELD, Instant(HELD + 23_000), Instant(HELD + 23_512)):
        made = read(the_race(), EVENING, **{**HOLD, "from": write_clock(instant, zone), "until": ""})
        assert made.announced == instant
    assert write_clock(None, zone) == ""
