"""A forecaster kept up with a stage says what one begun anew would say, whatever came late or was taken back."""

import numpy as np
import pytest

from stagerace.core.clock import SECOND, Elapsed, Instant, later
from stagerace.core.names import Bib
from stagerace.core.plan import Stage
from stagerace.forecast import kept_up
from stagerace.forecast.columns import columns_of
from stagerace.forecast.field import Field, field_of
from stagerace.forecast.kept_up import KeptUp, follow
from stagerace.forecast.kinds import FORECASTERS
from stagerace.forecast.on_stage import OnStage
from stagerace.simulation.drill.going import go
from stagerace.simulation.drill.plain import plain_bibs, plain_plan

STAGE: Stage = plain_plan(40.0, 5.0).stages[0]
BIBS = plain_bibs(30)
FORECASTER = FORECASTERS["stagerace"]


def field_at(hours: float, *, without: set[tuple[Bib, int]], seed: int = 3) -> Field:
    """What is known of a field so many hours in, without the passings that did not come yet."""
    at = go(STAGE, BIBS, np.random.default_rng(seed)).at
    columns, now = columns_of(STAGE), later(STAGE.start, Elapsed(round(hours * 3600 * SECOND)))
    runners = []
    for k, bib in enumerate(BIBS):
        moments = [(c, Instant(STAGE.start + round(s * SECOND))) for c, s in enumerate(at[k]) if np.isfinite(s)]
        seen = tuple((c, moment) for c, moment in moments if moment <= now and (bib, c) not in without)
        credit = tuple(Elapsed(0) for _ in seen)
        runners.append(OnStage(bib, "on_course", STAGE.start, seen, credit, end=at.shape[1] - 1))
    return field_of(runners, columns, np.full((len(BIBS), 0), np.nan), np.zeros(0), now)


def said(kept: KeptUp) -> np.ndarray:
    return kept.watch.forecast(np.arange(len(BIBS)), np.arange(len(STAGE.points) - 1))


@pytest.mark.parametrize("every", [7, 50, 10_000])
def test_what_came_late_is_taken_in_as_if_it_had_come_in_time(monkeypatch: pytest.MonkeyPatch, every: int) -> None:
    monkeypatch.setattr(kept_up, "EVERY", every)
    late = {(BIBS[k], column) for k in range(0, 30, 3) for column in (4, 5)}
    kept = follow(None, FORECASTER, field_at(3.0, without=late))
    for hours, without in ((3.2, late), (3.4, set()), (3.6, set()), (4.0, {(BIBS[1], 2)}), (4.2, set())):
        field = field_at(hours, without=without)
        kept = follow(kept, FORECASTER, field)
        np.testing.assert_array_equal(said(kept), said(follow(None, FORECASTER, field)))


def test_a_passing_that_comes_late_is_not_the_whole_race_told_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_up, "EVERY", 20)
    late = field_at(4.0, without=set()).passings()[-3]
    before = follow(None, FORECASTER, field_at(4.0, without={(BIBS[late[1]], late[2])}))
    again = before.back_to(len(before.told) - 5)
    assert again is not None
    assert len(before.told) - 5 - len(again.told) < 20
    assert len(before.put_by) <= kept_up.MOST
