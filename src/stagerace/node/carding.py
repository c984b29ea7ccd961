"""A runner's pocket card: when to be where, when to leave, water, food, pack, sun; and what a change does."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from msgspec import Struct

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.errors import BadInput, Problem
from stagerace.core.names import Bib
from stagerace.core.zone import Zone, to_iso
from stagerace.kernels.chain_fields import BREATH, PLACE
from stagerace.kernels.model import Array
from stagerace.node.climates import StageClimate
from stagerace.node.folder import RaceFolder
from stagerace.node.readying import Readied
from stagerace.node.what_if import Change
from stagerace.physiology.water_numbers import WATER
from stagerace.simulation.drawing import draw_people
from stagerace.simulation.entrants import Entrant, field_of
from stagerace.simulation.one_runner import OneRace, OneStage, one_race, thirds
from stagerace.simulation.ready import ReadyStage, without_closings
from stagerace.simulation.route import NEVER
from stagerace.simulation.setting_out import BOTTLES

REPLICATES: Final = 2000
_SURE: Final = 0.9
_RARE: Final = 0.02
"""Laps that a smaller share of those who start gets to are left out."""
Three = tuple[float, float, float]
"""The lowest tenth, the middle, the highest tenth."""
UNKNOWN: Final = (
    "The model knows age, gender, course and an ordinary year's weather. It does not know your training, your sleep, "
    "your feet, what you have done before, or how much you want it.",
    "Every figure is what two thousand runners like you would meet: eight of ten lie inside the range.",
    "This is for planning. It is no medical advice and clears nobody to start.",
)


class PlaceOnCard(Struct, frozen=True):
    """A place on the way: when to expect to be there, by when to leave it, what to carry on from it."""

    id: str
    km: float
    expected: list[str] | None
    """The early tenth, the middle and the late tenth, by the local clock; None where nobody like this gets there."""
    closes: str | None
    leave_by: str | None
    """Leaving later than this, fewer than nine of ten make the closings still to come."""
    litres_on: Three | None
    """What sweat, breath and kidneys take on the way to the next place."""
    beyond_bottles: bool = False
    """Whether that can be more than most have bottles for."""


class StageOnCard(Struct, frozen=True):
    """A stage on the card."""

    stage: int
    name: str
    km: float
    """Of a lap, where it is run for a time."""
    boxed: bool
    start: str
    sunrise: str | None
    sunset: str | None
    light: str
    hottest: str | None
    """When it is hottest on the way, by the local clock."""
    hottest_wbgt: float | None
    minutes: Three | None
    """None for a stage that is run for a time."""
    km_done: Three | None
    p_done: float
    """Of all two thousand, who do this stage."""
    litres: Three | None
    kcal: Three | None
    pack_kg: float
    """At its start, food in it and no water."""
    food_kg: float
    places: list[PlaceOnCard]


class Changed(Struct, frozen=True):
    """What a change does: with the same luck in two thousand races."""

    what: str
    p_finish: float
    minutes_less: Three | None
    """How much less all stages take, in races finished both ways; negative is more [min]."""
    km_more: Three | None
    """How much further they get where stages are run for a time [km]."""
    unknown: str


class Card(Struct, frozen=True):
    """A runner's pocket card."""

    race: str
    bib: str
    runner: str
    """Their name, where it is known here."""
    age: float | None
    gender: str
    p_finish: float
    minutes: Three | None
    stages: list[StageOnCard]
    changes: list[Changed]
    numbers: str
    unknown: list[str]
    findings: list[str]


