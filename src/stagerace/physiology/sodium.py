"""Sodium: how much of it sweat takes along, and what the blood's sodium is for a body's salts and water."""

import numpy as np

from stagerace.kernels.model import Array, Numbers, Range, model
from stagerace.physiology.water_numbers import WATER, WaterNumbers


@model(
    title="Sodium of the plasma",
    source="Edelman 1958, J. Clin. Invest. 37:1236, in the form of Nguyen & Kurtz 2005, Am. J. Physiol. Renal 288:F1",
    doi="10.1152/ajprenal.00259.2004",
    unit="mmol/L",
    valid={"salts": Range(3000, 12000, "mmol"), "water": Range(20, 70, "kg")},
    caution="Found in patients at rest. Sodium that skin and bone take up or give back is not in it.",
)
def plasma_sodium(salts: Numbers, water: Numbers, n: WaterNumbers = WATER) -> Numbers:
    """Plasma sodium for exchangeable sodium and potassium together [mmol] in so much body water [kg].

    >>> round(plasma_sodium.plain(159.03 * 42, 42.0), 1)
    140.0
    """
    return n.edelman_slope * salts / water - n.edelman_shift


def salts_for(sodium: Numbers, water: Numbers, n: WaterNumbers = WATER) -> Numbers:
    """The exchangeable sodium and potassium [mmol] of a plasma sodium [mmol/L] in so much body water [kg]."""
    return (sodium + n.edelman_shift) * water / n.edelman_slope


@model(
    title="Sodium of sweat",
    source="Holmes, Bates, Zhao, Sherriff & Miller 2016, Ann. Sports Med. Res. 3:1063 (31 mmol/L at low, 49 at high "
    "intensity, rising in a line with sweat rate); acclimatisation: Buono, Ball & Kolkhorst 2007, "
    "J. Appl. Physiol. 103:990 (15 mmol/L lower at every rate)",
    doi="10.1152/japplphysiol.00015.2007",
    unit="mmol/L",
    valid={"rate": Range(0.2, 1.8, "L/h"), "acclimatised": Range(0, 1, "-"), "saltiness": Range(0.4, 2, "-")},
    standing="uncertain",
    caution="People differ by 40 % at the same rate, and that is what `saltiness` is for. The slope is our reading.",
)
def sweat_sodium(
    rate: Numbers, acclimatised: Numbers = 1.0, saltiness: Numbers = 1.0, n: WaterNumbers = WATER
) -> Array:
    """Sodium in sweat at a rate [L/h], for an acclimatisation from 0 to 1 and a person's own factor."""
    usual = n.sweat_salt - n.sweat_spared * acclimatised + n.sweat_slope * rate
    found: Array = np.minimum(usual * saltiness, n.sweat_most)
    return found
