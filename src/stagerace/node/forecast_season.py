"""The titles of a season for forecasts, the season read anew now and then."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic
from typing import Final

from stagerace.core.clock import SECOND, Instant
from stagerace.core.errors import StageraceError
from stagerace.core.names import Bib
from stagerace.forecast.outlook import StageForecast
from stagerace.node.board_forecasts import Titles
from stagerace.node.clock import now
from stagerace.node.folder import RaceFolder, View
from stagerace.node.forecast_titles import with_titles
from stagerace.node.journal import journal
from stagerace.node.seasons import view_season
from stagerace.rules.race import Race
from stagerace.rules.season.outing import RunnerId
from stagerace.rules.season.table import SeasonTable

ANEW: Final = 600.0
"""How long a season is taken to be as it was read [s]."""


class SeasonTitles:
    """Adds to forecasts the chance of each title of a season that a runner can still win."""

    def __init__(self, path: Path, folder: RaceFolder) -> None:
        self._path = path
        self._folder = folder
        self._kept: tuple[float, SeasonTable, Mapping[Bib, RunnerId]] | None = None

    def __call__(self, forecast: StageForecast, view: View, race: Race) -> StageForecast:
        """The forecast with titles.

        Raises NotARace when there is no such season, BadInput for what is wrong in it.
        """
        since = monotonic()
        if self._kept is None or since - self._kept[0] > ANEW:
            table = view_season(self._path, _day(forecast.at)).table
            self._kept = (since, table, self._runners(view, race))
        return with_titles(forecast, *self._kept[1:])

    def _runners(self, view: View, race: Race) -> Mapping[Bib, RunnerId]:
        """Who is who in the season; whoever is nobody there is known by their bib."""
        people = self._folder.people(view.facts)
        runners = {bib: RunnerId(f"{race.plan.race}:{bib}") for bib in race.bibs}
        return runners | {bib: RunnerId(person.runner) for bib, person in people.items() if person.runner}


def _day(at: Instant) -> date:
    return datetime.fromtimestamp(at / SECOND, UTC).date()


def season_titles(path: Path, folder: RaceFolder) -> Titles:
    """The titles of a season for a race being served: read once now, so that what is wrong is said at the start.

    Later a season that can no longer be read leaves forecasts without titles.
    Raises NotARace when there is no such season, BadInput for what is wrong in it.
    """
    view_season(path, _day(now()))
    titles = SeasonTitles(path, folder)

    def add(forecast: StageForecast, view: View, race: Race) -> StageForecast:
        try:
            return titles(forecast, view, race)
        except StageraceError as error:
            journal.info("no titles in the forecast: %s", type(error).__name__)
            return forecast

    return add