def card_of(
    ready: Readied, folder: RaceFolder, bib: str, changes: Sequence[Change] = (), seed: int = 1,
    replicates: int = REPLICATES,
) -> Card:  # fmt: skip
    """The card of a bib.

    Raises BadInput for a bib that nobody wears.
    """
    who = next((entrant for entrant in ready.race.field.entrants if entrant.bib == bib), None)
    if who is None:
        known = [entrant.bib for entrant in ready.race.field.entrants]
        worn = f"{known[0]} to {known[-1]}" if known else "none"
        raise BadInput(Problem(f"nobody wears bib {bib}", f"The bibs of this race are {worn}"))
    usual = one_race(ready.race, who, replicates, seed, ready.free)
    uncut = one_race(without_closings(ready.race), who, replicates, seed, ready.free)
    stages = [
        _stage(ready, position, usual.stages[position], uncut.stages[position], who, seed, replicates)
        for position in range(len(ready.race.stages))
    ]
    name = folder.people(folder.view().facts).get(Bib(bib)) if folder.has_log else None
    about = tuple(f for f in ready.findings if not f.where.startswith("bib") or f.where == f"bib {bib}")
    return Card(
        ready.plan.name, bib, name.name if name else "", who.age, who.gender,
        round(float(usual.finished.mean()), 4), _total(ready, usual), stages,
        _changes(ready, who, usual, changes, seed, replicates), ready.free.version, list(UNKNOWN),
        [str(finding) for finding in about],
    )  # fmt: skip


def _total(ready: Readied, ran: OneRace) -> Three | None:
    return None if any(stage.boxed for stage in ready.race.stages) else thirds(ran.minutes)


def _changes(
    ready: Readied, who: Entrant, usual: OneRace, changes: Sequence[Change], seed: int, replicates: int
) -> list[Changed]:
    """Each change alone, and all together where there are several."""
    found = [
        _changed(ready, change.apply(who), usual, change.said, change.unknown, seed, replicates) for change in changes
    ]
    if len(changes) > 1:
        all_ = who
        for change in changes:
            all_ = change.apply(all_)
        found.append(_changed(ready, all_, usual, "all of it", "", seed, replicates))
    return found


def _changed(
    ready: Readied, who: Entrant, usual: OneRace, said: str, unknown: str, seed: int, replicates: int
) -> Changed:
    other = one_race(ready.race, who, replicates, seed, ready.free)
    return Changed(
        said,
        round(float(other.finished.mean()), 4),
        None if _total(ready, usual) is None else thirds(usual.minutes - other.minutes),
        _further(usual, other, ready),
        unknown,
    )


def _further(usual: OneRace, other: OneRace, ready: Readied) -> Three | None:
    """How much further all stages are run, where some are run for a time [km]."""
    if not any(stage.boxed for stage in ready.race.stages):
        return None
    done = [sum(np.where(stage.done, stage.metres, 0.0) for stage in ran.stages) for ran in (usual, other)]
    more = (np.asarray(done[1]) - np.asarray(done[0])) / 1000
    return thirds(np.where(usual.finished & other.finished, more, np.nan))


def _stage(
    ready: Readied, position: int, ran: OneStage, uncut: OneStage, who: Entrant, seed: int, replicates: int
) -> StageOnCard:
    stage, climate = ready.race.stages[position], ready.climates[position]
    zone, begins = ready.plan.zone, ready.plan.stages[position].start
    place = next(k for k, entrant in enumerate(ready.race.field.entrants) if entrant.bib == who.bib)
    own = float(stage.starts[place])
    minutes = _ended(stage, ran) - own
    pack, food = _pack(ready, who, stage, seed, replicates)
    hot, wbgt = _hottest(climate, begins, ran)
    return StageOnCard(
        stage=stage.n, name=stage.name, km=round(float(stage.metres[0 if stage.boxed else -1]) / 1000, 1),
        boxed=stage.boxed,
        start=_clock(begins, own, zone), sunrise=_instant(climate.light.sunrise, zone),
        sunset=_instant(climate.light.sunset, zone), light=climate.light.kind,
        hottest=_instant(hot, zone), hottest_wbgt=wbgt,
        minutes=None if stage.boxed else thirds(np.where(ran.done, minutes, np.nan)),
        km_done=_of_done(ran, ran.metres / 1000) if stage.boxed else None,
        p_done=round(float(ran.done.mean()), 4), litres=_of_done(ran, ran.sweat), kcal=_of_done(ran, ran.spent),
        pack_kg=round(pack, 1), food_kg=round(food, 1), places=_places(stage, ran, uncut, begins, zone, own),
    )  # fmt: skip


