"""A stage minute by minute in plain NumPy: the reference of the chain kernel, put together from the models themselves.

Arrays are fields by runners, as `kernels.chain_fields` names them; the state is changed in place.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stagerace.kernels import chain_fields as f
from stagerace.kernels.chain_fields import Route, Sky
from stagerace.kernels.gait_table import Cells
from stagerace.kernels.model import Array, Flags
from stagerace.physiology.clothing import clothing_in_motion, skin_exits
from stagerace.physiology.fatigue import FatigueState, fatigue_minute, tired_share
from stagerace.physiology.ground_cells import paces
from stagerace.physiology.heat_balance import HeatState, heat_minute
from stagerace.physiology.heat_throttle import heat_throttle
from stagerace.physiology.walking import REST, load_factor
from stagerace.physiology.water import Usual, WaterState, thirst, water_minute


class Over(NamedTuple):
    """What lies over a runner: air [°C], vapour [kPa], radiant [°C], wind [m/s], thinner, lewis."""

    air: Array
    vapour: Array
    radiant: Array
    wind: Array
    thinner: Array
    lewis: Array


def stage_plain(
    person: Array, state: Array, route: Route, sky: Sky, longest: int, every: int, n: Any
) -> tuple[Array, Array]:
    """Run everyone to the end of the stage or for `longest` minutes; arrivals [min] and water taken [kg] by place."""
    places = route.places.reshape(-1, f.PLACE)
    arrived = np.full((len(places), person.shape[1]), np.nan)
    filled = np.zeros_like(arrived)
    cells = route.cells.reshape(-1, f.CELL)
    _risk(0, person, state, np.zeros(person.shape[1]), n.hazards)
    for minute in range(longest):
        gone, kept = state[f.OUT] != 0, state.copy()
        cell = np.minimum((state[f.POSITION] * (1 / f.CELL_METRES)).astype(np.int64), len(cells) - 1)
        going = (state[f.OUT] == 0) & (state[f.RESTING] <= 0) & (person[f.START] <= minute)
        over = _over(minute, cells[cell, 0].astype(np.int64), sky)
        _move(person, state, route, cell, cells, going, n)
        _warm(person, state, cells[cell, 1], over, going, n)
        _drink(person, state, n)
        if minute % every == every - 1:
            _risk(every, person, state, cells[cell, 3], n.hazards)
            _leave(minute, person, state)
        here = _advance(minute, person, state, places, arrived, filled)
        state[:, gone] = kept[:, gone]
        if not here:
            break
    return arrived, filled


def _over(minute: int, zone: NDArray[np.int64], sky: Sky) -> Over:
    values = sky.values.reshape(sky.slots, sky.zones, f.SKY)[min(minute // sky.minutes, sky.slots - 1)]
    return Over(*values[zone].T)


def _move(
    person: Array, state: Array, route: Route, cell: NDArray[np.int64], cells: Array, going: Flags, n: Any
) -> None:
    load = (person[f.KIT] + state[f.CARRIED]) / person[f.MASS]
    kept = heat_throttle.plain(state[f.CORE], state[f.SKIN], state[f.FELT], person[f.DRIVE], n.throttle)
    share = kept * tired_share.plain(state[f.TIRED], n.fatigue) * person[f.TAIL]
    power = REST + person[f.MOST] * cells[cell, 2] * share
    pace = paces(power, load, cell, Cells(route.speeds, route.facts))
    state[f.POWER] = np.where(going, pace.spent, REST)
    ahead = paces(power, load, np.minimum(cell + 1, len(cells) - 1), Cells(route.speeds, route.facts)).speed
    rest = (cell + 1) * f.CELL_METRES - state[f.POSITION]
    seconds = np.minimum(rest / np.maximum(pace.speed, 1e-9), 60.0)
    state[f.SPEED] = np.where(going, (pace.speed * seconds + ahead * (60 - seconds)) / 60, 0.0)


def _warm(person: Array, state: Array, grade: Array, over: Over, going: Flags, n: Any) -> None:
    speed, area = state[f.SPEED], person[f.AREA]
    past = np.sqrt(over.wind**2 + speed**2)
    worn = clothing_in_motion.plain(person[f.INSULATION], person[f.PERMEABILITY], past, speed)
    pressure = 1013.25 * over.thinner ** (1 / 0.55)
    exits = skin_exits.plain(over.air, over.vapour, over.radiant, past, worn, pressure, person[f.COVERED])
    whole = person[f.MASS] + person[f.KIT] + state[f.CARRIED]
    rise = speed * grade
    metabolic = state[f.POWER] * person[f.MASS] / area
    work = f.GRAVITY * whole * np.maximum(rise, 0) / area
    body = HeatState(*(state[k] for k in (f.CORE, f.SKIN, f.SWEAT, f.FILM, f.EFFORT)))
    later, _ = heat_minute.plain(
        body, exits, metabolic, work, person[f.CAPACITY], person[f.ACCLIMATISED], state[f.FELT], n.heat
    )
    for k, value in zip((f.CORE, f.SKIN, f.SWEAT, f.FILM, f.EFFORT), later[:5], strict=True):
        state[k] = value
    effort = (state[f.POWER] - REST) / person[f.MOST] * n.hazards.effort_at_most
    legs = FatigueState(state[f.ACUTE], state[f.SLOW])
    state[f.ACUTE], state[f.SLOW] = fatigue_minute.plain(legs, effort, np.maximum(-rise, 0) * 60, 1.0, n.fatigue)
    on_course = (state[f.OUT] == 0) & (going | (state[f.RESTING] > 0))
    state[f.LIVED] += on_course
    state[f.MOVED] += going
    state[f.BEYOND] += on_course & (metabolic > f.MEASURED_TO)
    state[f.PEAK_CORE] = np.maximum(state[f.PEAK_CORE], np.where(on_course, state[f.CORE], 0.0))


def _drink(person: Array, state: Array, n: Any) -> None:
    sweat = state[f.SWEAT] * person[f.AREA] * 60 / n.heat.latent
    usual = Usual(person[f.USUAL_WATER], person[f.USUAL_SALTS])
    fields = (f.WATER, f.SALTS, f.STOMACH, f.BRINE, f.GLYCOGEN, f.FAT)
    body = WaterState(*(state[k] for k in fields))
    sodium = n.water.edelman_slope * body.salts / body.water - n.water.edelman_shift
    wished = person[f.WANTED] + person[f.BY_THIRST] * thirst.plain(body, usual, n.water)
    wanted = np.minimum(wished, state[f.CARRIED])
    later, flows = water_minute.plain(
        body, usual, sweat, wanted, f.BREATH, person[f.SALT], person[f.EATEN], state[f.POWER] * person[f.MASS],
        person[f.ACCLIMATISED], person[f.SALTINESS], person[f.RETENTION], n.water,
    )  # fmt: skip
    state[f.CARRIED] -= flows.drunk
    state[f.UNMET] += wished - wanted
    state[f.SWEATED] += sweat
    for k, value in zip(fields, later, strict=True):
        state[k] = value
    state[f.GLYCOGEN] = np.maximum(state[f.GLYCOGEN], 0)
    dry = (usual.water - state[f.WATER] - state[f.STOMACH]) / person[f.MASS]
    state[f.FELT] = np.maximum(dry, 0)
    state[f.PEAK_DRY] = np.maximum(state[f.PEAK_DRY], dry)
    state[f.LEAST_SODIUM] = np.minimum(state[f.LEAST_SODIUM], sodium)
    state[f.MOST_SODIUM] = np.maximum(state[f.MOST_SODIUM], sodium)


def _risk(minutes: int, person: Array, state: Array, feet: Array, h: Any) -> None:
    here = state[f.OUT] == 0
    hours = np.where(here, minutes / 60, 0.0)
    dry, core, legs = state[f.FELT], state[f.CORE], state[f.ACUTE] + state[f.SLOW]
    state[f.HEAT] += hours * h.heat * np.exp(h.heat_slope * (core - 39))
    state[f.GUT] += hours * h.gut * np.exp(h.gut_slope * (dry - 0.03) + h.gut_heat * (core - 38.5))
    state[f.LEGS] += hours * h.legs * np.exp(h.legs_slope * (legs - 0.2))
    state[f.WILL] += hours * h.will * np.exp(h.will_slope * (state[f.LIVED] / 600 - 1))
    state[f.FEET] += np.where(here, h.feet * state[f.SPEED] * 0.06 * minutes * feet, 0.0)
    state[f.HEAVY] = load_factor((person[f.KIT] + state[f.CARRIED]) / person[f.MASS])


def _leave(minute: int, person: Array, state: Array) -> None:
    here = (state[f.OUT] == 0) & (person[f.START] <= minute)
    causes = (
        (f.HEAT, f.HEAT_PATIENCE, f.BY_HEAT), (f.GUT, f.STOMACH_PATIENCE, f.BY_STOMACH),
        (f.FEET, f.FEET_PATIENCE, f.BY_FEET), (f.LEGS, f.LEGS_PATIENCE, f.BY_LEGS),
        (f.WILL, f.WILL_PATIENCE, f.BY_WILL),
    )  # fmt: skip
    for hazard, patience, cause in causes:
        leaves = here & (state[hazard] > person[patience]) & (state[f.OUT] == 0)
        state[f.OUT][leaves] = cause
        state[f.OUT_AT][leaves] = state[f.POSITION][leaves]
        state[f.OUT_MINUTE][leaves] = minute


def _advance(minute: int, person: Array, state: Array, places: Array, arrived: Array, filled: Array) -> int:
    here = state[f.OUT] == 0
    state[f.RESTING] = np.where(here, np.maximum(state[f.RESTING] - 1, 0), state[f.RESTING])
    walks = here & (state[f.SPEED] > 0)
    number = state[f.NEXT].astype(np.int64)
    metres = places[number, 0]
    reach = state[f.POSITION] + state[f.SPEED] * 60
    state[f.POSITION] = np.where(walks & (reach < metres), reach, state[f.POSITION])
    for i in np.flatnonzero(walks & (reach >= metres)):
        _arrive(minute, int(i), int(number[i]), person, state, places, arrived, filled)
    return int(here.sum())


def _arrive(
    minute: int, i: int, number: int, person: Array, state: Array, places: Array, arrived: Array, filled: Array
) -> None:
    metres, closes, rest, issued = places[number]
    at = minute + (metres - state[f.POSITION, i]) / (state[f.SPEED, i] * 60)
    state[f.POSITION, i], arrived[number, i] = metres, at
    if at > closes or number == len(places) - 1:
        state[f.OUT, i] = f.BY_CUT_OFF if at > closes else f.FINISHED
        state[f.OUT_AT, i], state[f.OUT_MINUTE, i] = metres, at
        return
    filled[number, i] = max(min(person[f.BOTTLES, i] - state[f.CARRIED, i], issued), 0.0)
    state[f.CARRIED, i] += filled[number, i]
    state[f.RESTING, i] = rest * person[f.DWELL, i]
    state[f.NEXT, i] = number + 1
