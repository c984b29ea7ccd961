"""Races of several days: three deserts, a week in Spain, the Marathon des Sables."""

from typing import Final

from stagerace.core.terrain import Terrain
from stagerace.simulation.entrants import invented_field
from stagerace.simulation.ready import ReadyRace
from stagerace.simulation.scenarios.making import Air, Leg, even, made_race
from stagerace.simulation.scenarios.scenario import Scenario

DESERT: tuple[tuple[float, Terrain], ...] = ((0.25, "road"), (0.35, "unknown"), (0.15, "rock"), (0.25, "sand"))
"""Tracks, trails, stones and sand of a 4 Deserts race, by share."""
MOROCCO: tuple[tuple[float, Terrain], ...] = ((0.45, "road"), (0.25, "unknown"), (0.2, "sand"), (0.1, "dune"))


def deserts() -> Scenario:
    """Three races of 250 km in six stages, carrying everything: one low and hot, one high and dry, one in between."""
    kilometres = ((36.0, 12.0), (40.0, 13.0), (38.0, 13.0), (42.0, 14.0), (78.0, 31.0), (14.0, 6.0))
    airs = (
        (Air(15, 34, 4, month=5), 850.0),
        (Air(7, 29, -4, latitude=-23, month=3), 2500.0),
        (Air(13, 32, 5, latitude=43, month=6), 1100.0),
    )
    races = []
    for number, (air, altitude) in enumerate(airs):
        legs = [
            Leg(even(km, 13.0 * km), 24.0 * day + 8.0, DESERT, altitude, limit)
            for day, (km, limit) in zip((0, 1, 2, 3, 4, 6), kilometres, strict=True)
        ]
        races.append(made_race(f"desert-{number + 1}", invented_field(90), legs, air, number=number))
    return Scenario("deserts", "three races of 250 km in six stages of 4 Deserts length", tuple(races), editions=60)


def spain() -> Scenario:
    """Five stages, 225 km at 32 to 40 °C, luggage carried for the runners."""
    kilometres = (38.0, 48.0, 38.0, 67.0, 34.0)
    airs = [Air(17 + rise, 33 + rise, 11, 2.5, 37, 7) for rise in (0, 2, 3, 4, 1)]
    legs = [
        Leg(even(km, 15.0 * km, every=9.0), 24.0 * day + 8.5, ((0.5, "road"), (0.5, "unknown")), 800.0, air=air)
        for day, (km, air) in enumerate(zip(kilometres, airs, strict=True))
    ]
    field = [e._replace(pack=3.0) for e in invented_field(74, 0.42)]
    race = made_race("spain", field, legs, airs[0], warmth=(0.0, 0.0))
    return Scenario("spain", "225 km in five stages of an Andalusian July; packs of 3 kg are assumed", (race,), 40)


def sables() -> Scenario:
    """Six stages over 246 km of the Moroccan south in April, carrying everything."""
    told = "246 km in six stages of a Moroccan April, carrying everything; an eighth are women"
    return Scenario("sables", told, (sables_race(),), 240)


_APRIL: Final = Air(14, 32, 3, 4.0, 31, 4)


def sables_race(runners: int = 150) -> ReadyRace:
    """The race of `sables`, with so many runners."""
    stages = ((0, 34.0, 11.5), (1, 38.0, 12.5), (2, 35.0, 12.0), (3, 80.0, 35.0), (5, 42.2, 12.5), (6, 17.0, 7.0))
    legs = [Leg(even(km, 11.0 * km, every=11.5), 24.0 * day + 8.5, MOROCCO, 750.0, limit) for day, km, limit in stages]
    return made_race("sables", invented_field(runners, 0.129), legs, _APRIL, number=5)
