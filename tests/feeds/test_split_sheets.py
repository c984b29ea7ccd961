"""Sheets of past races for a backtest: what is read, and what is refused by name."""

import numpy as np
import pytest

from stagerace.core.errors import BadInput
from stagerace.feeds.splits import read_checkpoints, read_splits

CHECKPOINTS = b"checkpoint,distance_m,climb_m,descent_m\nWell,9000,150,50\nDune,17000,420,200\nCamp,30000,600,500\n"
SPLITS = b"bib,status,Well,Dune,Camp\n7,finished,1:00:00,2:10:05,4:00:00\n12,dnf,1:30:00,,\n"


def test_elapsed_times_are_read_and_blanks_are_not_known() -> None:
    race = read_splits(SPLITS, "splits.csv", read_checkpoints(CHECKPOINTS, "cps.csv")).race
    assert race.places.names == ("Well", "Dune", "Camp")
    assert race.elapsed[0].tolist() == [3600.0, 7805.0, 14400.0]
    assert np.isnan(race.elapsed[1, 1:]).all()


def test_a_column_that_is_no_checkpoint_is_left_out_with_a_note() -> None:
    data = SPLITS.replace(b"Dune", b"Oasis")
    read = read_splits(data, "splits.csv", read_checkpoints(CHECKPOINTS, "cps.csv"))
    assert read.race.places.names == ("Well", "Camp")
    assert any("Oasis" in text for text in read.notes)


@pytest.mark.parametrize("time", [b"0:10:05", b"1:00:00"])
def test_a_runner_whose_times_run_backward_or_stand_still_is_named(time: bytes) -> None:
    read = read_splits(SPLITS.replace(b"2:10:05", time), "s.csv", read_checkpoints(CHECKPOINTS, "cps.csv"))
    (note,) = read.notes
    assert "runs backward or stands still" in note
    assert "line 2" in note


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"Well,Dune,Camp", b"Dune,Well,Camp", "line 1, column Dune: the column Dune stands where Well should"),
        (b"Well,Dune,Camp", b"A,B,C", "no column is a checkpoint of the course"),
        (b"2:10:05", b"2h10", "line 2, column Dune"),
        (b"12,dnf", b"7,dnf", "bib 7 stands on line 2 already"),
        (b"12,dnf", b",dnf", "line 3, column bib"),
        (b"status,", b"", "there is no column status"),
        (SPLITS[26:], b"", "there is no runner"),
    ],
)
def test_splits_that_cannot_be_taken_are_refused_by_name(old: bytes, new: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_splits(SPLITS.replace(old, new), "splits.csv", read_checkpoints(CHECKPOINTS, "cps.csv"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"17000", b"8000", "line 3, column distance_m: at Dune it is less than at Well"),
        (b"420", b"42", "line 3, column climb_m"),
        (b"17000", b"far", "line 3, column distance_m: 'far' is not a number of metres"),
        (b"17000", b"-1", "line 3, column distance_m"),
        (b"17000", b"nan", "cannot be meant"),
        (b"Dune", b"Well", "Well stands on line 2 already"),
        (b"Dune", b"", "the checkpoint has no name"),
        (b",descent_m", b"", "there is no column descent_m"),
    ],
)
def test_checkpoints_that_cannot_be_taken_are_refused_by_name(old: bytes, new: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_checkpoints(CHECKPOINTS.replace(old, new), "cps.csv")
