"""Fitting the free numbers anew: from data to a file that the program reads again."""

from pathlib import Path

import pytest

from stagerace.cli.calibrate_text import lines
from stagerace.core.errors import BadInput
from stagerace.feeds.calibration_data import FILES
from stagerace.feeds.free_numbers import shipped_numbers
from stagerace.node.calibrated_numbers import numbers_from
from stagerace.node.calibrating import FIT, calibrate, digest, may_be_written, write
from stagerace.simulation.fitting.kept import KEPT
from stagerace.simulation.fitting.knobs import numbers


def test_without_its_data_nothing_is_fitted_and_every_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        calibrate(tmp_path, shipped_numbers(), quick=True)
    assert len(refused.value.problems) == len(FILES)


def test_a_file_that_holds_something_else_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "diary.toml"
    file.write_text("dear = 'diary'\n")
    with pytest.raises(BadInput, match="holds no free numbers"):
        may_be_written(file)
    assert file.read_text() == "dear = 'diary'\n"


@pytest.mark.slow
@pytest.mark.data
def test_a_quick_fit_brings_every_loss_down_or_leaves_it_and_says_how_each_number_came_about(
    data_dir: Path, tmp_path: Path
) -> None:
    found = calibrate(data_dir, shipped_numbers(), quick=True)
    assert [stage.name for stage in found.stages] == ["pace", "bodies", "leaving", "editions"]
    assert all(stage.after <= stage.before for stage in found.stages)
    assert {each.name for each in found.numbers} == set(numbers(found.free))
    for each in found.numbers:
        if each.low is None:
            assert each.after == each.before
            assert each.said == f"kept: {KEPT[each.name]}"
        else:
            assert each.high is not None
            assert each.said.startswith("fitted: ")
    assert found.free.version == f"{FIT}-{digest(data_dir)}-quick"
    write(found, tmp_path / "numbers.toml")
    assert numbers_from(tmp_path / "numbers.toml") == found.free
    assert found.free.version in "\n".join(lines(found))


@pytest.mark.data
def test_the_numbers_that_come_with_the_program_were_fitted_to_these_data(data_dir: Path) -> None:
    assert shipped_numbers().version == f"{FIT}-{digest(data_dir)}"
