"""Races of one go: a march, roads, mountains."""

from collections.abc import Sequence

import numpy as np

from stagerace.core.terrain import Terrain
from stagerace.simulation.entrants import Entrant, invented_field
from stagerace.simulation.ready import ReadyRace
from stagerace.simulation.scenarios.making import Air, Leg, Spot, even, made_race
from stagerace.simulation.scenarios.scenario import NOBODY_LEAVES, Scenario

TRAIL: tuple[tuple[float, Terrain], ...] = ((0.3, "road"), (0.7, "unknown"))
_KNOWN_DAY = (0.0, 0.0)
ALIKE = {"people.uptake_spread": 0.05, "people.goal_alone_spread": 0.03, "people.form": 0.0, "habits.together": 0.0}
"""People who go at one pace, or nearly."""
FIRST = {"people.build": 19.6, "people.drive": 1.6, "people.drive_spread": 0.2}
"""First men: lean, and they bear a warm core, as those do in whom the model of heat was held against marathons."""
TRAINED = {"people.uptake_spread": 0.10, "people.goal_alone_spread": 0.06}
"""People who differ as those of a study of finishers do, by a tenth in time."""


def men(count: int, pack: float, age: float = 40.0) -> list[Entrant]:
    """Men of one age with a pack [kg]."""
    return [Entrant(str(n + 1), f"study-{n + 1}", "M", age, pack=pack) for n in range(count)]


def march() -> Scenario:
    """Soldiers on 25 km in dry heat; what they sweated, drank and lost says that it took 4.7 h."""
    air = Air(24, 44.3, 3, 3.0, -28, 1)
    race = made_race(
        "march", men(90, 26.0, 26.0), [Leg(even(25.0, 100.0, 3.0), 10.0, ration=3.0, rest=3.0)], air, warmth=_KNOWN_DAY
    )
    taken = {**NOBODY_LEAVES, "people.acclimatised": 0.8, **ALIKE}
    return Scenario("march", "25 km of road at up to 44.3 °C; 26 kg, a start at ten and acclimatisation are assumed",
                    (race,), 2, taken,
                    minutes=282.0)  # fmt: skip


def road() -> Scenario:
    """89 km of hilly road in 10:28, start before sunrise, 26.3 °C in the afternoon."""
    air = Air(11, 26.3, 15, 2.5, -30, 6)
    spots = even(89.0, 1700.0, 4.0)
    race = made_race(
        "road", men(90, 0.3), [Leg(spots, 5.5, altitude=400.0, ration=1.0, rest=0.5)], air, warmth=_KNOWN_DAY
    )
    return Scenario("road", "89 km of road with 1,700 m of climb, at 11 to 26.3 °C", (race,), 2,
                    {**NOBODY_LEAVES, **TRAINED, "people.acclimatised": 0.6},
                    minutes=628.0, samples=tuple(range(30, 900, 30)))  # fmt: skip


def half() -> Scenario:
    """21 km at 10.8 km/h in the damp heat of an early morning; they did not slow for it."""
    air = Air(25.5, 31.5, 24.0, 2.0, 1, 6)
    leg = Leg(even(21.0, 60.0, 3.0), 6.0, altitude=10.0, ration=0.5, rest=0.0)
    race = made_race("half", men(90, 0.2, 22.0), [leg], air,
                     warmth=_KNOWN_DAY)  # fmt: skip
    taken = {**NOBODY_LEAVES, **TRAINED, "people.acclimatised": 1.0, "people.drive": 1.6}
    return Scenario("half", "21 km in 117 min at a WBGT near 26.5 °C, by people who hold back 1.6 K later", (race,), 2,
                    taken, minutes=117.0)  # fmt: skip


WARMTHS = (7.5, 12.5, 15.0, 17.5, 22.5, 25.0)
"""WBGT of the marathons [°C]."""


def marathon() -> Scenario:
    """The first men of a marathon on days of another WBGT, all else the same."""
    races = tuple(_marathon(wbgt) for wbgt in WARMTHS)
    taken = {**NOBODY_LEAVES, **ALIKE, **FIRST, "people.acclimatised": 1.0}
    return Scenario(
        "marathon", "42 km by men of 2:15 h on six days of 7.5 to 25 °C WBGT", races, 1, taken, minutes=135.0
    )


def _marathon(wbgt: float) -> ReadyRace:
    """A morning in April whose air gives that WBGT: under clouds it lies 1 to 3 °C below the air at 60 % humidity."""
    air = float(np.interp(wbgt, (0.0, 7.5, 15.0, 25.0), (0.2, 8.6, 17.0, 28.0)))
    legs = [Leg(even(42.195, 100.0, 5.0), 9.0, altitude=50.0, ration=0.3, rest=0.0)]
    day = Air(air - 2.0, air + 1.0, air - 8.0, 3.0, 42, 4, clouded=True)
    return made_race(f"marathon-{wbgt:g}", men(60, 0.1, 28.0), legs, day, warmth=_KNOWN_DAY)


