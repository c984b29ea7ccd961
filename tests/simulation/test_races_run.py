"""A race run many times: the same on any number of threads, and what makes it harder makes it harder."""

import numpy as np
import pytest
from races_made import race

from stagerace.simulation import ensemble
from stagerace.simulation.ensemble import SeasonTally, run_many, runners_of_all
from stagerace.simulation.entrants import Entrant, invented_field
from stagerace.simulation.free import Free
from stagerace.simulation.one_runner import one_race
from stagerace.simulation.ready import ReadyRace, without_closings
from stagerace.simulation.tally import StageTally


def ran(made: ReadyRace, replicates: int = 24, **more: float) -> SeasonTally:
    return run_many([made], replicates, 5, Free(), **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def usual() -> SeasonTally:
    return ran(race())


def same(one: StageTally, other: StageTally) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(vars(one).values(), vars(other).values(), strict=True))


def test_threads_and_chunks_change_no_figure(usual: SeasonTally, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ensemble, "AT_ONCE", 40)
    split = ran(race(), threads=3)
    for one, other in zip(usual.races[0].stages, split.races[0].stages, strict=True):
        assert same(one, other)
    np.testing.assert_array_equal(usual.races[0].total, split.races[0].total)


def test_memory_does_not_grow_with_replicates(usual: SeasonTally) -> None:
    fewer = ran(race(), replicates=2)
    sizes = [[a.nbytes for a in vars(t.races[0].stages[0]).values()] for t in (usual, fewer)]
    assert sizes[0] == sizes[1]


def test_another_seed_is_other_luck(usual: SeasonTally) -> None:
    other = run_many([race()], 24, 6, Free())
    assert not np.array_equal(usual.races[0].total, other.races[0].total)


def test_everyone_who_starts_does_the_stage_or_leaves_it_for_a_cause(usual: SeasonTally) -> None:
    for stage in usual.races[0].stages:
        assert stage.started.sum() == stage.done.sum() + stage.outs.sum()
    first, second = usual.races[0].stages
    np.testing.assert_array_equal(first.done, second.started)
    np.testing.assert_array_equal(usual.races[0].finished, second.done)


def test_head_counts_end_with_nobody_left_on_the_course(usual: SeasonTally) -> None:
    for stage in usual.races[0].stages:
        assert stage.on_course[-1, 0] == 24
        assert stage.on_course[0, 1:].sum() == 24
        assert (stage.on_course.sum(axis=1) == 24).all()
        assert (stage.heads[:-1].sum(axis=2) == 24).all()


def test_hotter_days_take_more_out_of_the_race(usual: SeasonTally) -> None:
    hot = ran(race(), warmer=12.0)
    assert hot.races[0].finished.sum() < usual.races[0].finished.sum()


def test_closings_cost_finishers() -> None:
    uncut = ran(without_closings(race(closes=300.0)))
    cut = ran(race(closes=300.0))
    assert cut.races[0].stages[0].outs[4].sum() > 0
    assert uncut.races[0].stages[0].done.sum() > cut.races[0].stages[0].done.sum()


def test_a_stage_no_warmer_than_another_is_the_same_for_who_does_not_enter() -> None:
    """A runner more changes nobody's luck; only who they fall in with."""
    free = Free()._replace(habits=Free().habits._replace(together=0.0))
    field = invented_field(8)
    more = run_many([race([*field, Entrant("9", "late", "F", 30.0)])], 12, 5, free)
    fewer = run_many([race(field)], 12, 5, free)
    np.testing.assert_array_equal(more.races[0].total[:8], fewer.races[0].total)


def test_all_races_of_a_season_are_finished_by_those_who_finish_each() -> None:
    races = [race(8, number) for number in (0, 1)]
    counts = run_many(races, 12, 5, Free())
    both = [tally.finished for tally in counts.races]
    assert len(runners_of_all(races)) == 8
    order = np.argsort([e.runner for e in races[0].field.entrants])
    assert (counts.all_finished <= np.minimum(*both)[order]).all()
    assert counts.all_finishers.sum() == 12


def test_one_runner_alone_has_the_days_they_have_in_the_field() -> None:
    free = Free()._replace(habits=Free().habits._replace(together=0.0))
    made = race(6)
    counts = run_many([made], 40, 5, free).races[0]
    alone = one_race(made, made.field.entrants[3], 40, 5, free)
    assert alone.finished.sum() == counts.finished[3]
    assert np.isfinite(alone.minutes).sum() == alone.finished.sum()


def test_a_lighter_pack_is_never_slower_by_the_same_luck() -> None:
    made = without_closings(race(1))
    heavy, light = (
        one_race(made, made.field.entrants[0]._replace(pack=pack), 60, 5, Free()).stages[0].arrived[0]
        for pack in (14.0, 6.0)
    )
    assert not (light > heavy).any()
    assert (light < heavy).sum() > 30


def test_whoever_leaves_leaves_on_a_leg(usual: SeasonTally) -> None:
    for stage in usual.races[0].stages:
        np.testing.assert_array_equal(stage.legs.sum(axis=1), stage.outs.sum(axis=(1, 2)))
    cut = ran(race(closes=300.0)).races[0].stages[0]
    assert cut.legs[4].sum() > 0
