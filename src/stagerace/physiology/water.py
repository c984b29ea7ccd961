"""Water and salt of a body from minute to minute: drunk, sweated, breathed, passed as urine, made from fuel."""

from typing import NamedTuple

import numpy as np

from stagerace.kernels.model import Array, Flags, Numbers, Range, model
from stagerace.physiology.lags import lag_share
from stagerace.physiology.sodium import plasma_sodium, salts_for, sweat_sodium
from stagerace.physiology.water_numbers import WATER, WaterNumbers

_SOURCE = "Own balance over Edelman's relation (Nguyen & Kurtz 2005, Am. J. Physiol. Renal 288:F1)"


class Usual(NamedTuple):
    """What a rested body holds: what the kidneys and thirst keep to."""

    water: Numbers
    """Body water [kg]."""
    salts: Numbers
    """Exchangeable sodium and potassium [mmol]."""


class WaterState(NamedTuple):
    """What a body carries from one minute to the next."""

    water: Numbers
    """Body water, the stomach's not counted [kg]."""
    salts: Numbers
    """Exchangeable sodium and potassium [mmol]."""
    stomach: Numbers = 0.0
    """Drink not yet taken up [kg]."""
    brine: Numbers = 0.0
    """Salt eaten and not yet taken up [mmol]."""
    glycogen: Numbers = 0.5
    """[kg]"""
    fat: Numbers = 0.0
    """Fat burnt since the start [kg]."""


class WaterFlows(NamedTuple):
    """What came and went in a step."""

    drunk: Numbers
    """What the stomach took of what was wanted [kg]."""
    urine: Numbers
    """[kg]"""
    salt_lost: Numbers
    """With sweat and urine [mmol]."""
    made: Numbers
    """Water from burning fuel [kg]."""
    gases: Numbers
    """Mass that left as carbon dioxide, less the oxygen taken in [kg]."""


class Hydration(NamedTuple):
    """How a body stands."""

    mass_change: Numbers
    """Of body mass since it was usual [kg]."""
    dehydration: Numbers
    """Body water missing, as a share of usual body mass [-]."""
    sodium: Numbers
    """Plasma sodium [mmol/L]."""

    @property
    def hyponatraemic(self) -> Flags:
        """Below 135 mmol/L."""
        return np.asarray(self.sodium) < 135

    @property
    def hypernatraemic(self) -> Flags:
        """Above 145 mmol/L."""
        return np.asarray(self.sodium) > 145


def usual_body(mass: Numbers, water_share: Numbers = 0.6, n: WaterNumbers = WATER) -> Usual:
    """What a person of a mass [kg] holds when rested, about 0.6 of it water in men and 0.5 to 0.55 in women."""
    water = mass * water_share
    return Usual(water, salts_for(n.set_point, water, n))


def rested(usual: Usual, glycogen: Numbers = 0.5) -> WaterState:
    """The state of a rested body with glycogen [kg]."""
    return WaterState(usual.water, usual.salts, glycogen=glycogen)


