"""What people sweat in an hour, from what must evaporate and what can: regressions of the US Army's volunteers."""

import numpy as np

from stagerace.kernels.model import Array, Numbers, Range, model

LEAST = 30.0
"""What skin loses without sweating [g/(m² h)]: the regressions fall below zero in mild, dry air."""
_SOURCE = "Gonzalez, Cheuvront, Montain, Goodman, Blanchard, Berglund & Sawka 2009, J. Appl. Physiol. 107:379"
_DOI = "10.1152/japplphysiol.00089.2009"
_VALID = {"required": Range(50, 450, "W/m²"), "capacity": Range(50, 700, "W/m²")}
_CAUTION = "The standard error is below 100 g/(m² h), about 0.18 L/h for a person of 1.85 m²."


@model(
    title="Sweat rate by Shapiro",
    source="Shapiro, Pandolf & Goldman 1982, Eur. J. Appl. Physiol. 48:83, as given by Gonzalez 2009",
    doi="10.1007/BF00421168",
    unit="g/(m² h)",
    valid={"required": Range(50, 360, "W/m²"), "capacity": Range(20, 525, "W/m²")},
    caution="Says too much outside two-hour trials in warm rooms: Gonzalez 2009.",
)
def sweat_shapiro(required: Numbers, capacity: Numbers) -> Array:
    """Sweat where so much heat must evaporate, and so much could evaporate from wet skin [W/m²]."""
    found: Array = 27.9 * np.maximum(required, 0.0) * np.maximum(capacity, 1.0) ** -0.455
    return found


@model(
    title="Sweat rate by Shapiro, corrected", source=_SOURCE, doi=_DOI, unit="g/(m² h)", valid=_VALID, caution=_CAUTION
)
def sweat_shapiro_corrected(required: Numbers, capacity: Numbers) -> Array:
    """The correction that is made to what Shapiro's equation says, for the same arguments."""
    found: Array = 147 * np.exp(0.0012 * sweat_shapiro.plain(required, capacity))
    return found


@model(
    title="Sweat rate by pieces",
    source=_SOURCE + "; in the sun and on cool days: Gonzalez et al. 2012, J. Appl. Physiol. 112:1300",
    doi=_DOI,
    unit="g/(m² h)",
    valid=_VALID,
    caution=_CAUTION + " The sun's line was measured at 16 to 26 °C in 33 people only; the floor is ours.",
)
def sweat_pieces(
    required: Numbers, capacity: Numbers, in_the_sun: bool | Array = False, cool: bool | Array = False
) -> Array:
    """The line fitted to required and possible evaporation [W/m²], `required` with the sun's heat in it where there is
    sun, `cool` in shade or at night below 20 °C; never less than dry skin loses."""
    line = np.where(cool, 350.0, 147.0) + 1.527 * required - 0.87 * capacity
    outdoors = np.where(in_the_sun, 0.72 * line + 135, line)
    found: Array = np.maximum(outdoors, LEAST)
    return found


def litres_an_hour(rate: Numbers, area: Numbers) -> Numbers:
    """Litres in an hour of a sweat rate [g/(m² h)] from a skin [m²]."""
    return rate * area / 1000
