from dataclasses import dataclass

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagerace.climate.worst import Worst, worst_hours
from stagerace.kernels.model import Array

HOURS = 24


@dataclass(frozen=True)
class Invented:
    """Conditions with only what the worst hours need."""

    time: np.ndarray[tuple[int], np.dtype[np.int64]]
    wbgt: Array
    utci: Array
    wind_chill: Array


def place(warmer: float = 0.0) -> Invented:
    clock = np.arange(HOURS)
    wbgt = 20.0 + 12.0 * np.cos((clock - 15) / 12.0 * np.pi) + warmer
    time = np.datetime64("2031-03-02", "ms").astype(np.int64) + 3_600_000 * clock.astype(np.int64)
    return Invented(time, wbgt, wbgt + 8.0, wbgt - 15.0)


def test_the_worst_hours_are_named_with_place_time_and_value() -> None:
    found = worst_hours({"1CP1": place(), "1CP2": place(1.5)})
    hottest = {extreme.index: extreme for extreme in found.hottest}
    assert (hottest["wbgt"].place, hottest["wbgt"].value) == ("1CP2", pytest.approx(33.5))
    assert hottest["utci"].time % 86_400_000 == 15 * 3_600_000
    coldest = {extreme.index: extreme for extreme in found.coldest}
    assert (coldest["wind_chill"].place, coldest["wind_chill"].value) == ("1CP1", pytest.approx(-7.0))


@given(st.floats(-20.0, 20.0), st.floats(0.1, 10.0))
def test_hotter_never_means_fewer_hours_above_a_limit(warmer: float, more: float) -> None:
    one, other = (worst_hours({"camp": place(by)}).places[0].above for by in (warmer, warmer + more))
    assert all(other[edge] >= one[edge] for edge in ("28", "30", "32"))
    assert one["28"] >= one["30"] >= one["32"]


def test_hours_nobody_knows_are_counted_as_unknown_and_an_unknown_index_is_not_there() -> None:
    known = place()
    nothing = np.full(HOURS, np.nan)
    found = worst_hours({"camp": Invented(known.time, nothing, known.utci, nothing)})
    assert found.places[0].unknown == 24.0
    assert [extreme.index for extreme in found.hottest] == ["utci"]
    assert [extreme.index for extreme in found.coldest] == ["utci"]


def test_the_limit_is_said_to_be_uncertain_and_the_result_is_json() -> None:
    found = worst_hours({"camp": place()})
    assert "uncertain" in found.caution
    assert msgspec.json.decode(msgspec.json.encode(found), type=Worst) == found
