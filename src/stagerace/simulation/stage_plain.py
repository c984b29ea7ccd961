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
from stagerace.physiology.walking import REST
from stagerace.physiology.water import Usual, WaterState, thirst, water_minute


class Piece(NamedTuple):
    """A piece of the way within one cell."""

    cell: int
    metres: float


class Stretch(NamedTuple):
    """A few pieces in one zone, after which the body follows; at its end lies a place, or none (-1)."""

    zone: int
    pieces: list[Piece]
    place: int


class Going(NamedTuple):
    """How everyone walks a stretch, or rests: mean speed [m/s] and power [W/kg], climb and descent for a metre of way,
    and how long it takes them [min]."""

    speed: Array
    power: Array
    up: float
    down: float
    minutes: Array


class Rates(NamedTuple):
    """Hazards an hour when they were last looked at [1/h]."""

    heat: Array
    gut: Array
    legs: Array
    will: Array


def stage_plain(
    person: Array, state: Array, route: Route, sky: Sky, longest: int, every: int, n: Any,
    longest_step: float = f.LONGEST_STEP, longest_rest: float = f.LONGEST_REST, together: int = f.STRETCH,
) -> tuple[Array, Array]:  # fmt: skip
    """Run everyone to the end of the stage or the `longest` minute; arrivals [min] and water taken [kg] by place.

    `together` cells are a stretch, and no step of the body is longer than `longest_step`, at rest `longest_rest` [min].
    """
    places, cells = route.places.reshape(-1, f.PLACE), route.cells.reshape(-1, f.CELL)
    arrived, filled = np.full((2, len(places), person.shape[1]), [[[np.nan]], [[0.0]]])
    state[f.CLOCK] = state[f.TAKEN] = person[f.START]
    state[f.DRUNK] = state[f.CARRIED]
    worn, since, rates = 0.0, 0, _rates(person, state, n.hazards)
    for stretch in stretches(cells, places, together):
        if since >= every:
            rates = _risk(worn, rates, person, state, n.hazards)
            _leave(longest, person, state)
            worn, since = 0.0, 0
        if stretch.pieces:
            going = _walk(stretch, longest, person, state, route, cells, n)
            _live(going, stretch.zone, person, state, sky, n, longest_step)
            worn += sum(piece.metres / 1000 * cells[piece.cell, 3] for piece in stretch.pieces)
            since += len(stretch.pieces)
        if stretch.place >= 0:
            rates = _risk(worn, rates, person, state, n.hazards)
            _leave(longest, person, state)
            rest = _meet(stretch.place, longest, places, person, state, arrived, filled)
            still = Going(np.zeros_like(rest), np.full_like(rest, REST), 0.0, 0.0, rest)
            _live(still, stretch.zone, person, state, sky, n, longest_rest)
            rates = _risk(0.0, rates, person, state, n.hazards)
            worn, since = 0.0, 0
    state[f.DRUNK] -= state[f.CARRIED]
    return arrived, filled


def stretches(cells: Array, places: Array, together: int) -> Iterator[Stretch]:
    """The way in stretches; a place where another is has a stretch of no pieces."""
    at, zone = 0.0, 0
    for number, mark in enumerate(places[:, 0]):
        if at >= mark - 1e-6:
            yield Stretch(zone, [], number)
        while at < mark - 1e-6:
            some: list[Piece] = []
            zone = int(cells[_cell_at(at, cells), 0])
            while len(some) < together and at < mark - 1e-6 and cells[_cell_at(at, cells), 0] == zone:
                cell = _cell_at(at, cells)
                end = mark if cell == len(cells) - 1 else min((cell + 1) * f.CELL_METRES, mark)
                some.append(Piece(cell, end - at))
                at = end
            yield Stretch(zone, some, number if at >= mark - 1e-6 else -1)


def _cell_at(at: float, cells: Array) -> int:
    return min(int(at / f.CELL_METRES + 1e-6), len(cells) - 1)


