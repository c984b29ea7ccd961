"""Calendars written as iCalendar (RFC 5545), every instant in UTC so that each reader sees their own clock."""

from typing import Final

from msgspec import Struct

from stagerace.core.clock import SECOND, Instant
from stagerace.feeds.plain import plain
from stagerace.feeds.syndication import UTC

LINE: Final = 75
"""How long a line may be, its end not counted [bytes]."""


class Event(Struct, frozen=True):
    """Something with a time: from an instant, and to one where it takes time."""

    uid: str
    sequence: int
    """Grows by one whenever what is said changes."""
    stamp: Instant
    """Since when it is said so."""
    start: Instant
    end: Instant | None
    summary: str
    description: str = ""
    url: str = ""
    """Absolute; empty where nobody knows it."""


class Calendar(Struct, frozen=True):
    """A calendar somebody may follow."""

    name: str
    description: str
    language: str
    events: tuple[bytes, ...]
    """Each as `event_bytes` writes it."""
    url: str = ""


def icalendar(calendar: Calendar) -> bytes:
    """A calendar as the bytes of its file."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//StageRace//Race calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME;LANGUAGE={calendar.language}:{_text(calendar.name)}",
        f"X-WR-CALNAME:{_text(calendar.name)}",
        f"DESCRIPTION;LANGUAGE={calendar.language}:{_text(calendar.description)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
        "X-PUBLISHED-TTL:PT15M",
        *_url(calendar.url),
    ]
    return b"".join([*map(fold, lines), *calendar.events, fold("END:VCALENDAR")])


def event_bytes(event: Event, language: str) -> bytes:
    """An event as it stands in a calendar; the same in every calendar that holds it."""
    return b"".join(map(fold, _event(event, language)))


def fold(line: str) -> bytes:
    """A line of a calendar cut into pieces of at most 75 bytes, never within a character, each with its end.

    >>> [len(piece) for piece in fold("é" * 50).split(b"\\r\\n")]
    [74, 27, 0]
    """
    if line.isascii() and len(line) <= LINE:
        return line.encode() + b"\r\n"
    pieces, piece = [], b""
    for character in line:
        encoded = character.encode()
        if len(piece) + len(encoded) > LINE:
            pieces.append(piece)
            piece = b" "
        piece += encoded
    return b"\r\n".join([*pieces, piece, b""])


def _event(event: Event, language: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{_text(event.uid)}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{_moment(event.stamp)}",
        f"LAST-MODIFIED:{_moment(event.stamp)}",
        f"DTSTART:{_moment(event.start)}",
        *([f"DTEND:{_moment(event.end)}"] if event.end is not None and event.end > event.start else []),
        f"SUMMARY;LANGUAGE={language}:{_text(event.summary)}",
        *([f"DESCRIPTION;LANGUAGE={language}:{_text(event.description)}"] if event.description else []),
        "TRANSP:TRANSPARENT",
        *_url(event.url),
        "END:VEVENT",
    ]


def _moment(instant: Instant) -> str:
    return f"{UTC.local(Instant(instant - instant % SECOND)):%Y%m%dT%H%M%S}Z"


def _text(text: str) -> str:
    said = plain(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return said.replace("\n", "\\n").replace("\t", " ")


def _url(url: str) -> list[str]:
    return [f"URL:{plain(url)}"] if url else []
