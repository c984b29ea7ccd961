"""Pages written in a language: templates, times by the race's clock, links that hold in any folder."""

import re
from functools import cache
from hashlib import blake2b
from importlib import resources
from typing import Any, Final

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from stagerace.core.clock import MINUTE, Elapsed, Instant, say_length
from stagerace.core.zone import Zone, to_iso
from stagerace.desk.charts.all import chart
from stagerace.desk.said import kilometres, place_word
from stagerace.node.names import ordinal, seconds
from stagerace.node.site.cards.shown import Shown
from stagerace.node.site.following import followed
from stagerace.node.site.page import Page
from stagerace.node.site.settings import LANGUAGES, language_root, path_in
from stagerace.node.site.wording import words

_PACKAGE: Final = "stagerace.node.site"
ASSETS: Final = "assets/"
"""The folder of what never changes under its name."""


@cache
def assets() -> dict[str, tuple[str, bytes]]:
    """What pages share, by the name it has here: the name that says its content, and the content."""
    found = {}
    for file in sorted(resources.files(_PACKAGE).joinpath("static").iterdir(), key=lambda each: each.name):
        if file.is_file() and not file.name.startswith((".", "__")):
            data = file.read_bytes()
            stem, _, ending = file.name.rpartition(".")
            found[file.name] = (f"{ASSETS}{stem}-{blake2b(data, digest_size=6).hexdigest()}.{ending}", data)
    return found


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(_PACKAGE, "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    environment.filters |= {
        "seconds": seconds,
        "ordinal": ordinal,
        "gap": gap,
        "km": kilometres,
        "length_said": length_said,
        "hours": hours,
        "first_up": first_up,
    }
    environment.globals |= {"clock": clock, "chart": chart, "place": place_word}
    return environment


def written(page: Page, language: str, card: Shown | None = None) -> bytes:
    """A page in a language, as the bytes of its file; with the card it is shared with, where it has one."""
    path = path_in(language, page.path)
    up = "../" * path.count("/")
    here = language_root(language)
    said: dict[str, Any] = {
        "v": page.view, "w": words(language), "lang": language, "path": page.path, "is_secret": page.is_secret,
        "to": lambda target: f"{up}{here}{target}",
        "file": lambda target: f"{up}{target}",
        "asset": lambda name: f"{up}{assets()[name][0]}",
        "others": [(other, f"{up}{path_in(other, page.path)}") for other in LANGUAGES if other != language],
        "here": path, "word": page.word,
        "card": card, "about": Markup(page.about),  # noqa: S704 it was made so that it cannot end its block.
        "follow": followed(page.template, page.path, is_secret=page.is_secret),
        "later_clock": lambda instant, since, zone: later_clock(instant, since, zone, language),
        "day_clock": lambda instant, zone: day_clock(instant, zone, language),
    }  # fmt: skip
    text = _environment().get_template(page.template).render(said)
    return words(language).unnamed(text).encode("utf-8", "replace")


_WORD: Final = re.compile(rb'<span id="word" data-at="(\d+)">.*?</span>')


def as_it_stands(data: bytes, standing: bytes) -> bytes:
    """A page, or the one that stands already if they differ in nothing but when camp spoke before it was written."""
    now, then = _WORD.search(data), _WORD.search(standing)
    if now is None or then is None or int(then[1]) > int(now[1]):
        return data
    is_same = (data[: now.start()], data[now.end() :]) == (standing[: then.start()], standing[then.end() :])
    return standing if is_same else data


def digest(page: Page, language: str, card: Shown | None = None) -> bytes:
    """What a page in a language says, in short: the same as long as nothing in it changes."""
    said = msgspec.json.encode((language, page.path, page.template, page.view, card, page.about))
    return blake2b(said, digest_size=16).digest()


def clock(instant: Instant | None, zone: Zone) -> Markup:
    """The clock at the race at an instant, for readers and for programs."""
    return _time(instant, zone, f"{zone.local(instant):%H:%M}") if instant is not None else Markup("")


def day_clock(instant: Instant | None, zone: Zone, language: str) -> Markup:
    """The same with the day, its month in words."""
    if instant is None:
        return Markup("")
    then = zone.local(instant)
    month = words(language)("base.months").split()[then.month - 1]
    return _time(instant, zone, f"{then.day} {month} {then:%H:%M}")


def later_clock(instant: Instant | None, since: Instant | None, zone: Zone, language: str) -> Markup:
    """The clock at an instant told after another one, with the day where it is not the same."""
    if instant is None or since is None or zone.local(instant).date() == zone.local(since).date():
        return clock(instant, zone)
    return day_clock(instant, zone, language)


def _time(instant: Instant, zone: Zone, said: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(to_iso(Instant(instant - instant % 1000), zone), said)


def length_said(time: Elapsed) -> str:
    """A length of time as one says it, whichever way it goes.

    >>> length_said(Elapsed(-1_800_000))
    '30 min'
    """
    return say_length(Elapsed(abs(time)))


def gap(time: Elapsed | None) -> str:
    """A gap as a spectator reads it.

    >>> gap(Elapsed(3_600_000)), gap(Elapsed(0)), gap(None)
    ('+1:00:00', '', '')
    """
    return f"+{seconds(time)}" if time else ""


def hours(time: int) -> str:
    """A length of time in hours and minutes, as one says it [ms].

    >>> hours(5_400_000), hours(600_000)
    ('1 h 30 min', '10 min')
    """
    whole, minutes = divmod(time // MINUTE, 60)
    return f"{whole} h {minutes} min" if whole else f"{minutes} min"


def first_up(words: str) -> str:
    """Words as they begin a sentence.

    >>> first_up("the finish"), first_up("CP2")
    ('The finish', 'CP2')
    """
    return words[:1].upper() + words[1:]
