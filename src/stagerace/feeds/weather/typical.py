"""Typical years: months of different years put together, where day and hour count and the year does not."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from stagerace.climate.clock import DAY
from stagerace.core.findings import Finding

_YEAR: Final = 2001
"""The year typical rows are dated with: any without a 29th of February."""


def is_typical(clock: NDArray[np.int64], file: str) -> bool:
    """Whether rows are a typical year's: a year of months from different years, or a file whose name says so."""
    if not 8700 <= len(clock) <= 8784:
        return False
    months = clock.astype("datetime64[ms]").astype("datetime64[M]")
    years = len(np.unique(months.astype("datetime64[Y]")))
    if years > 1 and len(np.unique(months)) <= 13 and len(np.unique(months.astype(np.int64) % 12)) == 12:
        spread = int(np.ptp(months.astype(np.int64)))
        return spread > 13
    return "tmy" in file.casefold()


def in_one_year(clock: NDArray[np.int64], file: str) -> tuple[NDArray[np.int64], tuple[Finding, ...]]:
    """The rows dated in one year, and a finding that says from which years they were."""
    days = clock.astype("datetime64[ms]").astype("datetime64[D]")
    years = np.unique(days.astype("datetime64[Y]").astype(np.int64)) + 1970
    months = days.astype("datetime64[M]")
    start = ((_YEAR - 1970) * 12 + months.astype(np.int64) % 12).astype("datetime64[M]").astype("datetime64[D]")
    moved = (start + (days - months.astype("datetime64[D]"))).astype(np.int64) * DAY + clock % DAY
    span = str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"
    what = f"a typical year: its months are from {span}"
    return moved, (Finding("typical-year", what, "day and hour count, the year does not", file),)
