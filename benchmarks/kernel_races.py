"""Every kernel with its plain twin, ready to run: one function a kernel, named in `RACES`."""

from collections.abc import Callable

import numpy as np
from kernel_race import Race
from stage_race import stage

from stagerace.core.terrain import TERRAINS
from stagerace.kernels.fatigue import fatigue_lanes
from stagerace.kernels.gait import pace_lanes, running_lanes, walking_lanes
from stagerace.kernels.heat import HeatInputs, heat_lanes
from stagerace.kernels.model import Array
from stagerace.kernels.packing import packed
from stagerace.kernels.water import WaterInputs, water_lanes
from stagerace.physiology.clothing import clothing_in_motion, skin_exits
from stagerace.physiology.fatigue import FATIGUE, FatigueState, fatigue_minute
from stagerace.physiology.footing import footing_limits
from stagerace.physiology.ground_cells import COSTS, ground_cells
from stagerace.physiology.heat_balance import HeatState, heat_capacity, heat_minute
from stagerace.physiology.heat_numbers import HEAT
from stagerace.physiology.running import running_grade, running_power
from stagerace.physiology.speed import speed_for_power
from stagerace.physiology.terrain import terrain_factors
from stagerace.physiology.walking import grade_share, load_factor, walking_power
from stagerace.physiology.water import rested, thirst, usual_body, water_minute
from stagerace.physiology.water_numbers import WATER


def heat(runners: int) -> Race:
    """An hour of heat balance, clothing and exchange with the air included, worked out anew every minute."""
    minutes, luck = 60, np.random.default_rng(1)

    def between(low: float, high: float) -> Array:
        return luck.uniform(low, high, runners)

    air = between(20, 45)
    now = HeatInputs(
        between(120, 400), between(0, 40), air, between(0.8, 2.5), air + 20, between(0.8, 4), between(0.8, 3),
        between(0.2, 0.6), between(0.3, 0.45), between(0.08, 0.12), 1.0, 16.5,
        heat_capacity(between(50, 90), 1.85), between(0, 1), between(0, 0.04),
    )  # fmt: skip
    inputs = packed(now, runners)

    def plain() -> None:
        state = HeatState(*(np.full(runners, value) for value in HeatState()))
        for _ in range(minutes):
            worn = clothing_in_motion.plain(now.insulation, now.permeability, now.air_speed, now.walking)
            exits = skin_exits.plain(now.air, now.vapour, now.radiant, now.air_speed, worn, 1013.25, now.covered)
            state, _flows = heat_minute.plain(
                state, exits, now.metabolic, now.work, now.capacity, now.acclimatised, now.dehydration
            )

    def kernel() -> None:
        heat_lanes(packed(HeatState(), runners), inputs, minutes, HEAT)

    return Race(kernel, plain, runners * minutes)


def walking(runners: int) -> Race:
    """The power of walking, once a minute."""
    speed, grade, load, terrain = _moves(runners, 0.5, 1.9)
    now, out = packed((speed, grade, grade_share(grade), load, terrain), runners), np.empty(runners)
    return Race(
        lambda: walking_lanes(now, out, COSTS), lambda: walking_power.plain(speed, grade, load, terrain), runners
    )


def running(runners: int) -> Race:
    """The power of running, once a minute."""
    speed, grade, load, terrain = _moves(runners, 2.0, 5.0)
    now, out = packed((speed, grade, running_grade(grade), load, terrain), runners), np.empty(runners)
    return Race(
        lambda: running_lanes(now, out, COSTS), lambda: running_power.plain(speed, grade, load, terrain), runners
    )


def pace(runners: int) -> Race:
    """The speed that a power allows on a course of 40 km, once a minute."""
    luck = np.random.default_rng(3)
    grade = luck.uniform(-0.25, 0.25, 400)
    terrain = luck.integers(0, len(TERRAINS), 400)
    ground, cell = ground_cells(grade, terrain), luck.integers(0, 400, runners)
    power, load = luck.uniform(4, 14, runners), luck.uniform(0, 0.2, runners)
    now, out = packed((power, load, load_factor(load), cell), runners), np.empty(2 * runners)
    on_foot, on_run = (terrain_factors(gait)[terrain][cell] for gait in (False, True))
    limit = footing_limits(grade, terrain)[cell]
    return Race(
        lambda: pace_lanes(now, ground, out, COSTS),
        lambda: speed_for_power.plain(power, grade[cell], load, on_foot, on_run, limit),
        runners,
    )


def water(runners: int) -> Race:
    """An hour of water and salt, drinking partly by thirst."""
    minutes, luck = 60, np.random.default_rng(4)

    def between(low: float, high: float) -> Array:
        return luck.uniform(low, high, runners)

    usual = usual_body(between(50, 90), 0.6)
    now = WaterInputs(
        between(0.005, 0.025), between(0, 0.015), between(0, 1), 0.0012, between(0, 0.6), 0.0007, between(300, 600),
        between(0, 1), between(0.5, 1.6), between(0, 1), usual.water, usual.salts,
    )  # fmt: skip
    inputs = packed(now, runners)

    def plain() -> None:
        state = rested(usual)
        for _ in range(minutes):
            wanted = now.wanted + now.by_thirst * thirst.plain(state, usual)
            state, _flows = water_minute.plain(
                state, usual, now.sweat, wanted, now.breath, now.salt, now.eaten, now.power, now.acclimatised,
                now.saltiness, now.retention,
            )  # fmt: skip

    return Race(lambda: water_lanes(packed(rested(usual), runners), inputs, minutes, WATER), plain, runners * minutes)


def fatigue(runners: int) -> Race:
    """An hour of work and descent."""
    minutes, luck = 60, np.random.default_rng(5)
    effort, descent = luck.uniform(0.2, 0.8, runners), luck.uniform(0, 15, runners)
    now, fresh = packed((effort, descent, 1.0), runners), np.zeros(runners)

    def plain() -> None:
        state = FatigueState(fresh, fresh)
        for _ in range(minutes):
            state = fatigue_minute.plain(state, effort, descent)

    return Race(lambda: fatigue_lanes(packed((0.0, 0.0), runners), now, minutes, FATIGUE), plain, runners * minutes)


def _moves(runners: int, slow: float, fast: float) -> tuple[Array, Array, Array, Array]:
    luck = np.random.default_rng(2)
    return (
        luck.uniform(slow, fast, runners),
        luck.uniform(-0.25, 0.25, runners),
        luck.uniform(0, 0.2, runners),
        luck.uniform(1, 2.1, runners),
    )


RACES: dict[str, Callable[[int], Race]] = {
    "fatigue_lanes": fatigue,
    "heat_lanes": heat,
    "pace_lanes": pace,
    "running_lanes": running,
    "stage_lanes": stage,
    "walking_lanes": walking,
    "water_lanes": water,
}
"""How to run each kernel."""
