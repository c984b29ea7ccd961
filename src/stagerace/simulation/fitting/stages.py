"""The fit in stages: pace first, then bodies, then who leaves, then what editions do to everybody."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from stagerace.simulation.fitting.held import Held, loss_of, made, outcomes
from stagerace.simulation.fitting.knobs import Knob
from stagerace.simulation.fitting.mountains import as_it_was, as_simulated, mountain_race
from stagerace.simulation.fitting.observed import Observed
from stagerace.simulation.fitting.terms import (
    editions_of,
    heat_slope,
    log_hazards,
    mountain_term,
    pace_term,
    shape_term,
    weeks_left,
)
from stagerace.simulation.free import Free
from stagerace.simulation.scenarios.going import run_gone
from stagerace.simulation.scenarios.leaving import editions_finished, share_leaving
from stagerace.simulation.scenarios.scenario import NOBODY_LEAVES, with_taken
from stagerace.simulation.scenarios.weeks import sables_race

PACE: Final = (
    Knob("people.uptake_men", 45.0, 62.0), Knob("people.uptake_women", 38.0, 55.0),
    Knob("people.uptake_spread", 0.10, 0.20), Knob("people.goal_spread", 0.05, 0.28),
    Knob("people.drive_able", 0.0, 0.8), Knob("people.kit_able", 0.0, 0.3),
)  # fmt: skip
BODIES: Final = (
    Knob("people.drinks", 0.0005, 0.010, by_factor=True), Knob("people.drinks_spread", 0.1, 0.8),
    Knob("people.drinks_day", 0.0, 0.8), Knob("people.salt_day", 0.0, 1.0),
    Knob("people.drinks_learnt", 0.0, 0.8), Knob("people.drinks_warm", 0.0, 0.10),
    Knob("people.thirst", 0.1, 3.0, by_factor=True), Knob("people.thirst_spread", 0.1, 1.2),
    Knob("people.salt", 0.02, 0.5, by_factor=True), Knob("people.salt_spread", 0.3, 1.0),
    Knob("people.saltiness_spread", 0.2, 0.5), Knob("people.retention", 0.0, 0.45),
    Knob("people.acclimatised", 0.15, 0.8), Knob("people.acclimatised_spread", 0.1, 0.35),
    Knob("people.drive", 0.0, 1.2), Knob("nights.water_hours", 2.0, 10.0),
    Knob("nights.salt_hours", 4.0, 40.0, by_factor=True),
)  # fmt: skip
LEAVING: Final = (
    Knob("people.goal_alone", 0.8, 1.3), Knob("people.goal_alone_spread", 0.04, 0.25),
    Knob("habits.hurry", 0.0, 0.95), Knob("habits.in_hand", 0.0, 0.35),
    Knob("hazards.will", 1e-6, 3e-3, by_factor=True), Knob("hazards.will_slope", -2.0, 1.0),
    Knob("hazards.legs", 3e-5, 3e-3, by_factor=True), Knob("hazards.legs_slope", 0.0, 12.0),
    Knob("hazards.gut", 1e-5, 2e-2, by_factor=True), Knob("hazards.gut_slope", 3.0, 60.0),
    Knob("hazards.gut_heat", 0.3, 2.0), Knob("hazards.heat", 1e-6, 1e-2, by_factor=True),
    Knob("hazards.feet", 5e-6, 3e-4, by_factor=True), Knob("hazards.heat_slope", 1.0, 4.0),
    Knob("hazards.long", 0.0, 2.0), Knob("people.frailty_spread", 0.2, 2.0),
)  # fmt: skip
EDITIONS: Final = (
    Knob("days.camp_hardship", 0.1, 1.5), Knob("days.edition_hardship", 0.0, 0.8),
    Knob("days.cause_hardship", 0.0, 1.0),
)  # fmt: skip

SAME_RULES: Final = 2007
"""From this year on the mountain race had its present course, limit and rules of entry, or nearly."""
_BODY_ROWS: Final = ("V05", "V06", "V07", "V13", "V14", "V15", "V17", "V20", "V21", "V22")
_LEAVING_ROWS: Final = ("V27", "V28", "V29", "V30")
_BODY_SHARES: Final = {"deserts": 0.3, "spain": 0.3, "march": 1.0, "road": 1.0}
_LEAVING_SHARES: Final = {"western": 0.2, "hundreds": 0.5, "alps": 0.3}


class FitStage(NamedTuple):
    """A stage of the fit: what is turned, and the loss that is made least."""

    name: str
    on: str
    """What it is fitted on."""
    knobs: tuple[Knob, ...]
    loss: Callable[[Free], float]
    step: float = 0.15


def fit_stages(observed: Observed, held: Sequence[Held], seed: int, effort: float) -> tuple[FitStage, ...]:
    """The stages for what was observed in races and the field figures that are fitted; `effort` scales how much is run
    for each look."""
    return (
        _pace(observed, seed, effort),
        _bodies([each for each in held if each.row in _BODY_ROWS], seed, effort),
        _leaving(observed, [each for each in held if each.row in _LEAVING_ROWS], seed, effort),
        _editions(observed, seed, effort),
    )


def _pace(observed: Observed, seed: int, effort: float) -> FitStage:
    race = sables_race(max(60, round(2400 * effort)))

    def loss(free: Free) -> float:
        return pace_term(run_gone(race, 1, seed, with_taken(free, NOBODY_LEAVES)), observed)

    count = len(observed.men) + len(observed.women)
    return FitStage("pace", f"speeds of {count:,} finishers of the Marathon des Sables, 2003 to 2012", PACE, loss)


def _bodies(held: Sequence[Held], seed: int, effort: float) -> FitStage:
    scenarios = made(held)
    if "road" in scenarios:
        road = scenarios["road"]
        scenarios["road"] = road._replace(samples=road.samples[::4])
    shares = {name: share * effort for name, share in _BODY_SHARES.items()}

    def loss(free: Free) -> float:
        return loss_of(held, outcomes(scenarios, free, seed, shares))

    rows = ", ".join(dict.fromkeys(each.row for each in held))
    return FitStage("bodies", f"the field figures {rows}", BODIES, loss, step=0.2)


def _leaving(observed: Observed, held: Sequence[Held], seed: int, effort: float) -> FitStage:
    years = [year for year in observed.mountains if year.year >= SAME_RULES]
    theirs = as_it_was(years, observed.course)
    mountain = mountain_race(observed.course, years[-1], max(60, round(500 * effort)))
    week = sables_race(max(60, round(600 * effort)))
    scenarios, usual = made(held), weeks_left(observed)
    shares = {name: share * effort for name, share in _LEAVING_SHARES.items()}

    def loss(free: Free) -> float:
        found = mountain_term(as_simulated(run_gone(mountain, 3, seed, free), observed.course), theirs)
        ran = outcomes(scenarios, free, seed, shares)
        gone = run_gone(week, 3, seed, with_taken(free, _USUAL_EDITION))
        left = 2.0 * ((share_leaving(gone) - usual) / 0.015) ** 2
        return found + loss_of(held, ran) + left + shape_term(gone)

    rows = ", ".join(dict.fromkeys(each.row for each in held))
    on = (
        f"drop-outs by place and hour and finish times of the Ultra-Trail du Mont-Blanc {years[0].year} to "
        f"{years[-1].year}, the usual share leaving a week, {rows}, and on which days illness and feet take people out"
    )
    return FitStage("leaving", on, LEAVING, loss)


_USUAL_EDITION: Final[Mapping[str, float]] = {"days.camp_hardship": 0.0, "days.cause_hardship": 0.0}


def _editions(observed: Observed, seed: int, effort: float) -> FitStage:
    years = np.array([year.leaving for year in observed.mountains if len(year.places) > 1])
    mountain = mountain_race(observed.course, observed.mountains[-1], max(40, round(120 * effort)))
    week = sables_race(max(40, round(120 * effort)))
    hot = made([Held("V27", "mean", "western", 0.0, 1.0)])["western"].races[0]
    theirs = float(np.std(log_hazards(years))), float(np.std(log_hazards(observed.weeks)))
    _, apart = heat_slope(observed.warmth, observed.finishing)
    count = max(8, round(100 * effort))

    def loss(free: Free) -> float:
        climbed = np.std(log_hazards(1.0 - editions_finished(run_gone(mountain, count, seed, free))))
        walked = log_hazards(1.0 - editions_finished(run_gone(week, count, seed, free)))
        _, ours = heat_slope(*editions_of(run_gone(hot, count, seed, free), seed))
        usual = float(np.median(walked)) - float(np.median(log_hazards(observed.weeks)))
        return float(
            ((climbed - theirs[0]) / 0.1) ** 2 + ((np.std(walked) - theirs[1]) / 0.15) ** 2
            + ((ours - apart) / 0.02) ** 2 + (usual / 0.2) ** 2
        )  # fmt: skip

    on = (
        f"how far editions lie apart: {len(observed.weeks)} of the Marathon des Sables, {len(years)} of the Ultra-Trail"
        f" du Mont-Blanc, {len(observed.finishing)} of the Western States"
    )
    return FitStage("editions", on, EDITIONS, loss)