@model(
    title="One minute of water and salt",
    source=_SOURCE,
    doi="10.1152/ajprenal.00259.2004",
    unit="kg, mmol, kg, mmol, kg, kg",
    valid={
        "sweat": Range(0, 0.03, "kg/min"), "breath": Range(0, 0.004, "kg/min"), "wanted": Range(0, 0.03, "kg/min"),
        "salt": Range(0, 2, "mmol/min"), "eaten": Range(0, 0.0015, "kg/min"), "power": Range(60, 1000, "W"),
        "acclimatised": Range(0, 1, "-"), "saltiness": Range(0.4, 2, "-"), "retention": Range(0, 1, "-"),
    },
    standing="uncertain",
    caution="Kidneys and thirst are set to what is plausible. It shows which way a field leans, not who is ill.",
)  # fmt: skip
def water_minute(
    state: WaterState, usual: Usual, sweat: Numbers, wanted: Numbers, breath: Numbers = 0.0004,
    salt: Numbers = 0.0, eaten: Numbers = 0.0, power: Numbers = 80.0, acclimatised: Numbers = 1.0,
    saltiness: Numbers = 1.0, retention: Numbers = 0.0, n: WaterNumbers = WATER, minutes: Numbers = 1.0,
) -> tuple[WaterState, WaterFlows]:  # fmt: skip
    """The state a minute later: sweat, drink wanted, water in breath [kg], salt [mmol] and carbohydrate [kg] eaten, at
    a metabolic power [W]; `retention` from 0 to 1 is how much of their power to pass water the kidneys have lost to
    antidiuretic hormone. A step may take more or fewer `minutes`: then `wanted` is for all of it, the rest a minute's.
    """
    drunk = np.minimum(wanted, np.maximum(n.stomach - state.stomach, 0.0))
    full, brine = state.stomach + drunk, state.brine + salt * minutes
    emptied = lag_share(n.emptying, minutes)
    leaves = np.minimum(emptied * full, n.emptying_limit * minutes)
    kidneys = _kidneys(state, usual, retention, n)
    held_back = np.minimum(n.spared_by_need * np.maximum(usual.salts - state.salts, 0.0), n.spared_most)
    salty = sweat_sodium.plain(sweat * 60, acclimatised, saltiness, n) * (1 - held_back)
    salt_lost = (kidneys.salt + sweat * salty) * minutes
    share = n.glycogen_share * state.glycogen / (state.glycogen + n.glycogen_half)
    burnt, fat = share * power * (60 / n.glycogen_heat) * minutes, (1 - share) * power * (60 / n.fat_heat) * minutes
    made = n.glycogen_water * burnt + n.fat_water * fat
    urine = kidneys.water * minutes
    later = WaterState(
        water=state.water + leaves + made - (sweat + breath) * minutes - urine,
        salts=state.salts + emptied * brine - salt_lost,
        stomach=full - leaves,
        brine=brine * (1 - emptied),
        glycogen=state.glycogen + eaten * minutes - burnt,
        fat=state.fat + fat,
    )
    return later, WaterFlows(drunk, urine, salt_lost, made, burnt + fat - made)


class _Urine(NamedTuple):
    water: Numbers
    salt: Numbers


def _kidneys(state: WaterState, usual: Usual, retention: Numbers, n: WaterNumbers) -> _Urine:
    """Urine of a minute: what is always made, surplus salt with the water it needs, and dilute urine."""
    sodium = plasma_sodium.plain(state.salts, state.water, n)
    salt = n.salting * np.maximum(state.salts - usual.salts, 0.0)
    thin = n.diuresis * np.maximum(n.set_point - sodium, 0.0)
    much = n.overflow * np.maximum(state.water - usual.water, 0.0)
    free = np.minimum(thin + much, n.diuresis_limit) * (1 - retention)
    return _Urine(n.urine_least + salt / n.salt_limit + free, salt)


@model(
    title="How a body stands for water",
    source=_SOURCE + "; that mass lost is not water lost: Nolte 2011, J. Sports Sci. 29:1233",
    doi="10.1080/02640414.2011.587195",
    unit="kg, -, mmol/L",
    valid={"mass": Range(40, 120, "kg")},
    standing="uncertain",
    caution="For planning, not for anyone's health.",
)
def hydration(state: WaterState, usual: Usual, mass: Numbers, start: WaterState, n: WaterNumbers = WATER) -> Hydration:
    """Change of body mass since a start, water missing and plasma sodium, of someone who usually weighs a mass [kg]."""
    fuel = (state.glycogen - start.glycogen) - (state.fat - start.fat)
    change = state.water - start.water + state.stomach - start.stomach + fuel
    missing = (usual.water - state.water - state.stomach) / mass
    return Hydration(change, missing, plasma_sodium.plain(state.salts, state.water, n))


@model(
    title="Thirst",
    source="Own: drinking in proportion to plasma sodium above its set point and to water missing",
    unit="kg/min",
    valid={},
    standing="uncertain",
    caution="No published coefficient for races; a plan, a bottle and a checkpoint overrule it.",
)
def thirst(state: WaterState, usual: Usual, n: WaterNumbers = WATER) -> Array:
    """What a person would drink in a minute by thirst [kg]."""
    salty = np.maximum(plasma_sodium.plain(state.salts, state.water, n) - n.set_point, 0.0)
    missing = np.maximum(usual.water - state.water - state.stomach - n.thirst_from, 0.0)
    wanted: Array = n.thirst_salt * salty + n.thirst_water * missing
    return wanted
