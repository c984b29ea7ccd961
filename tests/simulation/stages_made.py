"""A made-up stage and lanes of made-up runners for the chain of models."""

import numpy as np

from stagerace.kernels import chain_fields as f
from stagerace.kernels.chain_numbers import Numbers
from stagerace.kernels.lanes import LANE
from stagerace.kernels.model import Array
from stagerace.physiology.exchange import body_surface
from stagerace.physiology.fatigue import FATIGUE
from stagerace.physiology.ground_cells import COSTS, ground_cells
from stagerace.physiology.heat_balance import heat_capacity
from stagerace.physiology.heat_numbers import HEAT
from stagerace.physiology.heat_throttle import THROTTLE
from stagerace.physiology.water import usual_body
from stagerace.physiology.water_numbers import WATER
from stagerace.simulation.hazards import HAZARDS

NUMBERS = Numbers(COSTS, HEAT, THROTTLE, WATER, FATIGUE, HAZARDS)
NEVER = 1e9


def route(kilometres: int = 20, closes: float = NEVER, seed: int = 5) -> f.Route:
    """A stage over mixed ground with a checkpoint every 5 km that gives 1.5 kg of water and ten minutes of rest."""
    luck = np.random.default_rng(seed)
    cells = kilometres * 10
    grade, terrain = luck.normal(0, 0.04, cells), luck.integers(0, 9, cells)
    ground = ground_cells(grade, terrain)
    zone = np.arange(cells) * 4 // cells
    told = np.stack([zone, grade, np.full(cells, 0.95), luck.uniform(1, 3, cells)], axis=1)
    places = [[km * 1000.0, closes, 10.0, 1.5] for km in range(5, kilometres, 5)]
    places.append([kilometres * 1000.0, closes, 0.0, 0.0])
    return f.Route(ground.speeds, ground.facts, told.reshape(-1), np.array(places).reshape(-1))


def sky(air: float = 36.0, radiant: float = 58.0) -> f.Sky:
    """A day by quarters of an hour, warmest in the middle, a little warmer from zone to zone."""
    slots, zones = 96, 4
    rise = np.sin(np.linspace(0, np.pi, slots))[:, None] + 0.1 * np.arange(zones)[None, :]
    values = np.stack(
        [air - 12 + 12 * rise, 1.1 + 0 * rise, radiant - 25 + 25 * rise, 1.5 + rise, 0.95 + 0 * rise, 18.0 + 0 * rise],
        axis=2,
    )
    pressure = 1013.25 * 0.95 ** (1 / 0.55)
    values[..., 5] = 16.5 * 1013.25 / pressure
    return f.Sky(values.reshape(-1), zones, slots, 15)


def people(runners: int = LANE, seed: int = 1) -> tuple[Array, Array]:
    """Runners who differ, fields by runners, and their state at the start."""
    luck = np.random.default_rng(seed)
    person, state = np.zeros((f.PERSON, runners)), np.zeros((f.STATE, runners))
    mass = luck.normal(72, 9, runners).clip(50, 95)
    area = body_surface.plain(mass, 1.74)
    usual = usual_body(mass)
    drawn = {
        f.MASS: mass, f.AREA: area, f.CAPACITY: heat_capacity(mass, area),
        f.MOST: luck.normal(7.5, 1.5, runners).clip(4, 13),
        f.DRIVE: luck.normal(0.3, 0.4, runners), f.KIT: luck.uniform(6, 12, runners),
        f.ACCLIMATISED: luck.uniform(0, 1, runners), f.SALTINESS: luck.uniform(0.6, 1.5, runners),
        f.RETENTION: luck.uniform(0, 0.6, runners), f.WANTED: luck.uniform(0.004, 0.014, runners), f.BY_THIRST: 0.5,
        f.SALT: 0.1, f.EATEN: 0.0006, f.USUAL_WATER: usual.water, f.USUAL_SALTS: usual.salts, f.INSULATION: 0.35,
        f.PERMEABILITY: 0.38, f.COVERED: 0.1, f.START: luck.integers(0, 30, runners),
        f.DWELL: luck.uniform(0.5, 2, runners),
        f.BOTTLES: 2.5, f.TAIL: 1.0, f.SLEEP_FROM: NEVER,
    }  # fmt: skip
    for field, value in drawn.items():
        person[field] = value
    person[f.HEAT_PATIENCE :] = luck.exponential(1.0, (5, runners))
    begun = {
        f.CORE: 36.8, f.SKIN: 34.0, f.WATER: usual.water, f.SALTS: usual.salts, f.GLYCOGEN: 0.5, f.CARRIED: 2.0,
        f.LEAST_SODIUM: 200.0, f.TIRED: luck.uniform(0, 0.2, runners),
    }  # fmt: skip
    for field, value in begun.items():
        state[field] = value
    return person, state


def in_lanes(fields: Array) -> Array:
    """Fields by runners as rows of lanes; a last lane is filled up with its last runner."""
    runners = fields.shape[1]
    full = np.pad(fields, ((0, 0), (0, -runners % LANE)), mode="edge")
    rows = full.reshape(len(fields), -1, LANE).transpose(1, 0, 2)
    padded = np.pad(rows, ((0, 0), (0, 0), (0, f.ROW - LANE)), mode="edge")
    return np.ascontiguousarray(padded).reshape(len(rows), -1)


def out_of_lanes(rows: Array, fields: int, runners: int) -> Array:
    """Rows of lanes as fields by runners again."""
    found: Array = rows.reshape(-1, fields, f.ROW)[:, :, :LANE].transpose(1, 0, 2).reshape(fields, -1)[:, :runners]
    return found
