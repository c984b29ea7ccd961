"""The people of an invented season: who they are, how able, how steady, and which races they enter."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from msgspec import Struct, structs

from stagerace.simulation.entrants import Entrant
from stagerace.simulation.fates import WOMEN
from stagerace.simulation.free import Free
from stagerace.simulation.luck import Luck
from stagerace.simulation.portraits import FOUR, Portrait
from stagerace.simulation.regions import REGIONS, Region
from stagerace.simulation.strength import age_on, strengths, used_power

ALL_FOUR: Final = 15
"""How many people enter every race of the season."""
SIZES: Final = (162, 158, 161, 157)
"""How many enter each race."""
UNBROKEN: Final = 1e-6
"""The frailty of those whose year is told, not drawn."""
_TEAM_NAMES: Final = (
    "Amber Lanterns", "Broken Compass", "Crescent Club", "Drift and Dune", "Evening Star", "Far Wells", "Grit Parade",
    "Half Moon Harriers", "Iron Camels", "Jackal Run", "Kite Line", "Long Shadows",
)  # fmt: skip


class Person(Struct, frozen=True):
    """An invented runner of the season."""

    runner: str
    """The id that stays the same in every race; what the engine draws of them hangs on it."""
    name: str
    gender: str
    birth_date: date
    country: str
    power: float = 1.0
    """How much more or less able than the draw says [factor]."""
    frailty: float = 1.0
    """How much more or less of every hazard than the draw says [factor]."""
    used: float = 0.0
    """The power that they use, as drawn [W/kg]: who is how fast among all."""
    slam: int = 0
    """The bib that a Grand Slam candidate wears in every race; 0 for everyone else."""

    def entrant(self, day: date, bib: str = "", team: str = "", wave: str = "") -> Entrant:
        """The runner as the engine knows one, on a day."""
        return Entrant(
            bib, self.runner, self.gender, age_on(self.birth_date, day), team, wave, power=self.power,
            frailty=self.frailty,
        )  # fmt: skip


class Outing(Struct, frozen=True):
    """A person in one race, with the team they run it in."""

    person: Person
    team: str = ""
    team_kind: str = ""


def invent_season(start: date, luck: Luck, seed: int, free: Free) -> tuple[tuple[Outing, ...], ...]:
    """Who runs each of the four races; `start` is the day of the first, `seed` that of the engine's draws."""
    taken = {portrait.name for portrait in FOUR}
    people = [_of(portrait) for portrait in FOUR]
    for bib in range(len(FOUR) + 1, ALL_FOUR + 1):
        gender = "F" if bib in WOMEN else "M"
        people.append(_candidate(_invent(bib, start, luck, taken, gender), bib, luck))
    fields = [list(range(ALL_FOUR)) for _ in SIZES]
    while vacant := [index for index, field in enumerate(fields) if len(field) < SIZES[index]]:
        people.append(_invent(len(people) + 1, start, luck, taken))
        for index in luck.sample(vacant, min(len(vacant), _races(luck))):
            fields[index].append(len(people) - 1)
    able = _as_able(people, start, seed, free)
    return tuple(_with_teams([able[k] for k in field], luck) for field in fields)


def _as_able(people: Sequence[Person], start: date, seed: int, free: Free) -> list[Person]:
    """Everyone with the power they use; the four are as able as their portraits say, whatever was drawn of them."""
    drawn = strengths([person.entrant(start) for person in people], seed, free)
    told = {portrait.runner: portrait.power for portrait in FOUR}
    able = [
        structs.replace(person, power=told[person.runner] / float(factor)) if person.runner in told else person
        for person, factor in zip(people, drawn, strict=True)
    ]
    used = used_power([person.entrant(start) for person in able], seed, free)
    return [structs.replace(person, used=float(power)) for person, power in zip(able, used, strict=True)]


def alone(outings: Sequence[Outing]) -> tuple[Outing, ...]:
    """The same people without teams, for a race where nobody can stay together."""
    return tuple(Outing(outing.person) for outing in outings)


def _races(luck: Luck) -> int:
    draw = luck.random()
    return 3 if draw < 0.12 else 2 if draw < 0.4 else 1


def _of(portrait: Portrait) -> Person:
    born = date.fromisoformat(portrait.born)
    return Person(
        portrait.runner, portrait.name, portrait.gender, born, portrait.country, frailty=UNBROKEN, slam=portrait.bib
    )


def _candidate(person: Person, bib: int, luck: Luck) -> Person:
    """Someone who has trained for four deserts: abler and steadier than most, none so young as the youngest of the
    four."""
    born = min(person.birth_date, date(2001, 1, 1) - timedelta(days=luck.randrange(0, 3_000)))
    # What ends the year of the student's rivals is told in fates, not left to chance.
    frailty = UNBROKEN if bib in WOMEN else 0.5
    return structs.replace(person, birth_date=born, power=1.08, frailty=frailty, slam=bib)


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
    return Person(f"R{4_000 + 7 * number}", name, gender, born, luck.choice(region.countries))


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


def _with_teams(field: Sequence[Person], luck: Luck) -> tuple[Outing, ...]:
    """The field with seven teams of three: four that stay together, two ranked by their average, one unofficial."""
    others = sorted((p for p in field if not p.slam), key=lambda person: (person.used, person.runner))
    names = luck.sample(_TEAM_NAMES, 7)
    teams: dict[str, tuple[str, str]] = {}
    for index, name in enumerate(names):
        at = len(others) * (index + 1) // 9
        kind = ("together", "together", "average", "together", "average", "together", "unofficial")[index]
        teams |= {person.runner: (name, kind) for person in others[at : at + 3]}
    return tuple(Outing(person, *teams.get(person.runner, ("", ""))) for person in field)
