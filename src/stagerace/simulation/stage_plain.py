"""A stage cell by cell in plain NumPy: the reference of the chain kernel, put together from the models themselves.

Arrays are fields by runners, as `kernels.chain_fields` names them; the state is changed in place.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from stagerace.kernels import chain_fields as f
from stagerace.kernels.chain_fields import Route, Sky
from stagerace.kernels.gait_table import Cells
from stagerace.kernels.model import Array
from stagerace.physiology.clothing import clothing_in_motion, skin_exits
from stagerace.physiology.fatigue import FatigueState, fatigue_minute, tired_share
from stagerace.physiology.ground_cells import paces
from stagerace.physiology.heat_balance import HeatState, heat_minute
from stagerace.physiology.heat_throttle import heat_throttle
from stagerace.physiology.sodium import sweat_sodium
from stagerace.physiology.walking import REST, load_factor
from stagerace.physiology.water import Usual, WaterState, thirst, water_minute

_HEAT = (f.CORE, f.SKIN, f.SWEAT, f.FILM, f.EFFORT)
_WATER = (f.WATER, f.SALTS, f.STOMACH, f.BRINE, f.GLYCOGEN, f.FAT)
_CAUSES = (
    (f.HEAT, f.HEAT_PATIENCE, f.BY_HEAT), (f.GUT, f.STOMACH_PATIENCE, f.BY_STOMACH),
    (f.FEET, f.FEET_PATIENCE, f.BY_FEET), (f.LEGS, f.LEGS_PATIENCE, f.BY_LEGS),
    (f.WILL, f.WILL_PATIENCE, f.BY_WILL),
)  # fmt: skip


class Piece(NamedTuple):
    """A cell of the course, or the part of it up to a place; the last one before a place has that place's number."""

    cell: int
    metres: float
    place: int | None


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
    """Run everyone to the end of the stage; arrivals [min by the clock] and water taken [kg] by place."""
    places, cells = route.places.reshape(-1, f.PLACE), route.cells.reshape(-1, f.CELL)
    arrived = np.full((len(places), person.shape[1]), np.nan)
    filled = np.zeros_like(arrived)
    state[f.TAKEN] = state[f.CLOCK]
    _risk(0.0, person, state, n.hazards)
    worn, taken = 0.0, 0
    for piece in pieces(places[:, 0], len(cells)):
        zone = int(cells[piece.cell, 0])
        _cross(piece, zone, person, state, route, sky, n)
        worn += piece.metres * 0.001 * cells[piece.cell, 3]
        taken += 1
        if taken == every or piece.place is not None:
            _risk(worn, person, state, n.hazards)
            _leave(longest, person, state)
            worn, taken = 0.0, 0
        if piece.place is not None:
            last = piece.place == len(places) - 1
            _meet(places[piece.place], last, person, state, arrived[piece.place], filled[piece.place])
            _rest(zone, person, state, sky, n)
            _risk(0.0, person, state, n.hazards)
            _leave(longest, person, state)
    return arrived, filled


def pieces(marks: Array, cells: int) -> Iterator[Piece]:
    """The course in pieces that end at the borders of cells and at places [m]."""
    at = 0.0
    for number, mark in enumerate(marks):
        while at < mark - 1e-6:
            cell = min(int(at / f.CELL_METRES + 1e-9), cells - 1)
            end = min((cell + 1) * f.CELL_METRES, mark) if cell < cells - 1 else mark
            yield Piece(cell, end - at, number if end >= mark - 1e-6 else None)
            at = end


def _cross(piece: Piece, zone: int, person: Array, state: Array, route: Route, sky: Sky, n: Any) -> None:
    cells = route.cells.reshape(-1, f.CELL)
    load = (person[f.KIT] + state[f.CARRIED]) / person[f.MASS]
    kept = heat_throttle.plain(state[f.CORE], state[f.SKIN], state[f.FELT], person[f.DRIVE], n.throttle)
    share = kept * tired_share.plain(state[f.TIRED], n.fatigue) * person[f.TAIL]
    power = REST + person[f.MOST] * cells[piece.cell, 2] * share
    here = np.full(person.shape[1], piece.cell)
    pace = paces(power, load, here, Cells(route.speeds, route.facts))
    state[f.POWER], state[f.SPEED] = pace.spent, np.maximum(pace.speed, f.SLOWEST)
    step = np.where(state[f.OUT] == 0, piece.metres / (state[f.SPEED] * 60), 0.0)
    parts = np.maximum(np.ceil(step / f.LONGEST_STEP), 1)
    over = _over(zone, state[f.CLOCK], sky)
    for part in range(int(parts.max())):
        minutes = np.where(part < parts, step / parts, 0.0)
        _warm(minutes, 1.0, float(cells[piece.cell, 1]), person, state, over, n)
        _drink(minutes, person, state, n)
    state[f.CLOCK] += step
    state[f.POSITION] += np.where(state[f.OUT] == 0, piece.metres, 0.0)