def _ended(stage: ReadyStage, ran: OneStage) -> Array:
    """When the stage was over for each replicate [min]; a stage run for a time when its box closes."""
    return np.full(ran.done.shape, float(stage.longest)) if stage.boxed else ran.arrived[-1]


def _of_done(ran: OneStage, values: Array) -> Three | None:
    return thirds(np.where(ran.done, values, np.nan))


def _places(
    stage: ReadyStage, ran: OneStage, uncut: OneStage, begins: Instant, zone: Zone, own: float
) -> list[PlaceOnCard]:
    closes = stage.route.places.reshape(-1, PLACE)[:, 1]
    names, metres = ("START", *stage.places), np.concatenate(([0.0], stage.metres))
    arrived = np.vstack((np.where(ran.started, own, np.nan), ran.arrived))
    left = np.vstack((np.where(ran.started, own, np.nan), ran.left))
    moved = np.nansum(np.diff(arrived, axis=0).clip(0.0), axis=0)
    rate = ran.sweat / np.maximum(moved, 1.0) + BREATH + WATER.urine_least
    found = []
    for k, name in enumerate(names):
        came = thirds(arrived[k])
        on = thirds(rate * (arrived[k + 1] - left[k])) if k + 1 < len(names) else None
        closing = closes[k - 1] if k else NEVER
        found.append(
            PlaceOnCard(
                name, round(float(metres[k]) / 1000, 1), [_clock(begins, m, zone) for m in came] if came else None,
                _clock(begins, closing, zone) if closing < NEVER else None,
                _leave_by(k, uncut, closes, begins, zone) if k and came else None, on, bool(on and on[2] > BOTTLES),
            )
        )  # fmt: skip
        if k + 1 < len(names) and np.isfinite(arrived[k + 1]).mean() < _RARE * ran.started.mean():
            break
    return found


def _leave_by(k: int, uncut: OneStage, closes: Array, begins: Instant, zone: Zone) -> str | None:
    """The latest a place can be left so that nine of ten make every closing after it; from races that cut nobody off,
    or only the quick would be asked."""
    latest = []
    for later in range(k + 1, len(uncut.arrived) + 1):
        takes = (uncut.arrived[later - 1] - uncut.left[k - 1])[np.isfinite(uncut.arrived[later - 1])]
        if closes[later - 1] < NEVER and len(takes):
            latest.append(closes[later - 1] - float(np.quantile(takes, _SURE)))
    return _clock(begins, float(np.floor(min(latest))), zone) if latest else None


def _pack(ready: Readied, who: Entrant, stage: ReadyStage, seed: int, replicates: int) -> tuple[float, float]:
    """The middle pack on the morning of a stage, and the food in it [kg]."""
    people = draw_people(field_of([who]), np.arange(replicates), seed, ready.free, ready.race.days)
    left = ready.race.days - stage.since / 24.0
    return float(np.median(people.kit + people.food * left)), float(np.median(people.food * left))


def _hottest(climate: StageClimate, begins: Instant, ran: OneStage) -> tuple[int | None, float | None]:
    """The hottest hour between the start and the late tenth's finish: when, and its WBGT [°C]."""
    ends = thirds(ran.arrived[-1])
    until = begins + (ends[2] if ends else 24 * 60) * MINUTE
    best: tuple[float, int] | None = None
    for felt in climate.felt.values():
        inside = (felt.time >= begins) & (felt.time <= until) & np.isfinite(felt.wbgt)
        if inside.any():
            at = int(np.argmax(np.where(inside, felt.wbgt, -np.inf)))
            best = max(best or (-np.inf, 0), (float(felt.wbgt[at]), int(felt.time[at])))
    return (best[1], round(best[0], 1)) if best else (None, None)


def _clock(begins: Instant, minutes: float, zone: Zone) -> str:
    return to_iso(Instant(begins + round(minutes) * MINUTE), zone)


def _instant(moment: int | None, zone: Zone) -> str | None:
    return None if moment is None else to_iso(Instant(moment), zone)