def _walk(
    stretch: Stretch, longest: int, person: Array, state: Array, route: Route, cells: Array, n: Any
) -> Going:  # fmt: skip
    load = (person[f.KIT] + state[f.CARRIED]) / person[f.MASS]
    kept = heat_throttle.plain(state[f.CORE], state[f.SKIN], state[f.FELT], person[f.DRIVE], n.throttle)
    able = person[f.MOST] * kept * tired_share.plain(state[f.TIRED], n.fatigue) * person[f.TAIL]
    minutes, way, energy = np.zeros((3, len(load)))
    for piece in stretch.pieces:
        here = np.full(len(load), piece.cell)
        pace = paces(REST + able * cells[piece.cell, 2], load, here, Cells(route.speeds, route.facts))
        speed = np.maximum(pace.speed, f.SLOWEST)
        takes = np.minimum(piece.metres / (speed * 60), np.maximum(longest - state[f.CLOCK] - minutes, 0))
        takes[state[f.OUT] != 0] = 0
        minutes, way, energy = minutes + takes, way + speed * 60 * takes, energy + pace.spent * takes
    metres = np.array([piece.metres for piece in stretch.pieces])
    grade = cells[[piece.cell for piece in stretch.pieces], 1]
    up, down = (np.average(np.maximum(sign * grade, 0), weights=metres) for sign in (1, -1))
    each = 1 / np.maximum(minutes, 1e-9)
    return Going(way * each / 60, energy * each, float(up), float(down), minutes)


def _live(going: Going, zone: int, person: Array, state: Array, sky: Sky, n: Any, longest_step: float) -> None:
    """Everyone's time in equal parts of at most the longest step; whoever has fewer parts stays as they are."""
    parts = np.maximum(np.ceil(going.minutes / longest_step), 1).astype(np.int64)
    for part in range(int(parts.max())):
        lives = (part < parts) & (going.minutes > 0)
        if not lives.any():
            return
        some_person, some = person[:, lives], state[:, lives]
        minutes = (going.minutes / parts)[lives]
        some_going = going._replace(speed=going.speed[lives], power=going.power[lives], minutes=minutes)
        _warm(some_going, zone, some_person, some, sky, n)
        _drink(some_going, some_person, some, n)
        some[f.CLOCK] += minutes
        some[f.POSITION] += some_going.speed * 60 * minutes
        state[:, lives] = some


def _warm(going: Going, zone: int, person: Array, state: Array, sky: Sky, n: Any) -> None:
    minutes, area = going.minutes, person[f.AREA]
    slot = np.minimum(((state[f.CLOCK] + minutes / 2) / sky.minutes).astype(np.int64), sky.slots - 1)
    air, vapour, radiant, wind, thinner, _lewis = sky.values.reshape(sky.slots, sky.zones, f.SKY)[slot, zone].T
    past = np.sqrt(wind**2 + going.speed**2)
    worn = clothing_in_motion.plain(person[f.INSULATION], person[f.PERMEABILITY], past, going.speed)
    pressure = 1013.25 * thinner ** (1 / 0.55)
    exits = skin_exits.plain(air, vapour, radiant, past, worn, pressure, person[f.COVERED])
    whole = person[f.MASS] + person[f.KIT] + state[f.CARRIED]
    metabolic = going.power * person[f.MASS] / area
    work = f.GRAVITY * whole * going.speed * going.up / area
    body = HeatState(*(state[k] for k in (f.CORE, f.SKIN, f.SWEAT, f.FILM, f.EFFORT)))
    later, _ = heat_minute.plain(
        body, exits, metabolic, work, person[f.CAPACITY], person[f.ACCLIMATISED], state[f.FELT], n.heat, minutes
    )
    for k, value in zip((f.CORE, f.SKIN, f.SWEAT, f.FILM, f.EFFORT), later[:5], strict=True):
        state[k] = value
    effort = (going.power - REST) / person[f.MOST] * n.hazards.effort_at_most
    legs = FatigueState(state[f.ACUTE], state[f.SLOW])
    state[f.ACUTE], state[f.SLOW] = fatigue_minute.plain(
        legs, effort, going.speed * going.down * 60, 1.0, n.fatigue, minutes
    )
    state[f.LIVED] += minutes
    state[f.MOVED] += np.where(going.speed > 0, minutes, 0.0)
    state[f.BEYOND] += np.where(metabolic > f.MEASURED_TO, minutes, 0.0)
    state[f.TIME_HOT] += np.where(state[f.CORE] > f.HOT, minutes, 0.0)
    state[f.PEAK_CORE] = np.maximum(state[f.PEAK_CORE], state[f.CORE])


