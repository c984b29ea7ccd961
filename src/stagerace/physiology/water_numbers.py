"""The numbers of the water and sodium balance, in one place, each with where it comes from."""

from typing import NamedTuple


class WaterNumbers(NamedTuple):
    """What the water balance takes as given; *ours* marks numbers set to what is plausible, to be fitted later."""

    edelman_slope: float = 1.03
    """Nguyen & Kurtz 2005."""
    edelman_shift: float = 23.8
    """[mmol/L] Nguyen & Kurtz 2005."""
    sweat_salt: float = 40.0
    """Sodium of slow sweat, not acclimatised [mmol/L]: *ours*, so that 1 L/h gives 55 and, acclimatised, 40."""
    sweat_spared: float = 15.0
    """Less when acclimatised [mmol/L]: Buono 2007."""
    sweat_slope: float = 15.0
    """More for each L/h [mmol/L per L/h]: *ours*, from 31 to 49 mmol/L between the efforts of Holmes 2016."""
    sweat_most: float = 110.0
    """Never more than this, below plasma [mmol/L]: *ours*."""
    spared_by_need: float = 0.0012
    """Share of sweat's sodium held back for each mmol of salt missing [1/mmol]: *ours*; that aldosterone does so within
    a day or two is Conn 1949, from memory."""
    spared_most: float = 0.7
    """The most that is held back so: *ours*."""
    set_point: float = 140.0
    """Plasma sodium the kidneys keep to [mmol/L]."""
    stomach: float = 1.0
    """What a stomach holds while moving [kg]: *ours*."""
    emptying: float = 0.04
    """Share of the stomach's content that leaves in a minute: *ours*; volume drives it (Noakes 1991)."""
    emptying_limit: float = 0.02
    """The most that leaves in a minute [kg]: 1.2 L/h, Coyle & Montain 1992; 0.72 to 0.74 L/h in runners at 65 %
    (Lambert 2008); uncertain."""
    urine_least: float = 0.0004
    """Urine that is always made [kg/min]: 0.5 L in 21 hours."""
    diuresis: float = 0.003
    """Urine more for each mmol/L of sodium below the set point [kg/min per mmol/L]: *ours*."""
    diuresis_limit: float = 0.013
    """The most dilute urine [kg/min]: 0.8 L/h."""
    overflow: float = 0.004
    """Urine more for each kg of water above the usual [kg/min per kg]: *ours*."""
    salting: float = 0.0012
    """Share of surplus salt that leaves in a minute: half in ten hours, *ours*."""
    salt_limit: float = 250.0
    """Salt that a litre of urine can carry away [mmol/kg]: *ours*; more salt takes more water along."""
    glycogen_heat: float = 17.2e6
    """[J/kg] Textbook."""
    fat_heat: float = 39.4e6
    """[J/kg] Textbook."""
    glycogen_water: float = 0.556
    """Water made from a kilogram of glycogen [kg]: 5 H2O from 162 g, chemistry."""
    fat_water: float = 1.07
    """Water made from a kilogram of fat [kg]: chemistry."""
    glycogen_share: float = 0.6
    """Share of power from carbohydrate with full stores: *ours*."""
    glycogen_half: float = 0.1
    """Glycogen at which that share is halved [kg]: *ours*."""
    thirst_salt: float = 0.0015
    """Drinking for each mmol/L of sodium above the set point [kg/min per mmol/L]: *ours*."""
    thirst_water: float = 0.006
    """Drinking for each kg of water missing beyond `thirst_from` [kg/min per kg]: *ours*."""
    thirst_from: float = 0.4
    """Water missing that nobody notices [kg]: 1 to 2 % of body mass is the textbook's figure for thirst; *ours*."""


WATER = WaterNumbers()
