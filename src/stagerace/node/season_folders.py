"""The result of a race folder for a season: from its log and vault, or its draft while nothing was imported."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from stagerace.core.errors import BadInput, NotARace, Problem
from stagerace.core.names import Bib, bib_order
from stagerace.core.plan import Plan
from stagerace.feeds.season_races import RaceSource
from stagerace.log import Person
from stagerace.node.folder import PLAN_FILE, RaceFolder, View
from stagerace.node.season_sources import RaceResult
from stagerace.rules.classes import Line, Scope, classify
from stagerace.rules.race import Race
from stagerace.rules.season.matching import Identity
from stagerace.rules.season.outing import Came, Outing, Phase, RunnerId, SeasonRace

_NOBODY = Person("")


def folder_result(source: RaceSource, path: Path) -> RaceResult:
    """What a race folder brings to a season.

    Raises BadInput when it is missing or its draft is wrong, or when two of its bibs have one runner's id; NotARace
    when it holds no race; LogRefused when its log cannot be read.
    """
    folder = RaceFolder(path)
    if not path.is_dir():
        remedy = "Correct the name, relative to this file; for a race still to come write id, name and start_date"
        raise BadInput(Problem(f"there is no race folder {source.folder}", remedy))
    if not folder.has_log and not (path / PLAN_FILE).is_file():
        raise NotARace(f"there is no race in the folder {source.folder}: neither a log nor {PLAN_FILE}")
    if not folder.has_log:
        return RaceResult(season_race(folder.draft(), source, "to_come"), line=source.line)
    view = folder.view()
    people = folder.people(view.facts)
    runners = runners_of(view.race, people)
    _check_runners(runners, source)
    race = season_race(view.race.plan, source, phase_of(view.race))
    outings = outings_of(view.race, race, runners)
    identities = tuple(_identity(bib, view, race, runners[bib], people.get(bib, _NOBODY)) for bib in runners)
    return RaceResult(race, outings, identities, line=source.line, damaged=view.damaged)


def season_race(plan: Plan, source: RaceSource, phase: Phase) -> SeasonRace:
    """A race as its season names it."""
    return SeasonRace(plan.race, plan.name, date.fromisoformat(plan.start_date), source.slot, phase, plan.scoring)


def runners_of(race: Race, people: Mapping[Bib, Person]) -> dict[Bib, RunnerId]:
    """The runner behind each bib: their stable id, or race and bib for one who has none."""
    return {bib: RunnerId(people.get(bib, _NOBODY).runner or f"{race.plan.race}:{bib}") for bib in race.bibs}


def _check_runners(runners: dict[Bib, RunnerId], source: RaceSource) -> None:
    first: dict[RunnerId, Bib] = {}
    problems = [
        Problem(
            f"bibs {first[runner]} and {bib} of {source.folder} have one runner id", "Import a corrected start list"
        )
        for bib, runner in sorted(runners.items(), key=lambda item: bib_order(item[0]))
        if first.setdefault(runner, bib) != bib
    ]
    if problems:
        raise BadInput(*problems)


def phase_of(race: Race) -> Phase:
    """Over when the last stage has begun and nobody is on it any more."""
    if not race.begun:
        return "to_come"
    last = race.plan.stages[-1].n
    if last not in race.begun:
        return "running"
    position = race.position(last)
    on_course = any(
        (result := r[position]) and result.status == "active" and not result.out for r in race.results.values()
    )
    return "running" if on_course else "over"


def outings_of(race: Race, season_race: SeasonRace, runners: Mapping[Bib, RunnerId]) -> tuple[Outing, ...]:
    """How a race came out for those of its runners who are given, in the order of its standings."""
    lines = classify(race, "overall", Scope(after=race.plan.stages[-1].n))
    return tuple(
        _outing(line, race, season_race, runner) for line in lines if (runner := runners.get(Bib(line.who))) is not None
    )


def _outing(line: Line, race: Race, season_race: SeasonRace, runner: RunnerId) -> Outing:
    bib = Bib(line.who)
    entry = race.facts.entries.get(bib)
    came = _came(line, race, season_race.phase)
    finished = came == "finished"
    return Outing(
        runner=runner,
        race=season_race,
        came=came,
        rank=line.rank if finished else None,
        elapsed=line.elapsed if finished and season_race.scoring == "time" else None,
        gender=entry.gender if entry else "",
        age=entry.age if entry else None,
        country=entry.country if entry else "",
        ended=_ended(race, bib),
    )


def _came(line: Line, race: Race, phase: Phase) -> Came:
    if phase == "to_come":
        return "entered"
    last = race.plan.stages[-1].n
    result = race.results[Bib(line.who)][-1]
    if line.status == "ranked":
        still = last not in race.begun or (result is not None and result.status == "active")
        return "active" if still else "finished"
    if line.status == "not_started" and phase == "running" and not _gone(race, Bib(line.who)):
        return "active"
    return line.status


def _gone(race: Race, bib: Bib) -> bool:
    return any(result and result.out for result in race.results[bib])


def _ended(race: Race, bib: Bib) -> str:
    """The stage on which a runner went out: `stage 2`, with the place where it is known."""
    for result in race.results[bib]:
        if result and result.out not in ("", "not_started"):
            return f"stage {result.stage}{f' at {result.out_place}' if result.out_place else ''}"
    return ""


def _identity(bib: Bib, view: View, race: SeasonRace, runner: RunnerId, person: Person) -> Identity:
    entry = view.facts.entries.get(bib)
    age, country = (entry.age, entry.country) if entry else (None, "")
    return Identity(runner, race.id, race.start, bool(person.runner), person.name, person.birth_date, age, country)
