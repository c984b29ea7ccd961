"""All forecasters by name: one line each."""

from typing import Final

from stagerace.forecast.constant_pace import ConstantPace
from stagerace.forecast.forecaster import Forecaster

FORECASTERS: Final[dict[str, Forecaster]] = {
    each.name: each
    for each in (
        ConstantPace(),
    )
}  # fmt: skip
"""In the order in which they are told."""