def hundred() -> Scenario:
    """100 km of road through a night in June, the first men."""
    spots = (
        Spot(20.0, 150, 150),
        Spot(38.0, 250, 250),
        Spot(56.1, 400, 400),
        Spot(76.7, 520, 520),
        Spot(100.0, 645, 645),
    )
    leg = Leg(spots, 22.0, altitude=450.0, rest=0.5)
    race = made_race("hundred", men(60, 0.2, 38.0), [leg], Air(13, 24, 11, 2.0, 47, 6),
                     warmth=_KNOWN_DAY)  # fmt: skip
    taken = {**NOBODY_LEAVES, **ALIKE, **FIRST}
    return Scenario(
        "hundred", "100 km of road through a night in June, by men of 7:40 h", (race,), 2, taken, minutes=460.0
    )


def giants() -> Scenario:
    """330 km and 24,000 m of climb in two halves with nothing between them."""
    legs = [Leg(even(165.0, 12_000.0, 11.0), 10.0, TRAIL, 1300.0, 100.0, ration=3.0)] * 2
    field = [e._replace(pack=4.0) for e in invented_field(60, 0.1)]
    race = made_race("giants", field, legs, Air(6, 17, 5, 3.0, 46, 9), warmth=_KNOWN_DAY)
    return Scenario(
        "giants", "330 km with 24,000 m of climb in 122 h", (race,), 2, {**NOBODY_LEAVES, **TRAINED}, minutes=7320.0
    )


def western() -> Scenario:
    """161 km from the Sierra down into hot canyons, 30 h."""
    share = [k / 20 for k in range(1, 21)]
    spots = tuple(Spot(161.0 * s, 5500 * s, 7000 * s, 30.0 * s + 2.8 * float(np.sin(np.pi * s))) for s in share)
    leg = Leg(spots, 5.0, TRAIL, 1900.0, 30.0, ration=2.0, rest=5.0)
    field = [e._replace(pack=2.0) for e in invented_field(150, 0.2)]
    race = made_race("western", field, [leg], Air(8, 24, 4, 2.5, 39, 6), number=7, warmth=(4.0, 0.0))
    return Scenario("western", "161 km with 5,500 m of climb in 30 h, down to 33 °C in the canyons, years 4 K apart",
                    (race,), 160)  # fmt: skip


ALPS: Sequence[tuple[float, float, float]] = (
    (13.0, 870, 150), (21.0, 950, 1170), (31.0, 1430, 1290), (38.5, 2050, 1380), (44.0, 2840, 1450),
    (49.5, 2910, 2390), (60.0, 4000, 2520), (64.5, 4060, 3110), (68.5, 4560, 3160), (77.5, 4690, 4500),
    (82.5, 5530, 4560), (89.5, 5640, 4640), (94.5, 5700, 4950), (99.0, 6510, 5000), (109.0, 6620, 6050),
    (123.0, 6800, 6350), (132.5, 7430, 6470), (139.0, 7510, 7230), (144.0, 8290, 7290), (149.5, 8350, 8120),
    (157.0, 9310, 8210), (160.5, 9350, 8510), (167.0, 9450, 9450),
)  # fmt: skip
"""An invented round of a massif: kilometres, climb and descent from the start."""


def alps() -> Scenario:
    """167 km and 9,450 m of climb round a massif, from an evening on, 46 h."""
    spots = tuple(Spot(km, up, down, closing(km)) for km, up, down in ALPS)
    return Scenario(
        "alps", "167 km with 9,450 m of climb round a massif in 46 h, late August", (alps_race(spots),), 160
    )


def closing(km: float, limit: float = 46.0, whole: float = 167.0) -> float:
    """When a place on the way closes [h]: generous to those who go a little slower than the limit asks, no more."""
    marks = (0.0, 31.0, 49.5, 77.5, 94.5, 123.0, 149.5, whole)
    return float(np.interp(km, marks, (2.5, 6.2, 12.0, 18.9, 24.0, 32.3, 40.7, limit)))


def alps_race(
    spots: Sequence[Spot], runners: int = 150, limit: float = 46.0, starts: float = 18.75,
    field: list[Entrant] | None = None,
) -> ReadyRace:  # fmt: skip
    """The race of `alps` over places as given."""
    field = field or [e._replace(pack=4.5) for e in invented_field(runners, 0.09)]
    leg = Leg(tuple(spots), starts, TRAIL, 1035.0, limit, ration=2.0, rest=8.0)
    return made_race("alps", field, [leg], Air(9, 21, 8, 2.5, 46, 8), number=8)
