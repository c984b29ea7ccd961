"""What a closing costs and spares: counted by hand on a small race, and laws that hold at every quarter of an hour."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from races_made import race
from stages_made import sky

from stagerace.kernels import chain_fields as f
from stagerace.simulation.choices import QUARTER, ChoiceTally, choice_tally, count_choices
from stagerace.simulation.free import Free
from stagerace.simulation.plan_places import _busy, carried
from stagerace.simulation.proposals import cost, proposed
from stagerace.simulation.variants import without_closings
from stagerace.simulation.week import Went, run_race

REPLICATES = 12
DARK = np.concatenate((np.zeros(241), np.arange(1.0, 2_000.0)))
"""The sun sets four hours after the start."""


@pytest.fixture(scope="module")
def went() -> Went:
    made = race(20)
    opened = without_closings(made.stages[0], sky(32.0, 52.0))
    found: list[Went] = []
    made = made._replace(stages=(opened,))
    run_race(made, np.arange(REPLICATES), 3, Free(), lambda _, stage: found.append(stage))
    return found[0]


@pytest.fixture(scope="module")
def tally(went: Went) -> ChoiceTally:
    counted = choice_tally(went.stage, 20)
    count_choices(counted, went, DARK)
    return counted


def test_a_closing_stops_who_comes_later_and_costs_what_they_would_have_done(went: Went, tally: ChoiceTally) -> None:
    place, closes, finish = 1, 180.0, 420.0
    came, ends = went.lived.arrived[place], went.lived[f.OUT_MINUTE]
    late = came >= closes
    of = cost(tally, place, round(closes / QUARTER), round(finish / QUARTER), REPLICATES, DARK)
    assert of.stopped == pytest.approx(late.sum() / REPLICATES)
    assert of.would_finish == pytest.approx((late & went.done & (ends < finish)).sum() / REPLICATES)
    assert of.outs == pytest.approx((late & ~went.done).sum() / REPLICATES)
    assert of.hours == pytest.approx((ends - came)[late].sum() / 60 / REPLICATES, rel=0.01)
    night = np.maximum(ends - np.maximum(came, 240.0), 0.0)[late]
    assert of.dark_hours == pytest.approx(night.sum() / 60 / REPLICATES, rel=0.01)
    assert of.dark == pytest.approx((night > 0.5).sum() / REPLICATES)
    by_replicate = late.reshape(REPLICATES, -1).sum(axis=1)
    assert of.stopped_p95 == np.sort(by_replicate)[int(np.ceil(0.95 * REPLICATES)) - 1]


def test_closing_the_finish_takes_everyone_off_the_course(went: Went, tally: ChoiceTally) -> None:
    closes = 330.0
    ends = went.lived[f.OUT_MINUTE]
    out = went.started & (ends >= closes)
    of = cost(tally, 3, round(closes / QUARTER), None, REPLICATES, DARK)
    assert of.stopped == pytest.approx(out.sum() / REPLICATES)
    assert of.would_finish == pytest.approx((out & went.done).sum() / REPLICATES)
    assert of.hours == pytest.approx((ends - closes)[out].sum() / 60 / REPLICATES, abs=0.1 * out.sum() / REPLICATES)
    assert of.dark == of.stopped


@given(place=st.integers(0, 3), quarter=st.integers(1, 60))
def test_the_later_a_closing_the_less_it_costs_and_spares(tally: ChoiceTally, place: int, quarter: int) -> None:
    sooner, later = (cost(tally, place, each, 28, REPLICATES, DARK) for each in (quarter, quarter + 1))
    assert all(a >= b - 1e-9 for a, b in zip(sooner, later, strict=True))
    assert sooner.would_finish + sooner.outs <= sooner.stopped + 1e-9
    assert sooner.dark <= sooner.stopped + 1e-9
    assert sooner.dark_hours <= sooner.hours + 1e-9


def test_proposals_follow_the_course_and_their_rules(went: Went, tally: ChoiceTally) -> None:
    quarters = proposed(tally)
    assert all(quarter is not None for quarter in quarters)
    known = [quarter or 0 for quarter in quarters]
    assert known == sorted(known)
    done = went.lived[f.OUT_MINUTE][went.done]
    assert (done >= known[-1] * QUARTER).mean() <= 0.02
    for place, quarter in enumerate(known[:-1]):
        came = went.lived.arrived[place]
        assert quarter * QUARTER > np.nanmedian(came)
        late = came >= quarter * QUARTER
        in_time = late & went.done & (went.lived[f.OUT_MINUTE] < known[-1] * QUARTER)
        assert in_time.sum() <= 0.1 * late.sum()


def test_where_nobody_comes_nothing_is_proposed() -> None:
    assert proposed(choice_tally(race().stages[0], 12)) == [None] * 4


def test_water_is_rounded_up_to_packs() -> None:
    assert [carried(litres) for litres in (0.0, 0.1, 9.0, 9.1)] == [0, 9, 9, 18]


def test_a_place_is_busy_around_its_fullest_quarter() -> None:
    assert _busy([0, 1, 4, 8, 5, 3, 4]) == (30.0, 75.0)
    assert _busy([0, 0]) is None
