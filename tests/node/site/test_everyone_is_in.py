"""Everyone is in: told when it is so, never before, and in every feed however short."""

import pytest
from gate_races import BIBS, freeze, race_with
from news_races import NIGHT, after, day, files_of, seen_of

from races import at, entered, ruled, seen, sheet
from stagerace.core.names import Bib
from stagerace.core.records import Body, PlanAdopted
from stagerace.feeds.json_feed import VERSION
from stagerace.node.site.kinds.feeds import NEWEST
from stagerace.node.site.news.saying import Saying
from stagerace.node.site.news.telling import items_of

KEYS = {"everyone_in/1", "last_home/1"}


def told(bodies: list[Body], when: int = NIGHT) -> dict[str, str]:
    """The lines of a race by key, in English."""
    now = seen_of(race_with(*bodies), when)  # type: ignore[arg-type]
    says = Saying.of(now, None, "en")
    return {item.key: says.line(item.key, item.values) for item in items_of(now)}


def test_everyone_in_and_the_last_home_are_told_once_the_last_is_home() -> None:
    lines = told(day())
    assert lines["everyone_in/1"] == "Everyone is in: all 4 who set out on stage 1 are home, the last at 15:30."
    assert lines["last_home/1"] == "Last home on stage 1: Runner 147 at 15:30, in 7:30:00."
    assert lines["first_home/1"].startswith("First home on stage 1: Runner 7 at 15:00")
    assert lines["first_woman_home/1"].startswith("First woman home on stage 1: Runner 7 at")


@pytest.mark.parametrize("missing", BIBS)
def test_as_long_as_one_is_not_in_nobody_says_that_everyone_is(missing: str) -> None:
    assert not KEYS & told(day(but=[f"{missing}/FINISH"])).keys()


def test_who_left_the_race_is_not_waited_for() -> None:
    lines = told([*day(but=["147/FINISH"]), ruled("w", "withdraw", 1, "147", reason="fever")])
    assert lines["everyone_in/1"] == (
        "Everyone is in: 3 of the 4 who set out on stage 1 came home, the last at 15:20. Nobody is still racing."
    )


def test_who_goes_on_without_a_place_is_still_waited_for() -> None:
    bodies = [*day(but=["147/CP3", "147/FINISH"]), ruled("u", "unranked", 1, "147")]
    assert not KEYS & told(bodies).keys()


def test_a_frozen_runner_is_waited_for_like_a_silent_one() -> None:
    frozen = told([*day(), freeze("147", at(1, "6:00:00"))])
    assert not KEYS & frozen.keys()
    assert frozen == told(day(but=["147/FINISH"]))


def test_a_cancelled_stage_makes_nobody_home() -> None:
    lines = told([*day(but=["147/CP3", "147/FINISH"]), ruled("c", "cancel", 1)])
    assert not KEYS & lines.keys()
    assert lines["halted/cancel/1"] == "Stage 1 is cancelled."


def test_sheets_tell_it_as_well_as_passings() -> None:
    lines = told([sheet(1, bib, f"{6 + n}:00:00") for n, bib in enumerate(BIBS)])
    assert lines.keys() >= KEYS


LATER = at(2, "0:30:00")
"""Twelve hours after the limit of the first stage."""


def test_of_a_stage_that_is_over_it_is_said_how_many_are_accounted_for() -> None:
    silent = day(but=["147/CP3", "147/FINISH"])
    assert "accounted/1" not in told(silent)
    assert told(silent, LATER)["accounted/1"].startswith("Stage 1 is over: 3 of 4 are accounted for. Of one there is")
    two = [body for body in silent if getattr(body, "bib", "") != "13"]
    assert told(two, LATER)["accounted/1"].startswith("Stage 1 is over: 2 of 4 are accounted for. Of 2 there is")
    assert "accounted/1" not in told(day(), LATER)


def test_a_frozen_runner_is_as_little_accounted_for_as_a_silent_one() -> None:
    frozen = told([*day(), freeze("147", at(1, "6:00:00"))], LATER)
    assert frozen == told(day(but=["147/FINISH"]), LATER)
    assert "accounted/1" in frozen


