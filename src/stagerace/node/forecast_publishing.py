"""A forecast put into the log because somebody published it."""

from stagerace.core.clock import Instant
from stagerace.core.names import finish_of
from stagerace.core.records import ForecastPublished
from stagerace.core.records.forecast_published import FinishForecast
from stagerace.forecast.outlook import RunnerForecast, StageForecast
from stagerace.node.folder import RaceFolder


def publish_forecast(folder: RaceFolder, forecast: StageForecast, by: str, now: Instant) -> ForecastPublished:
    """Write a forecast into the log as it was published.

    Raises LogRefused.
    """
    finishes = tuple(filter(None, (_finish(runner, forecast) for runner in forecast.runners)))
    body = ForecastPublished(forecast.at, now, forecast.position, forecast.stage, forecast.forecaster, finishes, by)
    with folder.write(now) as log:
        log.append([body], now)
    return body


def _finish(runner: RunnerForecast, forecast: StageForecast) -> FinishForecast | None:
    """The end of the stage for a runner; None where it is not forecast."""
    if not runner.arrivals:
        return None
    last = runner.arrivals[-1]
    if last.place != finish_of(forecast.stage) and runner.refused:
        return None
    return FinishForecast(runner.bib, last.p05, last.p50, last.p95, runner.p_stage)
