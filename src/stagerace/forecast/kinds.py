"""All forecasters by name: one line each."""

from typing import Final

from stagerace.forecast.constant_pace import ConstantPace
from stagerace.forecast.forecaster import Forecaster
from stagerace.forecast.median_ratio import MedianRatio
from stagerace.forecast.opensplittime import OpenSplitTime
from stagerace.forecast.stagerace import Stagerace
from stagerace.forecast.stagerace_history import StageraceHistory

FORECASTERS: Final[dict[str, Forecaster]] = {
    each.name: each
    for each in (
        Stagerace(),
        StageraceHistory(),
        ConstantPace(),
        MedianRatio(),
        OpenSplitTime(),
    )
}  # fmt: skip
"""In the order in which they are told."""
