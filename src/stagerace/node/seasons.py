"""A season put together: its file, the race folders and sheets of results that it names."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from stagerace.core.errors import BadInput, NotARace, Problem
from stagerace.feeds import season_results
from stagerace.feeds.race_toml import plan_text
from stagerace.feeds.season_races import RaceSource
from stagerace.feeds.season_toml import SeasonFile, read_season
from stagerace.node.season_folders import folder_result
from stagerace.node.season_sources import RaceResult, result_of_sheet
from stagerace.rules.season.matching import proposals
from stagerace.rules.season.outing import RunnerId, SeasonRace
from stagerace.rules.season.season import Season
from stagerace.rules.season.table import SeasonTable, season_table


class SeasonView(Struct, frozen=True):
    """What a season amounts to on this machine, the names known here, and what was noted on the way."""

    table: SeasonTable
    names: Mapping[RunnerId, str]
    notes: tuple[str, ...] = ()
    damaged: int = 0


def view_season(path: Path, today: date) -> SeasonView:
    """The season of a season.toml, looked at on a day.

    Raises NotARace when there is no such file, BadInput with everything that is wrong in it or in what it names.
    """
    file = season_file(path)
    problems: list[Problem] = []
    found = [result for source in file.races if (result := _result(source, path, problems))]
    problems += _doubled(found, path.name)
    season = season_of(file, [result.race for result in found], today)
    problems += _unknown_races(file, season, path.name)
    if problems:
        raise BadInput(*problems)
    published = _names(found, published=True)
    outings = [outing for result in found for outing in result.outings]
    proposed = proposals([identity for result in found for identity in result.identities])
    names = {**_names(found, published=False), **published}
    notes = tuple(note for result in found for note in result.notes)
    damaged = sum(result.damaged for result in found)
    return SeasonView(season_table(season, outings, proposed, published), names, notes, damaged)


def season_file(path: Path) -> SeasonFile:
    """What a season.toml says.

    Raises NotARace when there is no such file, BadInput for what is wrong in it.
    """
    return read_season(_text(path), path.name)


def _text(path: Path) -> str:
    if path.is_dir():
        raise NotARace(f"{path}: this is a folder; name the season's file, like {path / 'season.toml'}")
    try:
        return plan_text(path.read_bytes(), path.name)
    except FileNotFoundError:
        raise NotARace(f"{path}: there is no such file; name a season.toml") from None
    except OSError as error:
        raise NotARace(f"{path}: cannot be read ({error.strerror})") from None


def _result(source: RaceSource, path: Path, problems: list[Problem]) -> RaceResult | None:
    """The result of one race; None where it cannot be had, which is then a problem."""
    try:
        if source.folder:
            return folder_result(source, path.parent / source.folder)
        return result_of_sheet(source, sheet_of(source, path))
    except BadInput as bad:
        where = f"{source.folder}/" if source.folder else ""
        problems += [_at(problem, where, path.name, source.line) for problem in bad.problems]
    except NotARace as error:
        problems.append(Problem(str(error), "", path.name, source.line))
    return None


def _at(problem: Problem, where: str, file: str, line: int | None) -> Problem:
    """A problem that says in which race's folder it is, or where the season names what cannot be read."""
    if not problem.file:
        return Problem(problem.what, problem.remedy, file, line)
    return Problem(problem.what, problem.remedy, f"{where}{problem.file}", problem.line, problem.column)


def sheet_of(source: RaceSource, path: Path) -> season_results.Results | None:
    """The sheet of results that a race of a season.toml names; None where it names none.

    Raises BadInput where there is none such, or it is wrong.
    """
    if not source.results:
        return None
    sheet = path.parent / source.results
    if not sheet.is_file():
        raise BadInput(
            Problem(f"there is no file of results {source.results}", "Correct the name, relative to this file")
        )
    try:
        data = sheet.read_bytes()
    except OSError as error:
        raise BadInput(
            Problem(f"{source.results} cannot be read ({error.strerror})", "Check who may read it")
        ) from None
    return season_results.read(data, source.results)


def _doubled(found: list[RaceResult], file: str) -> Iterator[Problem]:
    first: dict[str, int | None] = {}
    for result in found:
        if result.race.id in first:
            other = first[result.race.id]
            what = f"the race {result.race.id!r} stands on line {other} already"
            yield Problem(what, "Give each race an id of its own, or keep one of them", file, result.line)
        first.setdefault(result.race.id, result.line)


def season_of(file: SeasonFile, races: Sequence[SeasonRace], today: date) -> Season:
    """The season of a file with its races, looked at on a day."""
    year = file.year or max((race.start.year for race in races), default=1)
    return Season(file.id, file.name, year, file.slots, tuple(races), file.titles, file.earlier, today)


def _unknown_races(file: SeasonFile, season: Season, name: str) -> Iterator[Problem]:
    known = {race.id for race in season.races}
    for title, line in zip(file.titles, file.title_lines, strict=True):
        for race in title.also:
            if race not in known:
                remedy = f"Known are {', '.join(sorted(known))}" if known else "Add the race first"
                yield Problem(f"also names no race of this file: {race!r}", remedy, name, line)


def _names(found: list[RaceResult], *, published: bool) -> dict[RunnerId, str]:
    """The name of each runner in the latest race that knows one, by where it comes from."""
    by_day = sorted((result for result in found if result.published == published), key=lambda result: result.race.start)
    return {one.runner: one.name for result in by_day for one in result.identities if one.name}
