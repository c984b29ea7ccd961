"""How far arrivals lie from their forecasts, in forecast sd: heavy tails and a lean, as fitted."""

from statistics import NormalDist
from typing import Final

import numpy as np

from stagerace.forecast.forecaster import LEVELS
from stagerace.forecast.situation import Array

NEXT: Final[Array] = np.array([NormalDist().inv_cdf(float(level)) for level in LEVELS])
"""For the next column, by level."""
FAR: Final[Array] = NEXT
"""For columns beyond it, by level."""
