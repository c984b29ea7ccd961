"""The people of an invented season: who they are, how fast, how steady, and which races they enter."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from msgspec import Struct, structs

from stagerace.simulation.fates import WOMEN
from stagerace.simulation.luck import Luck
from stagerace.simulation.portraits import FOUR, Portrait
from stagerace.simulation.regions import REGIONS, Region

ALL_FOUR: Final = 15
"""How many people enter every race of the season."""
SIZES: Final = (162, 158, 161, 157)
"""How many enter each race."""
_TEAM_NAMES: Final = (
    "Amber Lanterns", "Broken Compass", "Crescent Club", "Drift and Dune", "Evening Star", "Far Wells", "Grit Parade",
    "Half Moon Harriers", "Iron Camels", "Jackal Run", "Kite Line", "Long Shadows",
)  # fmt: skip


class Person(Struct, frozen=True):
    """An invented runner of the season."""

    runner: str
    """The id that stays the same in every race."""
    name: str
    gender: str
    birth_date: date
    country: str
    pace: float
    """What they would do on a flat, cool stage with a full pack, stops not counted [m/h]."""
    frailty: float
    """How likely they are to leave a stage of ordinary difficulty [share]."""
    slam: int = 0
    """The bib that a Grand Slam candidate wears in every race; 0 for everyone else."""


class Outing(Struct, frozen=True):
    """A person in one race, with the team they run it in."""

    person: Person
    team: str = ""
    team_kind: str = ""


def invent_season(start: date, luck: Luck) -> tuple[tuple[Outing, ...], ...]:
    """Who runs each of the four races; `start` is the day of the first."""
    taken = {portrait.name for portrait in FOUR}
    slam = [_of(portrait) for portrait in FOUR]
    for bib in range(len(FOUR) + 1, ALL_FOUR + 1):
        gender = "F" if bib in WOMEN else "M"
        slam.append(_candidate(_invent(bib, start, luck, taken, gender), bib, luck))
    fields = [list(slam) for _ in SIZES]
    number = ALL_FOUR + 1
    while vacant := [index for index, field in enumerate(fields) if len(field) < SIZES[index]]:
        person = _invent(number, start, luck, taken)
        for index in luck.sample(vacant, min(len(vacant), _races(luck))):
            fields[index].append(person)
        number += 1
    return tuple(_with_teams(field, luck) for field in fields)


def alone(outings: Sequence[Outing]) -> tuple[Outing, ...]:
    """The same people without teams, for a race where nobody can stay together."""
    return tuple(Outing(outing.person) for outing in outings)


def _races(luck: Luck) -> int:
    draw = luck.random()
    return 3 if draw < 0.12 else 2 if draw < 0.4 else 1


def _of(portrait: Portrait) -> Person:
    born = date.fromisoformat(portrait.born)
    return Person(
        portrait.runner, portrait.name, portrait.gender, born, portrait.country, portrait.pace, 0.0, portrait.bib
    )


def _candidate(person: Person, bib: int, luck: Luck) -> Person:
    """Someone who has trained for four deserts: steadier than most, and none so young as the youngest of the four."""
    born = min(person.birth_date, date(2001, 1, 1) - timedelta(days=luck.randrange(0, 3_000)))
    pace = min(9_800.0, max(4_900.0, person.pace))
    # What ends the year of the student's rivals is told in fates, not left to chance.
    frailty = 0.0 if bib in WOMEN else person.frailty * 0.6
    return structs.replace(person, birth_date=born, pace=pace, frailty=frailty, slam=bib)


def _invent(number: int, start: date, luck: Luck, taken: set[str], gender: str = "") -> Person:
    gender = gender or _gender(luck)
    region = _region(luck)
    while True:
        first = luck.choice(region.women if gender == "F" or (gender == "X" and number % 2) else region.men)
        name = f"{first} {luck.choice(region.last)}"
        if name not in taken:
            break
    taken.add(name)
    age = min(74.0, max(18.3, luck.gauss(43, 11)))
    born = start - timedelta(days=round(365.25 * age))
    slower = (1 - 0.007 * max(0.0, age - 35)) * (0.93 if gender == "F" else 1.0)
    pace = min(11_600.0, max(3_950.0, 7_000 * (2.718281828 ** luck.gauss(0.0, 0.19)) * slower))
    return Person(f"R{4_000 + 7 * number}", name, gender, born, luck.choice(region.countries), pace, 0.018)


def _gender(luck: Luck) -> str:
    draw = luck.random()
    return "F" if draw < 0.31 else "X" if draw > 0.993 else "M"


def _region(luck: Luck) -> Region:
    draw = luck.randrange(0, sum(region.share for region in REGIONS))
    for region in REGIONS:
        draw -= region.share
        if draw < 0:
            return region
    return REGIONS[-1]


def _with_teams(field: list[Person], luck: Luck) -> tuple[Outing, ...]:
    """The field with seven teams of three: four that stay together, two ranked by their average, one unofficial."""
    others = sorted((p for p in field if not p.slam), key=lambda person: (person.pace, person.runner))
    names = luck.sample(_TEAM_NAMES, 7)
    teams: dict[str, tuple[str, str, float]] = {}
    for index, name in enumerate(names):
        at = len(others) * (index + 1) // 9
        trio = others[at : at + 3]
        kind = ("together", "together", "average", "together", "average", "together", "unofficial")[index]
        slowest = min(person.pace for person in trio)
        for person in trio:
            teams[person.runner] = (name, kind, slowest if kind == "together" else person.pace)
    return tuple(_outing(person, teams.get(person.runner)) for person in field)


def _outing(person: Person, team: tuple[str, str, float] | None) -> Outing:
    if team is None:
        return Outing(person)
    name, kind, pace = team
    return Outing(structs.replace(person, pace=pace), name, kind)
