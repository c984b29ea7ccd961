"""Who agreed to no name is called so in the language of the page."""

import re

import msgspec
from gate_races import consent, race_with
from news_races import day
from sites import site_of

from races import at
from stagerace.node.site.wording import words


def test_no_spanish_file_calls_anybody_a_runner() -> None:
    site = site_of(race_with(consent("12", "name"), *day()), at(1, "9:00:00"))
    spanish = {path: data.decode() for path, data in site.items() if path.startswith("es/")}
    assert [path for path, said in spanish.items() if "Runner 7" in said] == []
    assert "<h1><bdi>Corredor 7</bdi></h1>" in spanish["es/sahara-2031/runner-7.html"]
    assert "Corredor 7" in spanish["es/sahara-2031/news.atom"]
    assert "Corredor 7" in msgspec.json.decode(spanish["es/sahara-2031/runner-7.feed.json"])["title"]
    assert "Corredor 7" in spanish["es/sahara-2031/runner-7.ics"]
    cards = [msgspec.json.decode(data) for path, data in site.items() if path.startswith("cards/")]
    assert {"Runner 7", "Corredor 7", "Zora12 Quill"} <= {card["title"] for card in cards}


def test_nothing_but_the_gates_word_is_said_otherwise() -> None:
    said = "Runner 147 (Gobi), Runner 7B; Rob Runner, Runner Bean, runner-147.html"
    assert words("es").unnamed(said) == "Corredor 147 (Gobi), Corredor 7B; Rob Runner, Runner Bean, runner-147.html"
    assert words("en").unnamed(said) == said


def test_a_team_without_a_name_is_called_so_in_spanish_and_a_name_stays() -> None:
    assert (
        words("es").unnamed("Team 12, Gobi 2031; (Team 12) Team 7B en")
        == "Equipo 12, Gobi 2031; (Equipo 12) Equipo 7B en"
    )
    assert words("es").unnamed("Team 4 Deserts, Dream Team, Steam 12") == "Team 4 Deserts, Dream Team, Steam 12"
    site = site_of(race_with(*day()), at(1, "9:00:00"))
    spanish = {path: data.decode() for path, data in site.items() if path.startswith("es/")}
    teams = [path for path in spanish if "/team-" in path and path.endswith(".html")]
    assert teams
    assert all("<h1><bdi>Equipo " in spanish[path] for path in teams)
    assert [path for path, said in spanish.items() if re.search(r"\bTeam \d", said)] == []
