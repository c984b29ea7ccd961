"""Sweat: what drives it, what it cannot exceed, and how much of it cools."""

import numpy as np

from stagerace.kernels.model import Numbers, Range, model
from stagerace.physiology.heat_numbers import HEAT, HeatNumbers

_SOURCE = "Gagge, Fobelets & Berglund 1986, ASHRAE Trans. 92:709; numbers fitted to ISO 7933:2023 and JOS-3"
_REST = 58.15
"""Metabolic power of a person who sits [W/m²]."""


@model(
    title="What drives sweating",
    source=f"{_SOURCE}; dehydration: Montain, Latzka & Sawka 1995, J. Appl. Physiol. 79:1434",
    doi="10.1152/jappl.1995.79.5.1434",
    unit="W/m²",
    valid={
        "core": Range(36, 40, "°C"), "skin": Range(28, 39, "°C"), "effort": Range(56, 250, "W/m²"),
        "acclimatised": Range(0, 1, "-"), "dehydration": Range(0, 0.05, "-"),
    },
    standing="uncertain",
    caution="People differ by half or more at the same temperatures.",
)  # fmt: skip
def sweat_drive(
    core: Numbers, skin: Numbers, effort: Numbers, acclimatised: Numbers = 1.0, dehydration: Numbers = 0.0,
    n: HeatNumbers = HEAT,
) -> Numbers:  # fmt: skip
    """Sweat that a core and skin [°C] ask for, at the metabolic power of late [W/m²], for an acclimatisation from 0 to
    1 and water lost as a share of body mass."""
    missing = 1 - acclimatised
    later = n.sweat_shift * (np.minimum(effort, n.shift_end) - _REST)
    onset = n.sweat_onset + later + n.acclimatised_onset * missing + n.dry_onset * dehydration
    gain = n.sweat_gain * (1 - missing * n.acclimatised_gain / (1 + n.acclimatised_gain))
    weak = np.maximum(1 - n.dry_gain * dehydration, 0.4)
    return np.maximum(gain * weak * (core - onset + n.sweat_skin * (skin - n.skin_set)), 0.0)


@model(
    title="The most a person can sweat",
    source="ISO 7933:2023 for the ratio; Nolte 2011, J. Sports Sci. 29:1233, for the level",
    doi="10.1080/02640414.2011.587195",
    unit="W/m²",
    valid={"acclimatised": Range(0, 1, "-")},
    standing="uncertain",
    caution="ISO 7933 caps at 500 W/m² (1.39 L/h for 1.87 m²); soldiers marching at 44 °C were put at 1.79 L/h.",
)
def sweat_ceiling(acclimatised: Numbers = 1.0, n: HeatNumbers = HEAT) -> Numbers:
    """The highest sweat rate for an acclimatisation from 0 to 1; 650 W/m² is 1.8 L/h from 1.87 m²."""
    return n.sweat_limit * (1 + n.acclimatised_limit * acclimatised)


@model(
    title="How wet sweat makes the skin",
    source="ISO 7933:2023: efficiency of sweating 1 - w²/2",
    unit="-",
    valid={"sweat": Range(0, 650, "W/m²"), "capacity": Range(0, 1500, "W/m²"), "acclimatised": Range(0, 1, "-")},
)
def skin_wettedness(sweat: Numbers, capacity: Numbers, acclimatised: Numbers = 1.0, n: HeatNumbers = HEAT) -> Numbers:
    """The share of the skin that is wet when sweat [W/m²] meets air that could take up a capacity [W/m²]."""
    most = n.wet_limit + (1 - n.wet_limit) * acclimatised
    can = np.maximum(capacity, 1e-6)
    wet = 2 * sweat / (can + np.sqrt(can * can + 2 * sweat * sweat))
    return np.where(capacity > 0, np.minimum(wet, most), most)
