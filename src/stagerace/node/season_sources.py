"""What one race brings to a season: its outings, and what it knows of who the runners are."""

from datetime import date

from msgspec import Struct

from stagerace.feeds.season_races import RaceSource
from stagerace.feeds.season_results import ResultRow, Results
from stagerace.rules.season.matching import Identity
from stagerace.rules.season.outing import OPEN, Outing, Phase, RunnerId, SeasonRace


class RaceResult(Struct, frozen=True):
    """A race as the season sees it, wherever its results came from."""

    race: SeasonRace
    outings: tuple[Outing, ...] = ()
    identities: tuple[Identity, ...] = ()
    published: bool = False
    """Whether the names come from a file of results, and not from a vault."""
    notes: tuple[str, ...] = ()
    line: int | None = None
    """Where the season names it."""
    damaged: int = 0


def result_of_sheet(source: RaceSource, sheet: Results | None) -> RaceResult:
    """The result of a race with a sheet; without one the race is still to come."""
    rows = sheet.rows if sheet else ()
    race = SeasonRace(source.id, source.name, source.start or date.min, source.slot, _phase(sheet), source.scoring)
    outings = tuple(_outing(row, race) for row in rows)
    identities = tuple(_identity(row, race) for row in rows)
    return RaceResult(race, outings, identities, True, sheet.notes if sheet else (), source.line)


def _phase(sheet: Results | None) -> Phase:
    if sheet is None or (sheet.rows and all(row.came == "entered" for row in sheet.rows)):
        return "to_come"
    return "running" if any(row.came in OPEN for row in sheet.rows) else "over"


def _outing(row: ResultRow, race: SeasonRace) -> Outing:
    return Outing(
        runner=_runner(row, race),
        race=race,
        came=row.came,
        rank=row.rank if row.came == "finished" else None,
        elapsed=row.elapsed if row.came == "finished" and race.scoring == "time" else None,
        gender=row.gender,
        age=row.age,
        country=row.country,
    )


def _identity(row: ResultRow, race: SeasonRace) -> Identity:
    return Identity(_runner(row, race), race.id, race.start, bool(row.runner), row.name, "", row.age, row.country)


def _runner(row: ResultRow, race: SeasonRace) -> RunnerId:
    return RunnerId(row.runner or f"{race.id}:line-{row.line}")
