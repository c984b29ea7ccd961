"""News that needs a season, or a field: titles completed, and how many are home."""

from datetime import date

from gate_races import consent, race_with
from news_races import NIGHT, day, seen_of

from races import at, entered, seen
from stagerace.core.names import Bib
from stagerace.core.records import Body
from stagerace.node.site.news.saying import Saying
from stagerace.node.site.news.telling import items_of
from stagerace.node.site.season_seen import OutingSeen, PersonSeen, SeasonSeen
from stagerace.rules.season.outing import RunnerId, SlotId
from stagerace.rules.season.table import Row, SeasonTable, TitleTable

ME = RunnerId("sahara-2031:12")
LAST = at(2, "14:00:00")


def season(state: str = "completed", decided_at: str = "sahara-2031") -> SeasonSeen:
    row = Row(
        ME, "M", "", state, (), 0, 0, (), 4, None, 1, True, date(2031, 3, 2), decided_at, ""  # type: ignore[arg-type]
    )  # fmt: skip
    title = TitleTable("slam", "Grand Slam", "slots", "year", (SlotId("sahara"),), 1, 0, "", (row,))
    table = SeasonTable("y", "A year", 2031, (), (), (title,), (), ())
    outing = OutingSeen("sahara-2031", Bib("12"), "finished", 1, None)
    return SeasonSeen(table, {ME: PersonSeen(ME, "Runner 12", "", (outing,))})


def lines(bodies: list[Body], year: SeasonSeen | None, when: int = LAST) -> list[str]:
    now = seen_of(race_with(*bodies), when)  # type: ignore[arg-type]
    says = Saying.of(now, year, "en")
    return [says.line(item.key, item.values) for item in items_of(now, year) if item.key.startswith(("title", "homes"))]


def test_a_title_is_told_with_the_name_the_runner_agreed_to() -> None:
    bodies = [consent("12", "name"), *day(1), *day(2)]
    assert lines(bodies, season()) == ["Zora12 Quill has completed the Grand Slam."]
    assert lines(bodies[1:], season()) == ["Runner 12 has completed the Grand Slam."]


def test_no_title_is_told_before_everyone_is_in_nor_one_decided_elsewhere() -> None:
    assert lines([*day(1), *day(2, but=["147/FINISH"])], season()) == []
    assert lines([*day(1), *day(2)], season(decided_at="gobi-2031")) == []
    assert lines([*day(1), *day(2)], season("in_play")) == []
    assert lines([*day(1), *day(2)], None) == []


def test_how_many_are_home_is_told_by_quarters_of_those_who_set_out() -> None:
    more = [entered(str(n)) for n in range(200, 206)]
    home = [seen(each.bib, "1FINISH", at(1, "8:00:00"), "in") for each in more[:4]]
    assert sorted(lines([*more, *day(), *home], None, NIGHT)) == [
        "Stage 1: 3 of 10 are home, at 15:20.",
        "Stage 1: 5 of 10 are home, at 16:00.",
        "Stage 1: 8 of 10 are home, at 16:00.",
    ]


def test_few_runners_need_no_count() -> None:
    assert lines(day(), None, NIGHT) == []
