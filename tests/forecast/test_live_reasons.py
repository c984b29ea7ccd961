"""Why a forecast is what it is, said in numbers that can be counted after."""

from live_races import forecast, hours, of, plan, ran, speeds, stage, under_way

from races import entered, race, ruled, seen
from stagerace.core.clock import MINUTE, Instant
from stagerace.core.records import Body

FIELD = speeds(30)


def slowed(bib: str, km_h: float, factor: float, now: Instant) -> list[Body]:
    """A runner at an even pace who needs so much longer for everything after 1CP2."""
    found: list[Body] = []
    for body in ran(bib, stage(), km_h, now, stay=0):
        place, at, way = body.place, body.seen_at, body.way  # type: ignore[union-attr]
        turn = hours(1, 20 / km_h)
        later = Instant(turn + round((at - turn) * factor)) if at > turn else at
        found += [seen(bib, place, later, way)] if later <= now else []
    return found


def test_a_stretch_that_is_slow_for_everyone_is_told_with_how_much() -> None:
    now = hours(1, 7)
    the_race = race(
        plan(), *map(entered, FIELD), *(body for bib, pace in FIELD.items() for body in slowed(bib, pace, 1.5, now))
    )
    (told,) = [why for why in forecast(the_race, now).why if why.startswith("leg 3")]
    assert told.startswith("leg 3 (1CP2 to 1CP3) is running ")
    assert told.endswith("slow for everyone")
    assert 33 <= int(told.split()[7]) <= 50


def test_a_stretch_that_became_slow_is_told_with_since_when() -> None:
    now = hours(1, 9.5)
    passed = []
    for bib, pace in FIELD.items():
        factor = 1.6 if 20 / pace >= 4 else 1.03
        passed += slowed(bib, pace, factor, now)
    found = forecast(race(plan(), *map(entered, FIELD), *passed), now)
    (told,) = [why for why in found.why if why.startswith("leg 3")]
    assert told.endswith("for everyone since 12:00 on 2 Mar")


def test_an_even_pace_needs_no_reason() -> None:
    now = hours(1, 4)
    found = forecast(under_way(plan(), FIELD, now), now)
    assert not [why for why in found.why if why.startswith("leg")]
    assert of(found, "10").why == []


def test_who_falls_back_is_told_by_how_much_and_since_where() -> None:
    now = hours(1, 6)
    others = [body for bib, pace in FIELD.items() if bib != "5" for body in ran(bib, stage(), pace, now, stay=0)]
    found = forecast(race(plan(), *map(entered, FIELD), *others, *slowed("5", FIELD["5"], 1.3, now)), now)
    (told,) = [why for why in of(found, "5").why if "slower" in why]
    assert told == "runs 10 % slower than the field expected of them since 1CP1"


def test_a_long_stay_is_told_beside_what_others_stay() -> None:
    now = hours(1, 3.3)
    one = [
        seen("x", "1CP1", hours(1, 1.5), "in"),
        seen("x", "1CP1", hours(1, 1.6), "out"),
        seen("x", "1CP2", hours(1, 2.5)),
    ]
    found = forecast(under_way(plan(), FIELD, now, entered("x"), *one), now)
    assert "has been in 1CP2 for 48 min; others stay 10 min" in of(found, "x").why


def test_doubtful_times_are_said_to_be_left_out() -> None:
    now = hours(1, 3)
    crawled = [seen("9", "1CP1", Instant(hours(1, 1) - 25 * MINUTE), "in")]
    found = forecast(race(plan(), *map(entered, ["9", "8"]), *crawled), now)
    assert of(found, "9").basis == "plan"
    assert any("doubtful time" in why for why in of(found, "9").why)


def test_many_who_stop_are_told() -> None:
    now = hours(1, 4)
    gone = ruled("w", "withdraw", bibs="20-30", announced=hours(1, 3), place="1CP1")
    found = forecast(under_way(plan(), FIELD, now, gone), now)
    assert any("times as many stop today as usual" in why for why in found.why)
    usual = forecast(under_way(plan(), FIELD, now), now)
    assert of(found, "10").p_stage < of(usual, "10").p_stage