def _drink(going: Going, person: Array, state: Array, n: Any) -> None:
    minutes, power = going.minutes, going.power * person[f.MASS]
    sweat = state[f.SWEAT] * person[f.AREA] * 60 / n.heat.latent
    usual = Usual(person[f.USUAL_WATER], person[f.USUAL_SALTS])
    fields = (f.WATER, f.SALTS, f.STOMACH, f.BRINE, f.GLYCOGEN, f.FAT)
    body = WaterState(*(state[k] for k in fields))
    sodium = n.water.edelman_slope * body.salts / body.water - n.water.edelman_shift
    wished = (person[f.WANTED] + person[f.BY_THIRST] * thirst.plain(body, usual, n.water)) * minutes
    wanted = np.minimum(wished, state[f.CARRIED])
    fit, salty = person[f.ACCLIMATISED], person[f.SALTINESS]
    later, flows = water_minute.plain(
        body, usual, sweat, wanted, f.BREATH, person[f.SALT], person[f.EATEN], power, fit, salty, person[f.RETENTION],
        n.water, minutes,
    )  # fmt: skip
    state[f.CARRIED] -= flows.drunk
    state[f.UNMET] += wished - wanted
    state[f.SWEATED] += sweat * minutes
    state[f.SALTED] += sweat * sweat_sodium.plain(sweat * 60, fit, salty, n.water) * minutes
    state[f.SPENT] += power * minutes * 0.06
    for k, value in zip(fields, later, strict=True):
        state[k] = value
    state[f.GLYCOGEN] = np.maximum(state[f.GLYCOGEN], 0)
    dry = (usual.water - state[f.WATER] - state[f.STOMACH]) / person[f.MASS]
    state[f.FELT] = np.maximum(dry, 0)
    state[f.PEAK_DRY] = np.maximum(state[f.PEAK_DRY], dry)
    state[f.LEAST_SODIUM] = np.minimum(state[f.LEAST_SODIUM], sodium)
    state[f.MOST_SODIUM] = np.maximum(state[f.MOST_SODIUM], sodium)


def _rates(person: Array, state: Array, h: Any) -> Rates:
    dry, core, legs = state[f.FELT], state[f.CORE], state[f.ACUTE] + state[f.SLOW]
    lived = state[f.CLOCK] - person[f.START]
    return Rates(
        h.heat * np.exp(h.heat_slope * (core - 39)),
        h.gut * np.exp(h.gut_slope * (dry - 0.03) + h.gut_heat * (core - 38.5)),
        h.legs * np.exp(h.legs_slope * (legs - 0.2)),
        h.will * np.exp(h.will_slope * (lived / 600 - 1)),
    )


def _risk(worn: float, before: Rates, person: Array, state: Array, h: Any) -> Rates:
    """Sum up hazards since they were last looked at, as the mean of then and now; what they are now."""
    hours, now = (state[f.CLOCK] - state[f.TAKEN]) / 60, _rates(person, state, h)
    for field, then, rate in zip((f.HEAT, f.GUT, f.LEGS, f.WILL), before, now, strict=True):
        state[field] += hours * (then + rate) / 2
    state[f.TAKEN] = state[f.CLOCK]
    state[f.FEET] += np.where(state[f.OUT] == 0, h.feet * worn, 0.0)
    return now


def _leave(longest: int, person: Array, state: Array) -> None:
    causes = (
        (f.HEAT, person[f.HEAT_PATIENCE], f.BY_HEAT), (f.GUT, person[f.STOMACH_PATIENCE], f.BY_STOMACH),
        (f.FEET, person[f.FEET_PATIENCE], f.BY_FEET), (f.LEGS, person[f.LEGS_PATIENCE], f.BY_LEGS),
        (f.WILL, person[f.WILL_PATIENCE], f.BY_WILL), (f.CLOCK, longest - 1e-9, f.BY_CUT_OFF),
    )  # fmt: skip
    for field, most, cause in causes:
        for i in np.flatnonzero((state[f.OUT] == 0) & (state[field] > most)):
            _end(int(i), cause, state)


def _meet(
    number: int, longest: int, places: Array, person: Array, state: Array, arrived: Array, filled: Array
) -> Array:
    """Everyone on the course has come to a place; how long they rest there [min]."""
    metres, closes, rest, issued = places[number]
    stays = np.zeros(person.shape[1])
    for i in np.flatnonzero(state[f.OUT] == 0):
        arrived[number, i] = at = state[f.CLOCK, i]
        state[f.POSITION, i] = metres
        if at > closes or number == len(places) - 1:
            _end(int(i), f.BY_CUT_OFF if at > closes else f.FINISHED, state)
            continue
        filled[number, i] = max(min(person[f.BOTTLES, i] - state[f.CARRIED, i], issued), 0.0)
        state[f.CARRIED, i] += filled[number, i]
        state[f.DRUNK, i] += filled[number, i]
        sleeps = state[f.SLEPT, i] == 0 and at >= person[f.SLEEP_FROM, i]
        state[f.SLEPT, i] = max(state[f.SLEPT, i], sleeps)
        stays[i] = min(rest * person[f.DWELL, i] + sleeps * person[f.SLEEP, i], longest - at)
    return stays


def _end(i: int, cause: int, state: Array) -> None:
    state[f.OUT, i], state[f.OUT_AT, i], state[f.OUT_MINUTE, i] = cause, state[f.POSITION, i], state[f.CLOCK, i]
