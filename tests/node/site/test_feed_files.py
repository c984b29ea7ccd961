"""The feeds, calendars, tables and maps of a site as they lie there."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import feedparser
import pytest
from defusedxml import ElementTree
from gate_races import BIBS, consent, race_with
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from jsonschema import Draft202012Validator
from news_races import NIGHT, PENALTY, after, day, files_of, seen_of

from races import at, ruled
from stagerace.core.clock import MINUTE, Instant
from stagerace.node.site.following import tag
from stagerace.node.site.kinds.digest import MOST, SHORT, digest, gsm, message, shortened
from stagerace.node.site.kinds.tables_out import safe
from stagerace.node.site.news.saying import Saying
from stagerace.node.site.page import SiteSeen
from stagerace.node.site.settings import LANGUAGES, SiteSettings

OPEN = [consent(bib, "name") for bib in BIBS]
LIVE = at(1, "4:00:00")
SOME = [*OPEN, *(body for body in day(but=["7/CP3", "147/CP2"]) if body.seen_at < LIVE)]  # type: ignore[union-attr]
SCHEMA = json.loads((Path(__file__).parents[3] / "docs/schemas/standings.schema.json").read_text())


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return files_of(seen_of(race_with(*OPEN, *day(), PENALTY), NIGHT))


@pytest.fixture(scope="module")
def live() -> dict[str, bytes]:
    return files_of(seen_of(race_with(*SOME), LIVE))


def test_every_atom_feed_is_read_without_a_complaint(files: dict[str, bytes]) -> None:
    feeds = {path: data for path, data in files.items() if path.endswith(".atom")}
    assert len(feeds) == len(LANGUAGES) * (1 + len(BIBS) + 1)
    for path, data in feeds.items():
        found = feedparser.parse(io.BytesIO(data))
        assert not found.bozo, path
        ids = [entry.id for entry in found.entries]
        assert len(set(ids)) == len(ids) > 0
        assert all(entry.link.startswith("https://race.example/live/") for entry in found.entries)
        assert found.feed.updated == max(entry.updated for entry in found.entries)
        ElementTree.fromstring(data)


def test_a_json_feed_says_what_the_atom_feed_beside_it_says(files: dict[str, bytes]) -> None:
    for path, data in files.items():
        if path.endswith(".atom"):
            entries = feedparser.parse(io.BytesIO(data)).entries
            items = json.loads(files[path.removesuffix(".atom") + ".feed.json"])["items"]
            assert [(entry.id, entry.title, entry.updated) for entry in entries] == [
                (item["id"], item["title"], item["date_modified"]) for item in items
            ]


def test_every_link_of_a_feed_is_a_page_of_the_site(files: dict[str, bytes]) -> None:
    for path, data in files.items():
        if path.endswith(".feed.json"):
            said = json.loads(data)
            links = [said["home_page_url"], said["feed_url"], *(item["url"] for item in said["items"])]
            for link in links:
                assert link.removeprefix("https://race.example/live/") in files, link


def test_ids_name_the_host_and_the_first_day_and_without_an_address_nobodys() -> None:
    now = seen_of(race_with(*day()), NIGHT)
    assert tag(now, now.settings, "x").startswith("tag:race.example,2031-03-02:sahara-2031/")
    assert tag(now, SiteSettings(), "x") == "tag:stagerace.invalid,2031-03-02:sahara-2031/x"


def test_without_an_address_nothing_names_one() -> None:
    files = files_of(seen_of(race_with(*day()), NIGHT, settings=SiteSettings()))
    assert not any(path in files for path in ("robots.txt", "sitemap.xml"))
    said = b"".join(data for path, data in files.items() if path.endswith((".atom", ".feed.json", ".ics")))
    assert b"https://race" not in said
    found = feedparser.parse(io.BytesIO(files["sahara-2031/news.atom"]))
    assert not found.bozo


def events(data: bytes) -> dict[str, Any]:
    return {str(event["uid"]): event for event in Calendar.from_ical(data).walk("VEVENT")}


def test_a_calendar_has_starts_cut_offs_and_who_is_expected(live: dict[str, bytes]) -> None:
    race = events(live["sahara-2031/calendar.ics"])
    assert "sahara-2031/start/2/-@race.example" in race
    assert "sahara-2031/cut_off/1/1FINISH/in/-@race.example" in race
    assert not any("expected" in uid for uid in race)
    mine = events(live["sahara-2031/runner-12.ics"])
    awaited = mine["sahara-2031/expected/1/CP3/12@race.example"]
    assert str(awaited["summary"]) == "Zora12 Quill expected: CP3, stage 1"
    assert awaited["dtstart"].dt < awaited["dtend"].dt
    assert "sahara-2031/expected/1/FINISH/12@race.example" in mine
    team = events(live["sahara-2031/team-7.ics"])
    assert {uid.rsplit("/", 1)[1] for uid in team if "expected" in uid} == {"7@race.example", "12@race.example"}


def test_a_start_that_moves_is_one_more_in_its_order() -> None:
    before = seen_of(race_with(*SOME), LIVE)
    moved = ruled("m", "move_start", 2, "", 30, announced=at(1, "3:30:00"))
    then = Instant(LIVE + MINUTE)
    now = seen_of(race_with(*SOME, moved), then, after(before))
    start = events(files_of(now)["sahara-2031/calendar.ics"])["sahara-2031/start/2/-@race.example"]
    assert (int(start["sequence"]), start["dtstart"].dt.isoformat()) == (1, "2031-03-03T08:30:00+00:00")
    assert start["dtstamp"].dt.timestamp() * 1000 == then
    other = events(files_of(now)["sahara-2031/calendar.ics"])["sahara-2031/start/1/-@race.example"]
    assert int(other["sequence"]) == 0


def test_a_start_moved_for_one_is_in_their_calendar_alone() -> None:
    moved = ruled("m", "move_start", 2, "12", 60, announced=at(1, "3:30:00"))
    files = files_of(seen_of(race_with(*SOME, moved), LIVE))
    own = "sahara-2031/start/2/-/12@race.example"
    assert own in events(files["sahara-2031/runner-12.ics"])
    assert "sahara-2031/start/2/-@race.example" not in events(files["sahara-2031/runner-12.ics"])
    assert own not in events(files["sahara-2031/runner-13.ics"])
    assert own not in events(files["sahara-2031/calendar.ics"])


def test_no_line_of_any_calendar_is_too_long(live: dict[str, bytes]) -> None:
    for path, data in live.items():
        if path.endswith(".ics"):
            assert max(map(len, data.split(b"\r\n"))) <= 75, path


RACE = seen_of(race_with(*SOME), LIVE)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=60), min_size=4, max_size=4), st.text(min_size=1, max_size=80))
def test_a_digest_and_a_message_are_never_too_long(names: list[str], race: str) -> None:
    now = replace(RACE, names=dict(zip(RACE.names, names, strict=True)), _memo={})
    site = SiteSeen([now], LIVE, now.settings)
    for language in LANGUAGES:
        says = Saying.of(now, None, language)
        assert len(digest(site, now, says)) <= MOST
        text = message(site, now, says)
        assert len(text) <= SHORT
        assert text.isascii()
        assert not set(text) & set("`^{}[]~|\\")
    assert gsm(race).isascii()


def test_a_digest_says_who_is_home_who_is_on_the_way_and_that_everyone_is_in(
    files: dict[str, bytes], live: dict[str, bytes]
) -> None:
    lines = files["sahara-2031/digest.txt"].decode().splitlines()
    assert lines[:3] == [
        "Sahara 2031, stage 1 of 2 (40 km)", "Last word 2031-03-02 15:30, race time",
        "Home 4, on the way 0, out of the race 0",
    ]  # fmt: skip
    assert lines[3].startswith("Women after stage 1: 1 Zora7 Quill 7:00:00")
    assert any(line.startswith("Everyone is in") for line in lines)
    assert "EVERYONE IS IN." in files["sahara-2031/sms.txt"].decode()
    assert "home 0, on the way 4, out 0." in live["sahara-2031/sms.txt"].decode()
    assert "EVERYONE" not in live["sahara-2031/sms.txt"].decode()


def test_names_are_shortened_so_that_one_sees_it() -> None:
    assert shortened("Zora Wolfeschlegelsteinhausenbergerdorff", 20) == "Zora Wolfeschlege..."
    assert gsm("Zoë Ñandú") == "Zoe Nandu"


def test_results_as_json_are_what_the_schema_of_standings_says(files: dict[str, bytes]) -> None:
    for name in ("results", "results-stage-1"):
        table = json.loads(files[f"sahara-2031/{name}.json"])
        Draft202012Validator(SCHEMA).validate(table)
        assert [row["bib"] for row in table["rows"] if row["rank"]]


def test_results_as_csv_have_a_row_a_runner_and_a_column_a_stage(files: dict[str, bytes]) -> None:
    rows = list(csv.DictReader(io.StringIO(files["sahara-2031/results.csv"].decode())))
    assert (rows[0]["rank"], rows[0]["bib"], rows[0]["name"]) == ("1", "7", "Zora7 Quill")
    assert {row["bib"]: row["penalty_1"] for row in rows}["13"] == "0:15:00"


@given(st.text(max_size=20))
def test_no_cell_is_a_formula(cell: str) -> None:
    assert not safe(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert safe(cell).removeprefix("'") == cell.removeprefix("'")


def test_verified_kilometres_are_told_of_named_runners_alone() -> None:
    files = files_of(seen_of(race_with(consent("12", "name"), *SOME[len(OPEN) :]), LIVE))
    assert json.loads(files["sahara-2031/runner-12.json"]) == {
        "race": "sahara-2031", "bib": "12", "name": "Zora12 Quill", "verified_km": 20.0,
        "stages": [{"stage": 1, "km": 20.0, "status": "active"}], "as_of": "2031-03-02T11:10:00+00:00",
    }  # fmt: skip
    assert "sahara-2031/runner-13.json" not in files


def test_a_map_lists_every_page_but_those_of_families(files: dict[str, bytes]) -> None:
    root = ElementTree.fromstring(files["sitemap.xml"])
    listed = {each.text.removeprefix("https://race.example/live/") for each in root.iter() if each.tag.endswith("loc")}
    pages = {path for path in files if path.endswith(".html") and "/f/" not in f"/{path}"}
    assert listed == pages
    assert b"f/" not in files["robots.txt"]


def test_a_page_of_a_race_says_what_it_is_to_search_engines(files: dict[str, bytes]) -> None:
    for path in ("sahara-2031/index.html", "sahara-2031/stage-1.html"):
        text = files[path].decode()
        block = text.split('<script type="application/ld+json">')[1].split("</script>")[0]
        said = json.loads(block)
        assert (said["@context"], said["@type"]) == ("https://schema.org", "SportsEvent")
        assert said["startDate"] == "2031-03-02T08:00:00+00:00"
        assert '<meta property="og:title"' in text


def test_pages_of_race_runner_and_team_lead_to_their_feeds(files: dict[str, bytes]) -> None:
    for path in ("sahara-2031/index.html", "es/sahara-2031/runner-12.html", "sahara-2031/team-7.html"):
        text = files[path].decode()
        assert 'rel="alternate" type="application/atom+xml"' in text, path
        assert ".ics" in text


def test_the_page_of_a_named_runner_leads_to_their_verified_kilometres() -> None:
    files = files_of(seen_of(race_with(consent("12", "name"), *SOME[len(OPEN) :]), LIVE))
    assert b'href="../sahara-2031/runner-12.json"' in files["sahara-2031/runner-12.html"]
    assert b'href="../../sahara-2031/runner-12.json"' in files["es/sahara-2031/runner-12.html"]
    assert b"runner-13.json" not in files["sahara-2031/runner-13.html"]