def _rest(zone: int, person: Array, state: Array, sky: Sky, n: Any) -> None:
    due = np.where(state[f.OUT] == 0, state[f.REST], 0.0)
    if not due.any():
        return
    parts = np.maximum(np.ceil(due / f.LONGEST_REST), 1)
    state[f.POWER], state[f.SPEED] = REST, 0.0
    for part in range(int(parts.max())):
        minutes = np.where(part < parts, due / parts, 0.0)
        over = _over(zone, state[f.CLOCK], sky)
        _warm(minutes, 0.0, 0.0, person, state, over, n)
        _drink(minutes, person, state, n)
        state[f.CLOCK] += minutes


def _over(zone: int, clock: Array, sky: Sky) -> Over:
    values = sky.values.reshape(sky.slots, sky.zones, f.SKY)
    slot = np.minimum((clock / sky.minutes).astype(np.int64), sky.slots - 1)
    return Over(*values[slot, zone].T)


def _warm(minutes: Array, moving: float, grade: float, person: Array, state: Array, over: Over, n: Any) -> None:
    here = minutes > 0
    speed, area = state[f.SPEED], person[f.AREA]
    past = np.sqrt(over.wind**2 + speed**2)
    worn = clothing_in_motion.plain(person[f.INSULATION], person[f.PERMEABILITY], past, speed)
    pressure = 1013.25 * over.thinner ** (1 / 0.55)
    exits = skin_exits.plain(over.air, over.vapour, over.radiant, past, worn, pressure, person[f.COVERED])
    whole = person[f.MASS] + person[f.KIT] + state[f.CARRIED]
    rise = speed * grade
    metabolic = state[f.POWER] * person[f.MASS] / area
    work = f.GRAVITY * whole * np.maximum(rise, 0) / area
    body = HeatState(*(state[k] for k in _HEAT))
    later, _ = heat_minute.plain(
        body, exits, metabolic, work, person[f.CAPACITY], person[f.ACCLIMATISED], state[f.FELT], n.heat,
        np.where(here, minutes, 1.0),
    )  # fmt: skip
    for k, value in zip(_HEAT, later[:5], strict=True):
        state[k] = np.where(here, value, state[k])
    effort = (state[f.POWER] - REST) / person[f.MOST] * n.hazards.effort_at_most
    legs = FatigueState(state[f.ACUTE], state[f.SLOW])
    state[f.ACUTE], state[f.SLOW] = fatigue_minute.plain(
        legs, effort, np.maximum(-rise, 0) * 60, 1.0, n.fatigue, minutes
    )
    state[f.LIVED] += minutes
    state[f.MOVED] += minutes * moving
    state[f.BEYOND] += minutes * (metabolic > f.MEASURED_TO)
    state[f.PEAK_CORE] = np.maximum(state[f.PEAK_CORE], state[f.CORE])


