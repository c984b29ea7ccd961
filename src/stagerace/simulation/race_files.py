"""The files of an invented race: its folder, and what a race week brings, in order."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

import msgspec
from msgspec import Struct

from stagerace.core.zone import to_iso
from stagerace.simulation.consents import consents_csv
from stagerace.simulation.field import runners_csv
from stagerace.simulation.invented import Invented
from stagerace.simulation.plan_toml import plan_toml
from stagerace.simulation.rulings import rulings_sheet
from stagerace.simulation.sheets import sheet
from stagerace.simulation.site_toml import site_toml
from stagerace.simulation.watching import ERROR, KEYPAD, Sighting

CONSENTS = "consents.csv"
SITE = "site.toml"
TRUTH = "truth.json"


class Step(Struct, frozen=True):
    """One import of the race week: the file, its kind, and the day of its first clock time where times are bare."""

    file: str
    kind: str
    day: date | None = None
    after: int = 0
    """The stage it came after; 0 before the race."""


class RaceFiles(Struct, frozen=True):
    """An invented race as files by name, and the steps in which they are imported."""

    folder: str
    name: str
    files: dict[str, str]
    steps: tuple[Step, ...]


def race_files(race: Invented, seen: Sequence[Sighting], course: Mapping[str, str]) -> RaceFiles:
    """The files of a race that is done; `course` are those of its course by their path."""
    plan = plan_toml(race.plan, race.desert.zone)
    files = {"race.toml": plan, "runners.csv": runners_csv(race.field, race.plan), **course}
    files |= {CONSENTS: consents_csv(race.field), SITE: site_toml(race.field)}
    steps = [Step("runners.csv", "entries"), Step(CONSENTS, "consents")]
    for stage in race.plan.stages:
        for step, text in _stage_files(race, stage.n, seen):
            files[step.file] = text
            steps.append(step)
    late = [decision for decision in race.decisions if decision.told > len(race.plan.stages)]
    if late:
        last = len(race.plan.stages)
        files["in/99-rulings.csv"] = rulings_sheet(late, race.plan.zone)
        steps.append(Step("in/99-rulings.csv", "rulings", after=last))
    files[TRUTH] = msgspec.json.format(msgspec.json.encode(race.truth), indent=1).decode() + "\n"
    return RaceFiles(race.desert.folder, race.desert.name, files, tuple(steps))


def _stage_files(race: Invented, stage: int, seen: Sequence[Sighting]) -> Iterator[tuple[Step, str]]:
    """The passings of a stage, a file a sheet, then the rulings told by its end."""
    before = [d for d in race.decisions if d.told == stage or (stage == 1 and d.told == 0)]
    of_stage = sorted((s for s in seen if s.stage == stage), key=_order)
    for number, (kind, rows) in enumerate(groupby(of_stage, key=lambda s: s.sheet), 1):
        bare = kind == KEYPAD and race.desert.trouble.bare_clock == stage
        day = race.plan.zone.local(race.plan.stages[stage - 1].start).date() if bare else None
        file = f"in/{stage}{number}-passings-stage-{stage}-{kind}.csv"
        yield Step(file, "passings", day, stage), _passings(race, rows, bare=bare)
    if before:
        file = f"in/{stage}9-rulings-stage-{stage}.csv"
        yield Step(file, "rulings", after=stage), rulings_sheet(before, race.plan.zone)


def _order(sighting: Sighting) -> tuple[int, int, str, str, str]:
    sheets = list(ERROR)
    return (sheets.index(sighting.sheet), sighting.at, sighting.place, sighting.bib, sighting.way)


def _passings(race: Invented, rows: Iterator[Sighting], *, bare: bool) -> str:
    zone = race.plan.zone
    lines = (
        (s.bib, s.place, f"{zone.local(s.at):%H:%M:%S}" if bare else to_iso(s.at, zone), s.way, s.source) for s in rows
    )
    return sheet([("bib", "checkpoint", "time", "kind", "source"), *lines])
