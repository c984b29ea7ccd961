"""The people of a replicate: what is not known of each runner, drawn from who enters such races."""

from enum import IntEnum, auto
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stagerace.kernels.model import Array, Flags
from stagerace.physiology.age import age_share
from stagerace.physiology.exchange import body_surface
from stagerace.physiology.heat_balance import heat_capacity
from stagerace.physiology.ludlow_weyand import WATTS
from stagerace.physiology.walking import REST
from stagerace.physiology.water import Usual, usual_body
from stagerace.simulation.chance import Keys, keyed, normal, uniform
from stagerace.simulation.entrants import Field
from stagerace.simulation.free import Free, PeopleNumbers

Draws = NDArray[np.int64]
DRIVES: Final = (-0.4, 2.0)
"""How much cooler and how much warmer a core than usual people hold back at [K]: nobody walks through a cool
morning as if overheated, and nobody runs on at 41 °C by will alone."""


class Of(IntEnum):
    """What a draw is for; the numbers are part of what a seed means."""

    UPTAKE = 1
    GOAL = auto()
    LOSS = auto()
    MASS = auto()
    HEIGHT = auto()
    KIT = auto()
    DRIVE = auto()
    ACCLIMATISED = auto()
    DRINKS = auto()
    THIRST = auto()
    SALTINESS = auto()
    RETENTION = auto()
    SALT = auto()
    EATEN = auto()
    FRAILTY = auto()
    REST = auto()
    FORM = auto()
    SLEEPS = auto()
    TOGETHER = auto()
    PATIENCE = auto()
    EDITION_AIR = 40
    EDITION_GOING = auto()
    EDITION_HARDSHIP = auto()
    CAUSE = 50
    DAY_AIR = 60
    DAY_GOING = auto()


class People(NamedTuple):
    """Everyone of some replicates, r replicates by n runners in each array."""

    able: Array
    """The most power above rest that lasts six minutes, age taken off [W/kg]."""
    loss: Array
    goal: Array
    mass: Array
    """[kg]"""
    area: Array
    """[m²]"""
    capacity: Array
    """[W min/(m² K)]"""
    usual: Usual
    kit: Array
    """Pack without food and water [kg]."""
    food: Array
    """Food for a day [kg]."""
    drive: Array
    acclimatised: Array
    """On arrival."""
    drinks: Array
    """[kg/min]"""
    learnt: float
    """Factor on it from the second day on."""
    warmed: float
    """How much more is planned for each degree [1/K]."""
    thirst: Array
    saltiness: Array
    retention: Array
    salt: Array
    """[mmol/min]"""
    eaten: Array
    """[kg/min]"""
    frailty: Array
    """Factor on every hazard."""
    rest: Array
    """Factor on rests."""
    female: Flags


def draw_people(field: Field, replicates: Draws, seed: int, free: Free, days: float = 7.0) -> People:
    """Draw everyone of a field for some replicates; the same runner is the same person in all races of a season.

    `days` is how many days of food are packed.
    """
    keys = keyed(seed, replicates, field.keys)
    n = free.people

    def spread(of: Of) -> Array:
        return normal(keys, of)

    goal, goal_spread = (n.goal, n.goal_spread) if days > 1.0 else (n.goal_alone, n.goal_alone_spread)
    female = field.female[None, :]
    uptake = np.where(female, n.uptake_women, n.uptake_men) * np.exp(n.uptake_spread * spread(Of.UPTAKE))
    height = np.where(female, 1.66, 1.78) + 0.065 * spread(Of.HEIGHT)
    lean = n.build - 0.9 * female + 2.0 * spread(Of.MASS) - 1.2 * spread(Of.UPTAKE)
    mass = np.clip(lean * height**2, 42.0, 125.0)
    area = np.asarray(body_surface.plain(mass, height))
    kit, food = _pack(field, n.kit_spread * spread(Of.KIT) - n.kit_able * spread(Of.UPTAKE), n, days)
    return People(
        able=(WATTS * uptake - REST) * age_share.plain(field.age, field.female)[None, :] * field.power[None, :],
        loss=np.clip(n.loss + n.loss_spread * spread(Of.LOSS), 0.03, 0.12),
        goal=np.clip(goal * np.exp(goal_spread * spread(Of.GOAL)), 0.4, 1.5),
        mass=mass,
        area=area,
        capacity=np.asarray(heat_capacity(mass, area)),
        usual=usual_body(mass, np.where(female, 0.52, 0.6)),
        kit=kit,
        food=food,
        drive=np.clip(n.drive + n.drive_able * spread(Of.UPTAKE) + n.drive_spread * spread(Of.DRIVE), *DRIVES),
        acclimatised=np.clip(n.acclimatised + n.acclimatised_spread * spread(Of.ACCLIMATISED), 0.0, 1.0),
        drinks=n.drinks * np.exp(n.drinks_spread * spread(Of.DRINKS)),
        learnt=1.0 + n.drinks_learnt,
        warmed=n.drinks_warm,
        thirst=np.clip(n.thirst + n.thirst_spread * spread(Of.THIRST), 0.0, 3.0),
        saltiness=np.exp(n.saltiness_spread * spread(Of.SALTINESS)),
        retention=2.0 * n.retention * uniform(keys, Of.RETENTION),
        salt=n.salt * np.exp(n.salt_spread * spread(Of.SALT)),
        eaten=0.0006 * np.exp(0.35 * spread(Of.EATEN)),
        frailty=np.exp(n.frailty_spread * spread(Of.FRAILTY) - 0.5 * n.frailty_spread**2) * field.frailty[None, :],
        rest=np.exp(free.habits.rest_spread * spread(Of.REST) - free.habits.rest_able * spread(Of.UPTAKE)),
        female=np.broadcast_to(female, mass.shape),
    )  # fmt: skip


def _pack(field: Field, spread: Array, n: PeopleNumbers, days: float) -> tuple[Array, Array]:
    """Kit and a day's food; a pack that is known has the usual share of food in it."""
    drawn = n.kit * np.exp(spread)
    usual = np.broadcast_to(np.float64(n.food), drawn.shape)
    whole = field.pack[None, :]
    share = np.minimum(usual * days, 0.55 * whole)
    known = np.isfinite(whole)
    return np.where(known, whole - share, drawn), np.where(known, share / days, usual)


def edition_draw(seed: int, replicates: Draws, race: int, of: Of, more: int = 0) -> Array:
    """A standard normal number for each replicate of a race, the same for everyone in it."""
    return normal(_edition(seed, replicates, race), of + 1000 * more)[:, 0]


def _edition(seed: int, replicates: Draws, race: int) -> Keys:
    return keyed(seed, replicates, np.array([race + 1], dtype=np.uint64))
