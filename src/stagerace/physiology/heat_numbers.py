"""The numbers of the two-node heat balance, in one place, each with where it comes from."""

from typing import NamedTuple


class HeatNumbers(NamedTuple):
    """What the heat balance takes as given; the three marked *fitted* are ours, the rest are published.

    They were fitted to PHS (ISO 7933:2023) and JOS-3 together, on conditions drawn for it: `benchmarks/fit_heat.py`.
    """

    convection: float = 8.3
    """Forced convection at the root of 1 m/s [W/(m² K)]: Kerslake 1972."""
    still_convection: float = 3.0
    """Convection in still air [W/(m² K)]: Gagge, Fobelets & Berglund 1986."""
    radiating: float = 0.70
    """Share of the body that radiates (0.72 standing) times emissivity 0.97."""
    lewis: float = 16.5
    """Evaporative over convective coefficient at sea level [K/kPa]."""
    core_set: float = 36.8
    """Core temperature at which blood flow starts to rise [°C]: Gagge 1986."""
    skin_set: float = 33.7
    """Skin temperature that is neither warm nor cold [°C]: Gagge 1986."""
    conductance: float = 5.28
    """Core to skin without blood [W/(m² K)]: Gagge 1986."""
    blood_heat: float = 1.163
    """Heat carried by blood [W h/(L K)]: Gagge 1986."""
    flow: float = 6.3
    """Skin blood flow at rest in comfort [L/(h m²)]: Gagge 1986."""
    dilation: float = 50.0
    """Skin blood flow more for each degree of warm core [L/(h m² K)]: ASHRAE Fundamentals, chapter 9."""
    flow_limit: float = 90.0
    """The most blood the skin takes [L/(h m²)]: Gagge 1986."""
    constriction: float = 0.15
    """Narrowing for each degree of cold skin [1/K]. Gagge has 0.5; above 1/(core - 33.7) the equations would make a
    colder day warm the core, so it is set below that."""
    skin_share: float = 0.1
    """Share of the body's heat capacity that is skin: Gagge 1986, at high blood flow."""
    tissue_heat: float = 3490.0
    """Heat capacity of the body [J/(kg K)]: Gagge 1986."""
    sweat_onset: float = 37.28
    """Core temperature at which an acclimatised person at rest with skin at `skin_set` starts to sweat [°C]: fitted."""
    sweat_shift: float = 0.0032
    """That onset rises with metabolic power above rest [K m²/W]: fitted (PHS: equilibrium core 0.0036)."""
    shift_end: float = 250.0
    """Metabolic power from which onset rises no more [W/m²]: the end of what was fitted. In a line beyond, a runner at
    700 W/m² would not sweat below 39 °C; Montain 1995 saw no shift with effort at all."""
    sweat_gain: float = 370.0
    """Sweat for each degree of core above onset, acclimatised [W/(m² K)]: fitted."""
    sweat_skin: float = 1.0 / 9.0
    """Weight of a degree of skin beside a degree of core: 1 to 9, as in Gagge's mean body temperature."""
    sweat_lag: float = 0.28346868942621073
    """Share of the way to its drive that sweating goes in a minute: 1 - exp(-1/3). ISO 7933 has 10 min, for a sweat
    rate that core temperature does not answer; where it does, 10 min make the core overshoot by 0.3 °C."""
    effort_lag: float = 0.048770575499285984
    """Share of the way to metabolic power that the onset follows in a minute: 1 - exp(-1/20). Both lags were chosen by
    the first two hours of PHS and JOS-3: `benchmarks/fit_heat.py`."""
    sweat_limit: float = 520.0
    """The most sweat of a person not acclimatised [W/m²]; see `sweat_ceiling`."""
    wet_limit: float = 0.85
    """The most of the skin that is wet, not acclimatised: ISO 7933 (acclimatised 1)."""
    dry_wetness: float = 0.06
    """Wettedness of skin that does not sweat: Gagge 1986."""
    film: float = 1415.0
    """Sweat that skin holds before it drips, 35 g/m² [W min/m²]: Jones & Ogawa 1992."""
    latent: float = 2.426e6
    """Heat to evaporate a kilogram of sweat [J/kg]."""
    acclimatised_onset: float = 0.25
    """Onset lower when acclimatised [K]."""
    acclimatised_gain: float = 0.275
    """Gain higher when acclimatised, middle of 20 to 35 %."""
    acclimatised_limit: float = 0.25
    """Ceiling higher when acclimatised: ISO 7933, 500 to 400."""
    dry_onset: float = 6.0
    """Onset higher for each part of body mass lost as water [K]: Montain 1995, 0.06 K a per cent."""
    dry_gain: float = 6.0
    """Gain lower for each part lost: Montain 1995, about 6 % a per cent."""
    dry_flow: float = 5.0
    """Skin blood flow lower for each part lost: Montain & Coyle 1992, a fifth at 4 %; from memory, uncertain."""
    shivering: float = 19.4
    """Shivering for each degree of cold skin and cold core [W/(m² K²)]: Gagge 1986."""
    shivering_limit: float = 250.0
    """The most heat from shivering [W/m²]: about five times rest; uncertain."""


HEAT = HeatNumbers()
