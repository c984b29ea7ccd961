"""Getting used to heat, and losing it: a state from 0 (not at all) to 1 (fully), day by day."""

import numpy as np

from stagerace.kernels.model import Numbers, Range, model

GAIN_DAYS = 5.0
"""Days in the heat after which 63 % of what is missing is gained: three quarters in a week."""
LOSS_A_DAY = 0.025
"""Share lost on a day without heat."""


@model(
    title="Acclimatisation after a day",
    source="Decay: Daanen, Racinais & Périard 2018, Sports Med. 48:409; gain: three quarters in a week, from memory",
    doi="10.1007/s40279-017-0808-x",
    unit="-",
    valid={"state": Range(0, 1, "-"), "exposure": Range(0, 1, "-")},
    standing="uncertain",
    caution="Measured in laboratories with 60 to 120 min of exercise in the heat a day; people differ.",
)
def acclimatised_after(state: Numbers, exposure: Numbers) -> Numbers:
    """The state a day later, when `exposure` of the day's dose (an hour or more of exercise in the heat) was met."""
    kept = state * (1 - LOSS_A_DAY * (1 - exposure))
    return kept + (1 - kept) * (1 - np.exp(-exposure / GAIN_DAYS))
