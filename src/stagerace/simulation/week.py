"""A race run for some replicates: stage after stage, with the luck of the edition, of the day and of each runner."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from stagerace.kernels import chain_fields as f
from stagerace.kernels.chain_fields import PLACE
from stagerace.kernels.model import Array, Flags
from stagerace.simulation.chance import keyed, normal
from stagerace.simulation.company import in_company
from stagerace.simulation.drawing import Draws, Of, People, draw_people, edition_draw
from stagerace.simulation.free import Free
from stagerace.simulation.hurrying import hurried
from stagerace.simulation.lasting import most_power
from stagerace.simulation.lived import Fields, Lived, live
from stagerace.simulation.nights import Morning, after, first_morning
from stagerace.simulation.ready import ReadyRace, ReadyStage
from stagerace.simulation.setting_out import STRIKES, add_luck, person_of, state_of


class Went(NamedTuple):
    """A stage as it went for r replicates of n runners, one replicate after the other in each array."""

    stage: ReadyStage
    replicates: int
    lived: Lived
    started: Flags
    done: Flags
    """Who did the stage."""
    clock: Array
    """What it took from one's own start, if done [min]."""
    left: Array
    """By place and runner: when they went on [min since the stage's start], NaN where they did not."""


class Luck(NamedTuple):
    """What chance gives a race: the seed, the replicates, and what their editions do to everybody."""

    seed: int
    replicates: Draws
    air: Array
    """How warm the edition is [K above the sky's day], by replicate."""
    going: Array
    """How easy its going is, as the logarithm of a factor on power."""
    hardship: list[Array]
    """What it does to each cause [factor]."""


Told = Callable[[int, Went], None]


def run_race(race: ReadyRace, replicates: Draws, seed: int, free: Free, told: Told, warmer: float = 0.0) -> Morning:
    """Run a race for some replicates, tell each stage as it went, and give everyone as they are after the last.

    `warmer` is added to every day [K].
    """
    people = draw_people(race.field, replicates, seed, free, race.days)
    luck = luck_of(race, replicates, seed, free, warmer)
    morning = first_morning(people)
    for position, stage in enumerate(race.stages):
        went = run_stage(race, stage, morning, people, luck, free)
        told(position, went)
        later = race.stages[position + 1] if position + 1 < len(race.stages) else None
        stays = went.done & (morning.metres + went.lived[f.POSITION] < race.cap)
        morning = after(morning, went.lived, went.done, people, went.clock, hours_until(went, later), free.nights)
        morning = morning._replace(there=stays, finished=went.done | morning.finished & ~went.started)
    return morning


def luck_of(race: ReadyRace, replicates: Draws, seed: int, free: Free, warmer: float) -> Luck:
    """What chance gives the editions of some replicates; `warmer` is added to every day [K]."""

    def drawn(of: Of, more: int = 0) -> Array:
        return edition_draw(seed, replicates, race.number, of, more)

    n = free.days
    edition_air = race.warmth[0] if race.warmth else n.edition_air
    spread = n.camp_hardship if len(race.stages) > 1 else n.edition_hardship
    shared = spread * drawn(Of.EDITION_HARDSHIP)
    hardship = [np.exp(shared + n.cause_hardship * drawn(Of.CAUSE, k)) for k in range(len(STRIKES))]
    return Luck(
        seed, replicates, warmer + edition_air * drawn(Of.EDITION_AIR),
        n.edition_going * drawn(Of.EDITION_GOING), hardship,
    )  # fmt: skip


def run_stage(race: ReadyRace, stage: ReadyStage, morning: Morning, people: People, luck: Luck, free: Free) -> Went:
    """Run a stage from a morning on, by the luck of its day and of everyone on it."""

    def of_day(of: Of) -> Array:
        return edition_draw(luck.seed, luck.replicates, race.number, of, stage.n)

    keys = keyed(luck.seed, luck.replicates, race.field.keys)
    purpose = 1000 * (1 + 20 * race.number + stage.n)
    day_air = race.warmth[1] if race.warmth else free.days.day_air
    warmth = np.round(luck.air + day_air * of_day(Of.DAY_AIR)).astype(np.int64)
    going = np.exp(luck.going + free.days.day_going * of_day(Of.DAY_GOING))
    form = np.exp(free.people.form * normal(keys, purpose + Of.FORM))
    first = race.field.begins if stage is race.stages[0] else np.ones(len(race.field))
    most = most_power(people.able, people.loss, people.female, stage.lasting)
    usual = hurried(most * people.goal * first * form, stage, free.habits)
    used = in_company(usual, race.field, keys, purpose + Of.TOGETHER, free.habits)
    share = used / most * going[:, None]
    person = person_of(stage, people, morning, most, share, race.days - stage.since / 24.0)
    add_luck(stage, person, people, keys, purpose, luck.hardship, free)
    by_runner = np.repeat(warmth, len(race.field))
    who = np.flatnonzero(morning.there)
    lived = live(stage, who, by_runner, person, state_of(morning, person), people.mass.size, free)
    return _went(stage, lived, morning.there, person, len(luck.replicates))


def _went(stage: ReadyStage, lived: Lived, started: Flags, person: Fields, replicates: int) -> Went:
    outcome = lived[f.OUT]
    done = started & ((outcome == f.FINISHED) | (stage.boxed & (outcome == f.BY_CUT_OFF)))
    clock = lived[f.OUT_MINUTE] - np.asarray(person[f.START])
    return Went(stage, replicates, lived, started, done, clock, _left(stage, lived, person))


def _left(stage: ReadyStage, lived: Lived, person: Fields) -> Array:
    """When everyone went on from each place; who was out there did not."""
    rests = stage.route.places.reshape(-1, PLACE)[:, 2]
    slept = np.zeros(lived.arrived.shape[1], dtype=bool)
    found = np.full(lived.arrived.shape, np.nan)
    gone_at = np.where(lived[f.OUT] > 0.0, lived[f.OUT_AT], np.inf)
    for place, rest in enumerate(rests):
        came = lived.arrived[place]
        sleeps = ~slept & (came >= person[f.SLEEP_FROM]) & (place < len(rests) - 1)
        went_on = came + rest * np.asarray(person[f.DWELL]) + sleeps * np.asarray(person[f.SLEEP])
        found[place] = np.where(gone_at > stage.metres[place], went_on, np.nan)
        slept |= sleeps
    return found


def hours_until(went: Went, later: ReadyStage | None) -> Array:
    """How long everyone has from their finish to their next start [h]."""
    if later is None:
        return np.zeros(len(went.done))
    begins = (later.since - went.stage.since) + np.tile(later.starts, went.replicates) / 60.0
    found: Array = begins - went.lived[f.OUT_MINUTE] / 60.0
    return found