def _drink(minutes: Array, person: Array, state: Array, n: Any) -> None:
    sweat = state[f.SWEAT] * person[f.AREA] * 60 / n.heat.latent
    usual = Usual(person[f.USUAL_WATER], person[f.USUAL_SALTS])
    body = WaterState(*(state[k] for k in _WATER))
    sodium = n.water.edelman_slope * body.salts / body.water - n.water.edelman_shift
    wished = (person[f.WANTED] + person[f.BY_THIRST] * thirst.plain(body, usual, n.water)) * minutes
    wanted = np.minimum(wished, state[f.CARRIED])
    later, flows = water_minute.plain(
        body, usual, sweat, wanted, f.BREATH, person[f.SALT], person[f.EATEN], state[f.POWER] * person[f.MASS],
        person[f.ACCLIMATISED], person[f.SALTINESS], person[f.RETENTION], n.water, minutes,
    )  # fmt: skip
    salty = sweat_sodium.plain(sweat * 60, person[f.ACCLIMATISED], person[f.SALTINESS], n.water)
    state[f.CARRIED] -= flows.drunk
    state[f.UNMET] += wished - wanted
    state[f.SWEATED] += sweat * minutes
    state[f.SALTED] += sweat * salty * minutes
    state[f.SPENT] += state[f.POWER] * person[f.MASS] * minutes * 0.06
    for k, value in zip(_WATER, later, strict=True):
        state[k] = value
    state[f.GLYCOGEN] = np.maximum(state[f.GLYCOGEN], 0)
    dry = (usual.water - state[f.WATER] - state[f.STOMACH]) / person[f.MASS]
    state[f.FELT] = np.maximum(dry, 0)
    state[f.PEAK_DRY] = np.maximum(state[f.PEAK_DRY], dry)
    state[f.LEAST_SODIUM] = np.minimum(state[f.LEAST_SODIUM], sodium)
    state[f.MOST_SODIUM] = np.maximum(state[f.MOST_SODIUM], sodium)


def _risk(worn: float, person: Array, state: Array, h: Any) -> None:
    hours = (state[f.CLOCK] - state[f.TAKEN]) / 60
    state[f.TAKEN] = state[f.CLOCK]
    dry, core, legs = state[f.FELT], state[f.CORE], state[f.ACUTE] + state[f.SLOW]
    state[f.HEAT] += hours * h.heat * np.exp(h.heat_slope * (core - 39))
    state[f.GUT] += hours * h.gut * np.exp(h.gut_slope * (dry - 0.03) + h.gut_heat * (core - 38.5))
    state[f.LEGS] += hours * h.legs * np.exp(h.legs_slope * (legs - 0.2))
    state[f.WILL] += hours * h.will * np.exp(h.will_slope * (state[f.LIVED] / 600 - 1))
    state[f.FEET] += np.where(state[f.OUT] == 0, h.feet * worn, 0.0)
    state[f.HEAVY] = load_factor((person[f.KIT] + state[f.CARRIED]) / person[f.MASS])


def _leave(longest: float, person: Array, state: Array) -> None:
    here = state[f.OUT] == 0
    over = state[f.CLOCK] - longest
    late = here & (over > 0)
    state[f.POSITION] -= np.where(late, np.minimum(over * 60 * state[f.SPEED], state[f.POSITION]), 0.0)
    state[f.CLOCK] = np.where(late, longest, state[f.CLOCK])
    _end(late, f.BY_CUT_OFF, state)
    for hazard, patience, cause in _CAUSES:
        _end(here & (state[hazard] > person[patience]) & (state[f.OUT] == 0), cause, state)


def _end(who: Array, cause: float, state: Array) -> None:
    state[f.OUT][who] = cause
    state[f.OUT_AT][who] = state[f.POSITION][who]
    state[f.OUT_MINUTE][who] = state[f.CLOCK][who]


def _meet(place: Array, last: bool, person: Array, state: Array, arrived: Array, filled: Array) -> None:
    _, closes, rest, issued = place
    here = state[f.OUT] == 0
    arrived[here] = state[f.CLOCK][here]
    state[f.REST] = 0.0
    _end(here & (state[f.CLOCK] > closes), f.BY_CUT_OFF, state)
    stays = state[f.OUT] == 0
    if last:
        _end(stays, f.FINISHED, state)
        return
    fill = np.where(stays, np.clip(np.minimum(person[f.BOTTLES] - state[f.CARRIED], issued), 0.0, None), 0.0)
    state[f.CARRIED] += fill
    filled[stays] = fill[stays]
    sleeps = stays & (state[f.SLEPT] == 0) & (state[f.CLOCK] >= person[f.SLEEP_FROM])
    state[f.SLEPT] = np.where(sleeps, 1.0, state[f.SLEPT])
    state[f.REST] = np.where(stays, rest * person[f.DWELL] + np.where(sleeps, person[f.SLEEP], 0.0), 0.0)
