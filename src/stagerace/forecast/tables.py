"""How far arrivals lie from their forecasts, in forecast sd: the tails and the lean of UTMB 2004 to 2006, by level."""

from typing import Final

import numpy as np

from stagerace.forecast.situation import Array

NEXT: Final[Array] = np.array(
    [-1.62, -1.20, -0.95, -0.75, -0.60, -0.47, -0.34, -0.23, -0.11, 0.0,
     0.11, 0.23, 0.35, 0.48, 0.62, 0.80, 1.01, 1.30, 1.82]
)  # fmt: skip
"""For the next column."""
FAR: Final[Array] = np.array(
    [-1.40, -1.00, -0.78, -0.61, -0.48, -0.37, -0.27, -0.18, -0.09, 0.0,
     0.11, 0.22, 0.34, 0.47, 0.60, 0.76, 0.94, 1.17, 1.52]
)  # fmt: skip
"""For columns beyond it."""