def test_once_it_was_told_that_one_is_open_it_is_told_that_all_are_accounted_for() -> None:
    first = seen_of(race_with(*day(but=["147/FINISH"])), LATER)
    given = ruled("g", "give", 1, "147", 460, announced=at(1, "13:00:00"))
    then = seen_of(race_with(*day(but=["147/FINISH"]), given), at(2, "1:00:00"), after(first))
    lines = {item.key: Saying.of(then, None, "en").line(item.key, item.values) for item in items_of(then)}
    assert lines["accounted/1"] == "Stage 1: all 4 are accounted for."
    assert lines["everyone_in/1"].startswith("Everyone is in: all 4")
    text = files_of(then)["sahara-2031/news.feed.json"].decode()
    assert "Corrected: was" in text
    assert "Taken back" not in text


def test_who_came_in_after_a_cut_off_and_may_go_on_is_in() -> None:
    close = ruled("k", "close", 1, minutes=1, place="1CP3", announced=at(1, "0"))
    late = [*day(), close, *(ruled(f"u{bib}", "unranked", 1, bib) for bib in BIBS)]
    assert {text.out for text in seen_of(race_with(*late), NIGHT).race.results.values() for text in text if text} == {
        "unranked"
    }
    assert told(late).keys() >= KEYS


def test_who_is_out_and_written_down_again_is_not_waited_for() -> None:
    again = seen("147", "2CP1", at(2, "1:00:00"), "in")
    home = [body for body in (*day(1), *day(2)) if getattr(body, "bib", "") != "147"]
    lines = told([*home, ruled("w", "withdraw", 1, "147"), again], at(2, "14:00:00"))
    assert lines["everyone_in/2"].startswith("Everyone is in: all 3 who set out on stage 2 are home")


def test_the_page_of_a_stage_says_it_too() -> None:
    page = "sahara-2031/stage-1.html"
    assert "Everyone is in: all 4 who set out" in files_of(seen_of(race_with(*day()), NIGHT))[page].decode()
    silent = race_with(*day(but=["147/FINISH"]))
    assert "accounted for" not in files_of(seen_of(silent, NIGHT))[page].decode()
    assert "3 of 4 are accounted for" in files_of(seen_of(silent, LATER))[page].decode()
    assert "se sabe qué fue de 3 de 4" in files_of(seen_of(silent, LATER))[f"es/{page}"].decode()


def test_the_lines_stand_in_every_feed_of_the_race_its_runners_and_teams() -> None:
    files = files_of(seen_of(race_with(*day()), NIGHT))
    feeds = {path: data.decode() for path, data in files.items() if path.endswith((".atom", ".feed.json"))}
    assert len(feeds) == 2 * 2 * (1 + 4 + 1)
    for path, text in feeds.items():
        assert "everyone_in/1" in text, path
        assert "last_home/1" in text, path


def test_they_stand_there_however_many_newer_lines_there_are() -> None:
    many = [entered(str(n)) for n in range(200, 200 + 2 * NEWEST)]
    late = [ruled(f"p{n}", "penalty", 1, str(n), n, announced=at(1, "13:00:00")) for n in range(200, 200 + 2 * NEWEST)]
    home: list[Body] = [seen(runner.bib, "1FINISH", at(1, "8:00:00"), "in") for runner in many]
    text = files_of(seen_of(race_with(*many, *home, *day(), *late), NIGHT))["sahara-2031/news.feed.json"].decode()
    assert VERSION in text
    assert text.count('"id"') == NEWEST + 2
    assert "everyone_in/1" in text


def test_a_line_that_was_told_too_early_is_taken_back_and_says_so() -> None:
    late = entered("200")
    first = seen_of(race_with(*day()), NIGHT)
    then = seen_of(race_with(*day(), late), at(1, "15:00:00"), after(first))
    text = files_of(then)["sahara-2031/news.feed.json"].decode()
    assert "Taken back: Everyone is in: all 4" in text
    assert isinstance(race_with()[0].body, PlanAdopted)
    assert Bib("200") in then.race.bibs
