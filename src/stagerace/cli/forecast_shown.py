"""A forecast asked for on the command line: read, worked out and printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from stagerace.cli.asking import read_bib
from stagerace.cli.forecast_text import field_lines, runner_lines
from stagerace.cli.showing import console, note, working
from stagerace.core.clock import Instant
from stagerace.core.errors import NotARace
from stagerace.core.names import Bib, StageNo
from stagerace.core.zone import to_iso
from stagerace.forecast.columns import Expected
from stagerace.forecast.outlook import StageForecast
from stagerace.forecast.snapshot_scores import say_score
from stagerace.node import clock
from stagerace.node.folder import RaceFolder, View, When
from stagerace.node.forecast_keeping import scores
from stagerace.node.forecast_publishing import publish_forecast
from stagerace.node.forecast_season import SeasonTitles
from stagerace.node.forecast_told import forecast_json, scores_json
from stagerace.node.forecasting import Forecasts, moment_of
from stagerace.node.names import Names


@dataclass(frozen=True)
class Asked:
    """What somebody wants forecast: of which moment, which stage, which runners, with which season's titles."""

    when: When
    stage: int | None = None
    bibs: Sequence[str] = ()
    season: Path | None = None
    publish: str = ""
    """Who publishes it; empty where nobody does."""
    simulate: bool = False
    """Whether legs are expected as the field simulation does."""
    json: bool = False


def show_forecast(folder: RaceFolder, view: View, asked: Asked) -> None:
    """Print the forecast that was asked for."""
    bibs = [_worn(view, text) for text in asked.bibs]
    with working("working out who arrives when"):
        stage = StageNo(asked.stage) if asked.stage else None
        found = Forecasts(expected=_expected(folder, asked)).of(
            view.race, _moment(view, asked.when), stage, view.position
        )
        found = _with_season(found, folder, view, asked.season)
    _print(found, folder, view, bibs, json=asked.json)
    if asked.publish:
        publish_forecast(folder, found, asked.publish, clock.now())
        note("published: it is in the log now")


def _expected(folder: RaceFolder, asked: Asked) -> Mapping[StageNo, Expected]:
    if not asked.simulate:
        return {}
    from stagerace.node.forecast_prior import simulated  # The models take seconds to load.

    return simulated(folder)


def _moment(view: View, asked: When) -> Instant:
    if asked.as_of is not None:
        return asked.as_of
    if asked.known_at is not None:
        return asked.known_at
    moment, is_now = moment_of(view.race, clock.now())
    if not is_now:
        note(f"the race is not on by this machine's clock: forecast as of {to_iso(moment, view.race.plan.zone)}")
    return moment


def _worn(view: View, text: str) -> Bib:
    bib = read_bib(text)
    if bib not in view.race.index:
        raise NotARace(f"nobody wears bib {bib} in this race; `stagerace standings` lists everyone")
    return bib


def _with_season(found: StageForecast, folder: RaceFolder, view: View, season: Path | None) -> StageForecast:
    return found if season is None else SeasonTitles(season, folder)(found, view, view.race)


def _print(found: StageForecast, folder: RaceFolder, view: View, bibs: Sequence[Bib], *, json: bool) -> None:
    zone = view.race.plan.zone
    if json:
        typer.echo(forecast_json(found, zone, bibs))
        return
    names = Names(view.race, folder.people(view.facts))
    lines = runner_lines(found, view.race.plan, names, bibs) if bibs else field_lines(found, view.race.plan, names)
    for line in lines:
        console.print(line, markup=False)
    note("INTERNAL: not for publication")


def show_scores(folder: RaceFolder, view: View, *, json: bool) -> None:
    """Print how the forecasts kept while serving turned out."""
    found = scores(folder.path, view.race, clock.now())
    if json:
        typer.echo(scores_json(view.race.plan.race, found))
        return
    for each in found:
        console.print(say_score(each), markup=False)
    if not found:
        note("no forecast was kept yet: `stagerace serve` keeps one every 5 minutes while the race is on")
