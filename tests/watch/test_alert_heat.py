"""The heat watch: at most ten names, ranked by evidence, and what it cannot know."""

from watch_scenes import BIBS, SCENES, find, one_stage, watched, watched_race, way

from races import at, entered, records, seen
from stagerace.core.clock import MINUTE
from stagerace.core.names import Bib
from stagerace.core.records import Body, MedicSaid, PlanAdopted
from stagerace.rules.race import race_of
from stagerace.watch.alerts.heat import Heat
from stagerace.watch.heat import UNKNOWN
from stagerace.watch.numbers import WatchNumbers

MANY = tuple(str(n) for n in range(1, 41))


def slowing(clock: str) -> list[Body]:
    """Forty runners, fifteen of whom take a third longer or more for the second leg, the last of them the longest."""
    bodies: list[Body] = []
    for n, bib in enumerate(MANY):
        bodies += way(one_stage(), bib, 8.0, at(1, "1:30:00"))
        minutes = 112 + 2 * n if n >= 25 else 140
        bodies.append(seen(bib, "1CP2", at(1, f"{minutes // 60}:{minutes % 60:02}:00"), "in"))
    return [body for body in bodies if getattr(body, "seen_at", 0) <= at(1, clock)]


def test_it_says_by_how_much_they_became_slower_than_the_field_at_the_same_time() -> None:
    (found,) = find("heat", SCENES["heat"]().watched())
    assert found.bibs == ("12",)
    assert "62 % slower than before, beside 11 at the same time" in found.evidence[0]
    assert "on course in the hot hours" in found.evidence[0]
    assert "seen last 20 min ago" in found.evidence[0]


def test_it_says_what_it_cannot_know() -> None:
    (found,) = find("heat", SCENES["heat"]().watched())
    assert found.evidence[-1] == UNKNOWN


def test_it_has_at_most_ten_names_the_strongest_evidence_first() -> None:
    now = at(1, "3:30:00")
    (found,) = find("heat", watched(one_stage(), now, *slowing("3:30:00"), bibs=MANY, with_forecast=False))
    assert len(found.bibs) == 10
    assert found.bibs[0] == "40"
    assert "40" in found.evidence[0]


def test_who_was_slow_from_the_start_is_not_taken_for_ill() -> None:
    the_plan, now = one_stage(), at(1, "6:30:00")
    bodies = [body for n, bib in enumerate(BIBS) for body in way(the_plan, bib, 8 - 0.3 * n, now)]
    assert find("heat", watched(the_plan, now, *bodies, with_forecast=False)) == []


def test_in_the_cool_hours_there_is_none() -> None:
    this = SCENES["heat"]()
    assert find("heat", watched(this.plan, at(1, "9:00:00"), *this.bodies)) == []


def test_a_medics_word_puts_somebody_on_it() -> None:
    the_plan, now = one_stage(), at(1, "3:00:00")
    word = MedicSaid(Bib("3"), "send_to_medic", at(1, "2:30:00"))
    (found,) = find("heat", watched(the_plan, now, *(b for bib in BIBS for b in way(the_plan, bib, 7, now)), word))
    assert found.bibs == ("3",)


def test_of_two_medics_it_is_the_later_word_that_counts_whichever_laptop_it_was_written_on() -> None:
    the_plan, now = one_stage(), at(1, "3:00:00")
    told = [entered(bib) for bib in BIBS] + [b for bib in BIBS for b in way(the_plan, bib, 7, now)]
    go = MedicSaid(Bib("3"), "may_go", at(1, "2:30:00"))
    stay = MedicSaid(Bib("3"), "send_to_medic", at(1, "1:30:00"))
    the_race = race_of([*records(PlanAdopted(the_plan), *told, go, node="a"), *records(stay, node="b")])
    assert find("heat", watched_race(the_race, now)) == []


def test_a_race_in_the_cold_keeps_none() -> None:
    this = SCENES["heat"]()
    cold = watched(this.plan, this.now, *this.bodies, numbers=WatchNumbers(heat_names=0))
    assert list(Heat().find(cold)) == []


def test_it_is_one_alert_a_day_by_one_name() -> None:
    this = SCENES["heat"]()
    names = {found.alert for late in (0, 5, 10) for found in find("heat", this.watched(late * MINUTE))}
    assert len(names) == 1
