"""Holding the simulation against the field: what is met, what is not, and whole races that no fit has seen."""

from pathlib import Path

import pytest

from stagerace.cli.validate_text import lines
from stagerace.core.errors import BadInput
from stagerace.feeds.calibration_data import read_editions
from stagerace.feeds.field_targets import chosen, shipped_targets
from stagerace.feeds.free_numbers import shipped_numbers
from stagerace.node.real_races import YEARS, real_races
from stagerace.node.validating import Verdict, validate, with_races
from stagerace.simulation.editions_judged import left_out, mean_distance


@pytest.fixture(scope="module")
def verdict() -> Verdict:
    return validate(chosen(shipped_targets(), ["V18", "V38", "V39"]), shipped_numbers(), replicates=1)


def test_a_row_is_met_where_all_its_own_figures_lie_in_their_bands(verdict: Verdict) -> None:
    for row in verdict.rows:
        own = [figure.met for figure in row.figures if not figure.beside]
        assert row.met == (all(own) if own else None)
        for figure in row.figures:
            assert figure.met == (figure.ours is not None and figure.low <= figure.ours <= figure.high)


def test_whatever_cannot_be_simulated_says_why_and_is_not_counted(verdict: Verdict) -> None:
    assert verdict.simulable == 2
    unable = [row for row in verdict.rows if row.met is None]
    assert [row.id for row in unable] == ["V39"]
    assert unable[0].why_not


def test_other_numbers_give_other_figures(verdict: Verdict) -> None:
    free = shipped_numbers()
    other = free._replace(people=free.people._replace(acclimatised=0.0, acclimatised_spread=0.0))
    again = validate(chosen(shipped_targets(), ["V18"]), other, replicates=1)
    assert again.rows[0].figures[0].ours != verdict.rows[0].figures[0].ours


def test_every_row_that_is_missed_is_told_with_its_reason(verdict: Verdict) -> None:
    text = "\n".join(lines(verdict))
    for row in verdict.rows:
        assert row.id in text
        if not row.met:
            assert row.why_not
            assert row.why_not in text


def test_without_the_data_whole_races_are_refused(verdict: Verdict, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="reference data is missing"):
        with_races(verdict, tmp_path, shipped_numbers())


@pytest.mark.data
def test_editions_left_out_are_forecast_nearer_than_by_all_others_paces(data_dir: Path) -> None:
    mean = mean_distance(left_out(read_editions(data_dir), YEARS))
    assert mean.year == 13
    assert mean.ks <= 0.075
    assert mean.perfect < mean.ks < 0.85 * mean.pooled


@pytest.mark.data
def test_of_the_year_held_back_who_left_is_told_by_place_and_by_hour(data_dir: Path, verdict: Verdict) -> None:
    races = real_races(data_dir, shipped_numbers(), seed=3)
    told = races.mountain
    assert told is not None
    assert told.year == 2009
    for shares in (told.by_place, told.by_hour):
        assert sum(share.ours for share in shares) == pytest.approx(told.leaving[1], abs=0.03)
        assert sum(share.theirs for share in shares) == pytest.approx(told.leaving[0], abs=0.03)
    assert told.distance < 0.35
    assert abs(told.leaving[0] - told.leaving[1]) < 0.06
    assert told.correlation_by_place > 0.6
    assert told.correlation_by_hour > 0.6
    assert "2009" in "\n".join(lines(with_races(verdict, data_dir, shipped_numbers())))
