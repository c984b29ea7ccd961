"""The whole invented season: four races with their files, its season.toml, and what became of the titles."""

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from stagerace.course.invented.files import course_files
from stagerace.course.invented.kinds import KINDS
from stagerace.simulation.deserts import DESERTS
from stagerace.simulation.invented import Invented
from stagerace.simulation.luck import Luck
from stagerace.simulation.people import Person, alone, invent_season
from stagerace.simulation.race_files import RaceFiles, race_files
from stagerace.simulation.racing import invent_race
from stagerace.simulation.seeing import see
from stagerace.simulation.standing import close_race
from stagerace.simulation.truth import SeasonTruth
from stagerace.simulation.watching import Faults

SEASON_ID = "four-deserts-2031"

EARLIER = ((2028, "E1", 41), (2029, "E2", 33), (2030, "E3", 58))
"""Who completed the Grand Slam in invented earlier years, all men: the year, the runner, the age."""


class SeasonFiles(Struct, frozen=True):
    """An invented season: its races in the order of the year, and the files that lie beside their folders."""

    races: tuple[RaceFiles, ...]
    files: dict[str, str]
    """`season.toml` and `truth-season.json`."""


def invent_files(luck: Luck, faults: Faults | None = None) -> SeasonFiles:
    """An invented season as files; the same luck gives the same bytes."""
    outings = invent_season(DESERTS[0].start, luck)
    races, sightings = [], []
    for desert, field in zip(DESERTS, outings, strict=True):
        race = invent_race(desert, field if not desert.cap_m else alone(field), luck)
        close_race(race.truth, race.plan, race.field)
        seen = see(race, luck, faults or Faults())
        races.append(race)
        sightings.append(seen)
    # The courses are drawn last: what happened in the season does not depend on them.
    files = [
        race_files(race, seen, course_files(race.plan, KINDS[race.desert.slot], luck, race.desert.begins_at))
        for race, seen in zip(races, sightings, strict=True)
    ]
    truth = msgspec.json.format(msgspec.json.encode(_truth(races)), indent=1).decode() + "\n"
    return SeasonFiles(tuple(files), {"season.toml": _season_toml(list(_began(races))), "truth-season.json": truth})


def _season_toml(contenders: Sequence[str]) -> str:
    slots = ", ".join(_quoted([desert.slot for desert in DESERTS]))
    lines = ["# An invented season.", "[season]", f'id = "{SEASON_ID}"', 'name = "Four Deserts 2031"', "year = 2031"]
    for desert in DESERTS:
        lines += ["", "[[slot]]", f'id = "{desert.slot}"', f'name = "{desert.slot.title()}"']
    for desert in DESERTS:
        lines += ["", "[[race]]", f'slot = "{desert.slot}"', f'folder = "{desert.folder}"']
    lines += ["", "[[title]]", 'id = "grand-slam"', 'name = "Grand Slam"', 'kind = "slots"', f"slots = [{slots}]",
              'within = "calendar-year"', f"contenders = [{', '.join(_quoted(contenders))}]"]  # fmt: skip
    lines += ["", "[[title]]", 'id = "champion"', 'name = "Champion"', 'kind = "rank-sum"', f"slots = [{slots}]"]
    for year, runner, age in EARLIER:
        lines += ["", "[[earlier]]", 'title = "grand-slam"', f'runner = "{runner}"', 'gender = "M"', f"age = {age}",
                  f"year = {year}"]  # fmt: skip
    return "\n".join(lines) + "\n"


def _quoted(words: Sequence[str]) -> list[str]:
    return [f'"{word}"' for word in words]


def _began(races: Sequence[Invented]) -> dict[str, Person]:
    """Those who declared that they try all four."""
    return {e.person.runner: e.person for e in races[0].field if e.person.slam}


def _truth(races: Sequence[Invented]) -> SeasonTruth:
    began = _began(races)
    ended: dict[str, str] = {}
    for race in races:
        for entrant in race.field:
            runner = entrant.person.runner
            mine = race.truth.runners[entrant.bib]
            if entrant.person.slam and runner not in ended and mine.status != "ranked":
                last = max(mine.stages)
                ended[runner] = f"{race.desert.folder}, stage {last}, {mine.status}"
    completed = [runner for runner in began if runner not in ended]
    women = [runner for runner in completed if began[runner].gender == "F"]
    youngest = max(completed, key=lambda runner: began[runner].birth_date, default="")
    return SeasonTruth(SEASON_ID, list(began), completed, women[0] if len(women) == 1 else "", youngest, ended)
