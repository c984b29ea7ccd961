"""The forecasts that the board shows: worked out once for all screens, at most once for each thing that came."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Final

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.errors import NotARace
from stagerace.core.names import StageNo
from stagerace.forecast.outlook import StageForecast
from stagerace.node.folder import View
from stagerace.node.following import Follower
from stagerace.node.forecast_version import ForecastVersion, following, since
from stagerace.node.forecasting import Forecasts, moment_of
from stagerace.node.present import Present
from stagerace.rules.race import Race

REST: Final = 4.0
"""After a forecast was worked out, so many times as long as that took belongs to everything else."""
LEAST: Final = 1.0
"""And at least so long [s]."""

Titles = Callable[[StageForecast, View, Race], StageForecast]
"""Adds the chances of titles to a forecast."""
Key = tuple[int, int]


@dataclass
class _Kept:
    """A stage's latest version, for which position and minute it holds, and until when none is made after it [s]."""

    version: ForecastVersion
    key: Key
    rests: float


class BoardForecasts:
    """Forecasts of a race being served; for one thread at a time."""

    def __init__(self, present: Present, clock: Callable[[], Instant], titles: Titles | None = None) -> None:
        self._present = present
        self._clock = clock
        self._titles = titles
        self._follower = Follower()
        self._forecasts = Forecasts()
        self._run = secrets.token_hex(4)
        self._kept: dict[StageNo, _Kept] = {}
        self._told: dict[tuple[StageNo, int, int], bytes] = {}

    def told(self, stage: StageNo, mark: str = "") -> bytes:
        """What a screen that was told up to a mark is told now, as JSON; all where the mark is none of this run.

        It may rest on a little less than the log holds: it names its position, and whoever knows more asks again.
        Raises NotARace when no plan was adopted, LogRefused.
        """
        version = self._version(stage)
        key = (stage, self._turn_of(mark, version), version.turn)
        if key not in self._told:
            self._told = {each: told for each, told in self._told.items() if each[0] != stage or each[2] == key[2]}
            self._told[key] = since(version, key[1], f"{self._run}-{version.turn}")
        return self._told[key]

    def _version(self, stage: StageNo) -> ForecastVersion:
        view, now = self._present.view(), self._clock()
        key = (view.position, now // MINUTE)
        kept, begun = self._kept.get(stage), monotonic()
        if kept is not None and (kept.key == key or begun < kept.rests):
            return kept.version
        version = self._made(kept.version if kept else None, view, stage, now)
        ended = monotonic()
        self._kept[stage] = _Kept(version, key, ended + max(LEAST, REST * (ended - begun)))
        return version

    def _made(self, before: ForecastVersion | None, view: View, stage: StageNo, now: Instant) -> ForecastVersion:
        race = self._follower.race(view)
        moment, _ = moment_of(race, now)
        try:
            forecast = self._forecasts.of(race, moment, stage, view.position)
        except NotARace as error:
            nothing = StageForecast(race.plan.race, stage, moment, view.position, "", [], [])
            return following(before, nothing, str(error))
        return following(before, self._titles(forecast, view, race) if self._titles else forecast)

    def _turn_of(self, mark: str, version: ForecastVersion) -> int:
        """The turn a mark names; 0, before the first, where it is none of this run."""
        run, _, turn = mark.partition("-")
        known = run == self._run and turn.isascii() and turn.isdigit() and len(turn) < 16
        return int(turn) if known and int(turn) <= version.turn else 0
