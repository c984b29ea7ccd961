"""An invented field: nobody of these names is meant."""

import tomllib
from datetime import date, timedelta
from importlib.resources import files
from typing import Final

from msgspec import Struct

from stagerace.feeds.ages import age_on
from stagerace.feeds.luck import Luck

SIZE: Final = 200
"""How many runners an invented field has."""

_NAMES: Final = tomllib.loads(files("stagerace.feeds").joinpath("templates", "people.toml").read_text(encoding="utf-8"))
_WOMEN: Final[list[str]] = _NAMES["women"]
_MEN: Final[list[str]] = _NAMES["men"]
_LAST: Final[list[str]] = _NAMES["last"]
_COUNTRIES: Final[list[str]] = _NAMES["countries"]
_TEAMS: Final[list[str]] = _NAMES["teams"]


class Invented(Struct, frozen=True):
    """An invented runner: who it is, and how fast."""

    bib: int
    name: str
    gender: str
    birth_date: date
    country: str
    team: str
    runner: str
    wave: str
    speed: float
    """What they would run on a flat, cool day without a pack [m/h]."""


def invent_field(start: date, luck: Luck) -> list[Invented]:
    """A field of 200, from 18 to 74 years old on the start date, of many countries, some in teams."""
    names = _names(luck)
    teams = _teams(luck)
    return [_invent(bib, gender, name, teams.get(bib, ""), start, luck) for bib, (gender, name) in enumerate(names, 1)]


def _names(luck: Luck) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    while len(found) < SIZE:
        gender = luck.choices("FMX", (34, 65, 1))[0]
        first = luck.choice(_WOMEN if gender == "F" else _MEN if gender == "M" else _WOMEN + _MEN)
        found.setdefault(f"{first} {luck.choice(_LAST)}", gender)
    return [(gender, name) for name, gender in found.items()]


def _teams(luck: Luck) -> dict[int, str]:
    bibs = luck.sample(range(1, SIZE + 1), 3 * len(_TEAMS))
    return {bib: _TEAMS[index // 3] for index, bib in enumerate(bibs)}


def _invent(bib: int, gender: str, name: str, team: str, start: date, luck: Luck) -> Invented:
    born = _birth_date(start, luck)
    slower = 1 - 0.006 * max(0, age_on(start, born) - 35)
    speed = min(11_000.0, max(4_200.0, luck.lognormvariate(8.78, 0.2) * slower))
    country = luck.choices(_COUNTRIES, [6] * 6 + [2] * (len(_COUNTRIES) - 6))[0]
    wave = "A" if bib <= SIZE // 2 else "B"
    return Invented(bib, name, gender, born, country, team, f"R{10_000 + 37 * bib}", wave, speed)


def _birth_date(start: date, luck: Luck) -> date:
    while True:
        born = start - timedelta(days=round(365.25 * min(74.5, max(18.1, luck.gauss(43, 11)))))
        if 18 <= age_on(start, born) <= 74:
            return born
