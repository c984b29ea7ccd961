"""Feeds and calendars as parsers of other people read them, whatever people are called."""

import io
import json
from typing import Any

import feedparser
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar as ReadCalendar

from races import at
from stagerace.feeds.atom import atom
from stagerace.feeds.icalendar import LINE, Calendar, Event, event_bytes, fold, icalendar
from stagerace.feeds.json_feed import json_feed
from stagerace.feeds.plain import plain
from stagerace.feeds.syndication import Entry, Feed

TEXT = st.text(max_size=90)
FEW = settings(max_examples=40)
ODD = "زورا <b>\"&' \\;,:\n\x00\x0b Zoë 🏜 ]]>"
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(text: str, url: str = "https://race.example/") -> Feed:
    entry = Entry("tag:race.example,2031-03-02:one", text, text, at(1, "0"), at(1, "1:00:00"), f"{url}one.html")
    return Feed("tag:race.example,2031-03-02:feed", text, text, "en", at(1, "1:00:00"), (entry,), text, url, f"{url}a")


def calendar(text: str, sequence: int = 3) -> bytes:
    event = Event("one@race.example", sequence, at(1, "0"), at(1, "1:00:00"), at(1, "2:00:00"), text, text)
    return icalendar(Calendar(text, text, "en", (event_bytes(event, "en"),)))


def read(data: bytes) -> Any:
    return feedparser.parse(io.BytesIO(data))


@FEW
@given(TEXT)
def test_atom_is_well_formed_and_says_what_it_was_given(text: str) -> None:
    root = ElementTree.fromstring(atom(feed(text)))
    assert root.find(f"{ATOM}entry/{ATOM}content").text == (plain(text) or None)  # type: ignore[union-attr]


def test_atom_is_read_as_it_was_meant() -> None:
    found = read(atom(feed("Zora home")))
    assert not found.bozo
    assert (found.version, found.feed.title, found.feed.language) == ("atom10", "Zora home", "en")
    entry = found.entries[0]
    assert (entry.id, entry.title, entry.link) == (
        "tag:race.example,2031-03-02:one", "Zora home", "https://race.example/one.html",
    )  # fmt: skip
    assert (entry.published, entry.updated) == ("2031-03-02T08:00:00Z", "2031-03-02T09:00:00Z")


def test_odd_names_come_through_atom_whole() -> None:
    found = read(atom(feed(ODD)))
    assert not found.bozo
    assert found.entries[0].content[0].value == plain(ODD).strip()


@FEW
@given(TEXT)
def test_a_json_feed_keeps_the_rules_of_its_format(text: str) -> None:
    said = json.loads(json_feed(feed(text)))
    assert said["version"] == "https://jsonfeed.org/version/1.1"
    assert {"title", "items"} <= said.keys()
    for item in said["items"]:
        assert isinstance(item["id"], str)
        assert "content_text" in item
        assert item["date_modified"].endswith("Z")
    assert "author" not in said


def test_a_json_feed_without_an_address_names_none() -> None:
    said = json.loads(json_feed(feed("Zora", url="")))
    assert not {"home_page_url", "feed_url"} & said.keys()
    assert "url" not in said["items"][0]


@FEW
@given(TEXT)
def test_no_line_of_a_calendar_is_longer_than_75_bytes(text: str) -> None:
    lines = calendar(text).split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= LINE
    assert not any(b"\n" in line or b"\r" in line for line in lines)


@given(st.text(max_size=300))
def test_folding_loses_nothing_and_cuts_no_letter(text: str) -> None:
    line = plain(text).replace("\n", " ")
    folded = fold(line)
    assert folded.replace(b"\r\n ", b"").removesuffix(b"\r\n").decode() == line
    assert all(piece.decode() is not None for piece in folded.split(b"\r\n"))


@FEW
@given(TEXT)
def test_a_calendar_is_read_as_it_was_meant(text: str) -> None:
    event = ReadCalendar.from_ical(calendar(text)).walk("VEVENT")[0]
    assert str(event["summary"]) == plain(text).replace("\t", " ")
    assert (event["uid"], int(event["sequence"])) == ("one@race.example", 3)
    assert event["dtstart"].dt.isoformat() == "2031-03-02T09:00:00+00:00"
    assert event["dtend"].dt.isoformat() == "2031-03-02T10:00:00+00:00"


def test_an_event_that_takes_no_time_has_no_end() -> None:
    event = Event("one@race.example", 0, at(1, "0"), at(1, "0"), None, "Start")
    assert b"DTEND" not in event_bytes(event, "en")
