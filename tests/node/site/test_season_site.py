"""A season as those outside see it: made of what the gates of its races let out, and of nothing else."""

import pytest
from gate_races import BIBS, consent, freeze, subject
from msgspec import structs
from seasons_seen import SLAM, season_of_two, site_of_season

from races import at, ruled, seen, sheet
from stagerace.core.names import Bib
from stagerace.core.records import Body, Forgotten
from stagerace.node.site.page import SiteSeen
from stagerace.rules.season.outing import RunnerId
from stagerace.rules.season.season import Title

NAMED: list[Body] = [consent(bib, "name") for bib in BIBS]
RAN: list[Body] = [sheet(stage, bib, f"{5 + place}:00:00") for stage in (1, 2) for place, bib in enumerate(BIBS)]
FINISHED = [*NAMED, *RAN]


def called(site: SiteSeen) -> dict[Bib, str]:
    assert site.season is not None
    return {person.outings[0].bib: person.name for person in site.season.people.values()}


def test_a_name_stands_over_a_season_only_where_every_race_lets_it_out() -> None:
    everywhere = season_of_two(FINISHED, FINISHED)
    assert called(everywhere)[Bib("12")] == "Zora12 Quill"
    assert called(season_of_two(RAN, RAN))[Bib("12")] == "Runner 12 (Gobi)"


def test_whoever_is_named_in_one_race_alone_is_on_no_board_that_would_name_them_in_the_other() -> None:
    in_one = season_of_two(FINISHED, [*NAMED[1:], *RAN])
    assert sorted(called(in_one)) == ["12", "13", "147"]
    files = site_of_season(in_one)
    boards = {path: data for path, data in files.items() if "title-" in path}
    assert [path for path, data in boards.items() if b"Zora7 " in data or b"runner-7.html" in data] == []
    assert not any(b"Zora7 " in data for path, data in files.items() if "sahara-2031/" in path)


def test_somebody_is_one_person_in_all_races() -> None:
    site = season_of_two(FINISHED, FINISHED)
    assert site.season is not None
    rows = site.season.table.titles[0].rows
    assert [row.state for row in rows] == ["completed"] * len(BIBS)
    page = site_of_season(site)["title-slam.html"].decode()
    assert 'href="gobi-2031/runner-12.html"' in page
    assert 'href="sahara-2031/runner-12.html"' in page


def test_whoever_was_forgotten_in_one_race_is_gone_from_the_board() -> None:
    site = season_of_two([*FINISHED, Forgotten(subject("147"), at(8, "0"))], FINISHED)
    assert sorted(called(site)) == ["12", "13", "7"]
    assert "147" not in site_of_season(site)["title-slam.html"].decode()


def test_what_is_known_only_inside_stands_in_no_file() -> None:
    files = site_of_season(season_of_two(RAN, RAN, title=_contended("inside-7", "inside-99")))
    said = b"\n".join([*files.values(), *(path.encode() for path in files)])
    assert b"inside-" not in said
    assert b"Hester" not in said, "whoever held a title before was let out by no gate"
    assert b"still stands" in said or b"until now" in said, "yet what they hold is told"


def _contended(*runners: str) -> Title:
    return structs.replace(SLAM, contenders=tuple(map(RunnerId, runners)))


def test_a_title_is_about_its_contenders_as_far_as_they_may_be_told_of() -> None:
    one = season_of_two(FINISHED, FINISHED, title=_contended("inside-7", "inside-99"))
    nobody = season_of_two(FINISHED, FINISHED, title=_contended("inside-99"))
    assert one.season is not None
    assert nobody.season is not None
    assert [one.season.people[row.runner].name for row in one.season.table.titles[0].rows] == ["Zora7 Quill"]
    assert nobody.season.table.titles[0].rows == ()


@pytest.mark.parametrize("which", ["gobi", "sahara"])
def test_frozen_in_one_race_is_silent_in_every_file_of_the_season(which: str) -> None:
    before = [*NAMED, *(seen(bib, "1CP1", at(1, "2:00:00"), "in") for bib in BIBS)]
    after = [
        seen("12", "1FINISH", at(1, "6:00:00"), "in"),
        ruled("R1", "penalty", 1, "12", 30, announced=at(1, "7:00:00")),
    ]
    stopped = freeze("12", at(1, "3:00:00"))
    frozen, silent = [*before, stopped, *after], before
    pairs = [(frozen, FINISHED), (silent, FINISHED)] if which == "gobi" else [(FINISHED, frozen), (FINISHED, silent)]
    one, other = (site_of_season(season_of_two(*pair)) for pair in pairs)
    assert [path for path in one.keys() | other.keys() if one.get(path) != other.get(path)] == []


def test_the_strip_says_how_far_every_stage_is() -> None:
    page = site_of_season(season_of_two(FINISHED, [*NAMED, seen("7", "1CP1", at(1, "2:00:00"), "in")]))["index.html"]
    said = page.decode()
    assert said.count('<li class="done">') == 3, "both stages of one race, and the first of the other once it is late"
    assert '<li class="to_come">' in said


def test_feeds_and_calendars_of_a_season_name_the_race_and_the_season() -> None:
    files = {path: data.decode() for path, data in site_of_season(season_of_two(FINISHED, FINISHED)).items()}
    assert '"title":"Sahara (Two Deserts): news"' in files["sahara-2031/news.feed.json"]
    assert "Sahara (Two Deserts): " in files["es/sahara-2031/news.atom"]
    assert " (Two Deserts)" in files["gobi-2031/runner-7.atom"]
    assert "(Two Deserts)" in files["es/gobi-2031/calendar.ics"]
