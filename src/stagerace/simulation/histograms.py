"""Counts by bins: they add up to the same whatever the order, and grow neither with replicates nor with threads."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stagerace.kernels.model import Array

Counts = NDArray[np.int64]


class Bins(NamedTuple):
    """Equal bins from a lowest value on; what lies outside falls into the first or the last."""

    low: float
    width: float
    number: int

    def of(self, values: Array) -> Counts:
        """The bin of every value."""
        found: Counts = np.clip((values - self.low) / self.width, 0, self.number - 1).astype(np.int64)
        return found

    def counted(self, values: Array) -> Counts:
        """How many values fall into each bin; NaN into none."""
        return np.bincount(self.of(values[np.isfinite(values)]), minlength=self.number)

    def by_row(self, values: Array) -> Counts:
        """The same for every row of a table, shape (rows, bins)."""
        rows = np.broadcast_to(np.arange(len(values))[:, None], values.shape)
        known = np.isfinite(values)
        flat = rows[known] * self.number + self.of(values[known])
        return np.bincount(flat, minlength=len(values) * self.number).reshape(len(values), self.number)

    def quantile(self, counts: Counts, share: float) -> float | None:
        """The value that a share of what was counted does not exceed, in between bins in proportion; None of nothing.

        >>> Bins(0.0, 10.0, 3).quantile(np.array([0, 4, 0]), 0.5)
        15.0
        """
        total = int(counts.sum())
        if total == 0:
            return None
        sums = np.cumsum(counts)
        bin_ = int(np.searchsorted(sums, share * total, side="left"))
        while counts[bin_] == 0:
            bin_ += 1
        inside = (share * total - (sums[bin_] - counts[bin_])) / counts[bin_]
        return self.low + (bin_ + float(np.clip(inside, 0.0, 1.0))) * self.width

    def share_above(self, counts: Counts, value: float) -> float | None:
        """Which share of what was counted lies above a value that is the edge of a bin; None of nothing."""
        total = int(counts.sum())
        edge = round((value - self.low) / self.width)
        return float(counts[edge:].sum() / total) if total else None

    def mean(self, counts: Counts) -> float | None:
        """The mean of what was counted, each at the middle of its bin; None of nothing."""
        total = int(counts.sum())
        middle = self.low + (np.arange(self.number) + 0.5) * self.width
        return float((counts * middle).sum() / total) if total else None


CORE: Final = Bins(36.5, 0.1, 70)
"""Peak core temperature [°C]."""
DRY: Final = Bins(-0.05, 0.0025, 80)
"""Water missing at worst, as a share of body mass."""
SODIUM: Final = Bins(115.0, 0.5, 100)
"""Plasma sodium [mmol/L]."""
HOURS: Final = 60.0
"""How long a bin of the hours of a stage is [min]."""
SLOT: Final = 15.0
"""How long a bin of head counts is [min]."""
FINE: Final = 5.0
"""How long a bin of arrivals is [min]."""
KILOMETRE: Final = 1000.0
