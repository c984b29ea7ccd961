"""Stages planned otherwise: the same people, morning and luck, so that every difference is the change's own."""

import numpy as np
import pytest
from races_made import race
from stages_made import sky

from stagerace.kernels.chain_fields import PLACE
from stagerace.simulation import beside
from stagerace.simulation.beside import Beside, StageBeside, StageVariants, run_beside, stages_run
from stagerace.simulation.ensemble import run_many
from stagerace.simulation.free import Free
from stagerace.simulation.ready import ReadyRace
from stagerace.simulation.side_tally import SideTally
from stagerace.simulation.variants import Variant, boxed_for, closing, ending_at, shortened, without_closings

REPLICATES, SEED = 12, 5
DARK = np.concatenate((np.zeros(600), np.arange(900.0)))


def tried(made: ReadyRace) -> list[StageVariants]:
    """Of each stage: nothing changed, open, hotter, ended at its third place."""
    return [
        StageVariants(
            (
                Variant("start", "the same", stage),
                Variant("open", "open", without_closings(stage, sky(32.0, 52.0))),
                Variant("hotter", "hotter", stage, 6.0),
                Variant("shortened", "short", ending_at(stage, 2)),
            ),
            DARK,
        )
        for stage in made.stages
    ]


def ran(made: ReadyRace, replicates: int = REPLICATES, threads: int = 1) -> Beside:
    return run_beside(made, tried(made), replicates, SEED, Free(), threads=threads)


@pytest.fixture(scope="module")
def usual() -> Beside:
    return ran(race())


def counts(stage: StageBeside) -> list[np.ndarray]:
    tallies = [stage.planned, *stage.otherwise, *stage.choices]
    return [values for tally in tallies for values in vars(tally).values()]


def mean_more(of: np.ndarray) -> float:
    return float((of * (np.arange(len(of)) - len(of) // 2)).sum() / of.sum())


def at_least(of: np.ndarray, least: int) -> bool:
    """Whether no replicate differs by less."""
    return int(np.flatnonzero(of)[0]) - len(of) // 2 >= least


def test_the_race_beside_its_variants_is_the_race_alone(usual: Beside) -> None:
    alone = run_many([race()], REPLICATES, SEED, Free()).races[0]
    np.testing.assert_array_equal(usual.race.total, alone.total)
    for one, other in zip(usual.race.stages, alone.stages, strict=True):
        np.testing.assert_array_equal(one.arrivals, other.arrivals)
        np.testing.assert_array_equal(one.outs, other.outs)


def test_threads_and_chunks_change_no_figure(usual: Beside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "AT_ONCE", 36)
    split = ran(race(), threads=3)
    for one, other in zip(usual.stages, split.stages, strict=True):
        for mine, theirs in zip(counts(one), counts(other), strict=True):
            np.testing.assert_array_equal(mine, theirs)


def test_memory_does_not_grow_with_replicates(usual: Beside) -> None:
    fewer = ran(race(), replicates=2)
    assert [a.nbytes for a in counts(usual.stages[0])] == [a.nbytes for a in counts(fewer.stages[0])]


def test_what_is_not_changed_differs_in_nothing(usual: Beside) -> None:
    for stage in usual.stages:
        same: SideTally = stage.otherwise[0]
        for name, values in vars(stage.planned).items():
            np.testing.assert_array_equal(values, getattr(same, name), err_msg=name)
        for more in (same.done_more, same.hot_more):
            assert more[len(more) // 2] == REPLICATES


def test_without_closings_never_fewer_do_it(usual: Beside) -> None:
    for stage in usual.stages:
        assert at_least(stage.otherwise[1].done_more, 0)
        assert stage.otherwise[1].outs[4, 1:].sum() <= stage.planned.outs[4, 1:].sum()


def test_a_hotter_day_makes_more_people_hot_and_takes_more_water(usual: Beside) -> None:
    for stage in usual.stages:
        assert mean_more(stage.otherwise[2].hot_more) > 0
        usually, hot = (tally.water @ np.arange(len(tally.water)) for tally in (stage.planned, stage.otherwise[2]))
        assert hot > usually


def test_a_shorter_stage_is_done_by_more_and_sooner(usual: Beside) -> None:
    for stage in usual.stages:
        short = stage.otherwise[3]
        assert mean_more(short.done_more) >= 0
        assert np.flatnonzero(short.last)[-1] < np.flatnonzero(stage.planned.last)[-1]


def test_everyone_who_starts_is_somewhere_until_they_are_done(usual: Beside) -> None:
    for stage in usual.stages:
        there = stage.planned.there.sum(axis=0)
        assert there[0] == stage.planned.started[0]
        assert there[-1] == 0
        assert (np.diff(there) <= 0).all()


def test_ticks_come_to_the_work_foretold() -> None:
    made, heard = race(4), [0]
    of = tried(made)

    def tick(done: int) -> None:
        heard[0] += done

    run_beside(made, of, 6, SEED, Free(), threads=2, tick=tick)
    assert heard[0] == stages_run(of, 6) == 6 * 2 * 5


def test_a_shortened_stage_ends_at_a_checkpoint_from_the_half_on() -> None:
    stage = race().stages[0]
    found = shortened(stage)
    assert [variant.stage.metres[-1] for variant in found] == [10_000, 15_000]
    assert all(variant.stage.places[-1] in variant.label for variant in found)
    ends = found[0].stage.route.places.reshape(-1, PLACE)
    assert list(ends[-1, 2:]) == [0.0, 0.0]
    assert stage.route.places.reshape(-1, PLACE)[1, 2] > 0


def test_a_stage_run_for_a_time_gets_a_shorter_box_and_no_closings() -> None:
    boxed = race().stages[0]._replace(boxed=True, longest=480)
    assert [variant.stage.longest for variant in shortened(boxed)] == [240, 360]
    assert boxed_for(boxed, 0.25).longest == 120
    assert without_closings(boxed, sky()) is boxed
    assert closing(boxed, [100.0] * 4) is boxed


def test_closings_of_ones_own_are_those_given_and_the_finish_ends_the_stage() -> None:
    opened = without_closings(race().stages[0], sky())
    closed = closing(opened, [120.0, None, 300.0, 450.0])
    assert list(closed.route.places.reshape(-1, PLACE)[:, 1]) == [120.0, 1e9, 300.0, 450.0]
    assert closed.longest == 450
    assert opened.route.places.reshape(-1, PLACE)[0, 1] == 1e9
