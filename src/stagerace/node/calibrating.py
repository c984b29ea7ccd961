"""The free numbers fitted again to reference data, stage by stage, and what came of it."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from stagerace.core.errors import BadInput, Problem
from stagerace.feeds.calibration_data import FILES, read_observed
from stagerace.feeds.field_targets import Target, shipped_targets
from stagerace.feeds.free_numbers import write_numbers
from stagerace.node.calibrated_numbers import numbers_from
from stagerace.simulation.fitting.checked import Checked, check
from stagerace.simulation.fitting.held import Held
from stagerace.simulation.fitting.kept import KEPT
from stagerace.simulation.fitting.knobs import number, numbers, places_of, turned
from stagerace.simulation.fitting.search import search
from stagerace.simulation.fitting.stages import FitStage, fit_stages
from stagerace.simulation.free import Free

FIT: Final = 1
"""Counts ways of fitting: another way gives other numbers from the same data."""
SEED: Final = 7
"""The luck that every look at a loss has in common."""
FULL: Final = (1.0, 2, 2)
"""Effort, rounds of each stage, and how often all stages are gone through."""
QUICK: Final = (0.25, 1, 1)
_WEIGHTS: Final = {"V17": 0.3, "V28": 2.0}
"""What the model cannot reach pulls less at the others; why people leave says more than that they do."""
_BESIDE: Final = 0.4


@dataclass(frozen=True)
class StageFitted:
    """A stage of the fit, how often its loss was looked at, and what it was before and after."""

    name: str
    on: str
    looks: int
    before: float
    after: float


@dataclass(frozen=True)
class NumberFitted:
    """A free number before and after, its bounds, and on what it was fitted or why it was kept."""

    name: str
    before: float
    after: float
    low: float | None
    high: float | None
    at_bound: bool
    said: str


@dataclass(frozen=True)
class Calibrated:
    """The numbers fitted, and how it went."""

    free: Free
    stages: tuple[StageFitted, ...]
    numbers: tuple[NumberFitted, ...]
    checked: Checked | None


Tick = Callable[[str, int], None]


def calibrate(
    folder: Path, start: Free, *, quick: bool = False, tick: Tick = lambda stage, looks: None, seed: int = SEED
) -> Calibrated:
    """Fit the free numbers to the reference data of a folder, from where they are.

    Raises BadInput where data are missing or not what they should be.
    """
    observed = read_observed(folder)
    effort, rounds, times = QUICK if quick else FULL
    stages = fit_stages(observed, held_from(shipped_targets()), seed, effort)
    free, told = start, dict[str, StageFitted]()
    for again in range(times):
        for stage in stages:
            free, fitted = _fitted(stage, free, rounds, again, lambda looks, name=stage.name: tick(name, looks))  # type: ignore[misc]
            before = told.get(stage.name)
            told[stage.name] = fitted if before is None else _together(before, fitted)
    free = free._replace(version=f"{FIT}-{digest(folder)}{'-quick' if quick else ''}")
    checked = check(observed, free, seed, max(2, round(20 * effort)))
    return Calibrated(free, tuple(told.values()), tuple(_numbers(start, free, stages)), checked)


def held_from(targets: Sequence[Target]) -> list[Held]:
    """The figures of the rows that are fitted, as terms of a loss."""
    return [
        Held(
            target.id, figure.name, target.scenario, figure.value, figure.half,
            _WEIGHTS.get(target.id, 1.0) * (_BESIDE if figure.beside else 1.0),
        )
        for target in targets
        for figure in target.figures
        if target.role == "fitted"
    ]  # fmt: skip


def digest(folder: Path) -> str:
    """The first eight figures of a digest of the files that were fitted to."""
    found = hashlib.sha256()
    for name in FILES:
        found.update((folder / name).read_bytes())
    return found.hexdigest()[:8]


def may_be_written(file: Path) -> None:
    """Raise BadInput where a file is there that holds something else than free numbers."""
    if file.exists():
        try:
            numbers_from(file)
        except BadInput as error:
            what = "this file is there and holds no free numbers"
            raise BadInput(Problem(what, "Give another name with `--out`", str(file))) from error


def write(found: Calibrated, file: Path) -> None:
    """Write the numbers with a note beside each.

    Raises BadInput for a file that is there and holds something else, or that cannot be written.
    """
    may_be_written(file)
    notes = {each.name: each.said for each in found.numbers}
    try:
        file.write_text(write_numbers(found.free, notes), "utf-8")
    except OSError as error:
        what = f"cannot be written: {error.strerror}"
        raise BadInput(Problem(what, "Give another name with `--out`", str(file))) from error


def _fitted(
    stage: FitStage, free: Free, rounds: int, again: int, tick: Callable[[int], None]
) -> tuple[Free, StageFitted]:  # fmt: skip
    start = places_of(free, stage.knobs)
    before = stage.loss(free)
    found = search(
        lambda places: stage.loss(turned(free, stage.knobs, places)), start,
        step=stage.step / (1 + again), rounds=rounds, luck=np.random.default_rng([SEED, again]), tick=tick,
    )  # fmt: skip
    if found.loss >= before:
        return free, StageFitted(stage.name, stage.on, found.asked, before, before)
    return turned(free, stage.knobs, found.place), StageFitted(stage.name, stage.on, found.asked, before, found.loss)


def _together(first: StageFitted, second: StageFitted) -> StageFitted:
    return StageFitted(first.name, first.on, first.looks + second.looks, first.before, second.after)


def _numbers(start: Free, free: Free, stages: Sequence[FitStage]) -> list[NumberFitted]:
    knobs = {knob.name: (knob, stage) for stage in stages for knob in stage.knobs}
    found = []
    for name, value in numbers(free).items():
        before = number(start, name)
        if name in knobs:
            knob, stage = knobs[name]
            at_bound = knob.at_bound(value)
            said = f"fitted: {stage.name}{', at its bound' if at_bound else ''}"
            found.append(NumberFitted(name, before, value, knob.low, knob.high, at_bound, said))
        else:
            found.append(NumberFitted(name, before, value, None, None, False, f"kept: {KEPT[name]}"))
    return found
