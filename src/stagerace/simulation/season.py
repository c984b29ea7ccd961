"""The whole invented season: four races with their files, its season.toml, and what became of the titles."""

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from stagerace.core.plan import Plan
from stagerace.course.invented.files import course_files
from stagerace.course.invented.kinds import KINDS
from stagerace.simulation.closings import closed
from stagerace.simulation.course import plan_of
from stagerace.simulation.deserts import DESERTS, Desert
from stagerace.simulation.field import Starter, invent_field, runners_csv, team_kinds
from stagerace.simulation.free import Free
from stagerace.simulation.invented import Invented
from stagerace.simulation.luck import Luck
from stagerace.simulation.people import Outing, Person, alone, invent_season
from stagerace.simulation.plan_toml import plan_toml
from stagerace.simulation.race_files import SITE, RaceFiles, race_files
from stagerace.simulation.racing import invent_race
from stagerace.simulation.ready import ReadyRace, with_closings
from stagerace.simulation.seeing import see
from stagerace.simulation.site_toml import site_toml
from stagerace.simulation.standing import close_race
from stagerace.simulation.treks import treks_of
from stagerace.simulation.truth import SeasonTruth
from stagerace.simulation.watching import Faults

SEASON_ID = "four-deserts-2031"

EARLIER = ((2028, "E1", 41), (2029, "E2", 33), (2030, "E3", 58))
"""Who completed the Grand Slam in invented earlier years, all men: the year, the runner, the age."""


class Drafted(Struct, frozen=True):
    """A race before its season: its plan without closings, its courses, who will run it."""

    desert: Desert
    plan: Plan
    course: dict[str, str]
    """The files of its course by their path."""
    field: tuple[Starter, ...]

    @property
    def files(self) -> dict[str, str]:
        """The files of a race folder from which it can be made ready."""
        return {
            "race.toml": plan_toml(self.plan, self.desert.zone),
            "runners.csv": runners_csv(self.field, self.plan),
            **self.course,
        }


class SeasonFiles(Struct, frozen=True):
    """An invented season: its races in the order of the year, and the files that lie beside their folders."""

    races: tuple[RaceFiles, ...]
    files: dict[str, str]
    """`season.toml`, `site.toml` and `truth-season.json`."""


def draft_season(luck: Luck, seed: int, free: Free) -> tuple[Drafted, ...]:
    """The races of a season before anyone has run: courses first, then people and fields; `seed` is the engine's."""
    courses = [course_files(plan_of(d, {}), KINDS[d.slot], luck, d.begins_at) for d in DESERTS]
    outings = invent_season(DESERTS[0].start, luck, seed, free)
    return tuple(
        _drafted(desert, course, alone(who) if desert.cap_m else who, luck)
        for desert, course, who in zip(DESERTS, courses, outings, strict=True)
    )


def _drafted(desert: Desert, course: dict[str, str], who: tuple[Outing, ...], luck: Luck) -> Drafted:
    waves = max(1 + len(leg.waves_h) for leg in desert.legs)
    return Drafted(desert, plan_of(desert, team_kinds(who)), course, invent_field(who, waves, luck))


class Planned(Struct, frozen=True):
    """A race with its closings, and as the engine is to run it again and again."""

    drafted: Drafted
    plan: Plan
    ready: ReadyRace


def planned(drafted: Drafted, ready: ReadyRace, free: Free) -> Planned:
    """A race whose director has asked the engine by when people come; `ready` is the draft made ready."""
    plan = closed(drafted.plan, ready, free)
    return Planned(drafted, plan, with_closings(ready, plan))


def run_race_once(race: Planned, seed: int, free: Free, luck: Luck) -> Invented:
    """A race as it really went, with everything that was decided in it."""
    desert, field, plan = race.drafted.desert, race.drafted.field, race.plan
    stage, minutes = desert.trouble.moved
    later = [float(minutes) if one.n == stage else 0.0 for one in plan.stages]
    entrants = [starter.entrant(desert.start) for starter in field]
    treks = treks_of(race.ready, plan, entrants, seed, free, later)
    invented = invent_race(desert, plan, field, treks, luck)
    close_race(invented.truth, plan, field)
    return invented


def season_files(
    planned: Sequence[Planned], seed: int, free: Free, luck: Luck, faults: Faults | None = None
) -> SeasonFiles:
    """A season as files: each race run once by the engine, seen as its crew saw it; the same luck, the same bytes."""
    races = [run_race_once(race, seed, free, luck) for race in planned]
    files = [
        race_files(race, see(race, luck, faults or Faults()), one.drafted.course)
        for race, one in zip(races, planned, strict=True)
    ]
    truth = msgspec.json.format(msgspec.json.encode(_truth(races)), indent=1).decode() + "\n"
    season = _season_toml(list(_began(races)))
    return SeasonFiles(tuple(files), {"season.toml": season, SITE: site_toml(), "truth-season.json": truth})


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
