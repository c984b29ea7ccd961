"""Laps that were not seen as they were run: missed by the mat, missed by all, written for someone else."""

from collections.abc import Sequence
from typing import Final

from msgspec import structs

from stagerace.core.names import FINISH, Bib, StageNo
from stagerace.simulation.invented import Invented
from stagerace.simulation.luck import Luck
from stagerace.simulation.misread import misreadings
from stagerace.simulation.watching import PAPER, Sighting

Lap = tuple[Bib, int]
"""A runner and which of their passings it was."""

NO_MAT: Final = 0.01
"""How often the mat misses a lap that the paper has [share]."""
UNSEEN: Final = 2
"""How many laps of a stage nobody saw."""
WRONG: Final = 1
"""How many laps of a stage were written for someone else on paper, while the mat had them right."""


def lose_laps(race: Invented, stage: StageNo, seen: Sequence[Sighting], luck: Luck) -> list[Sighting]:
    """The sightings of a loop stage without the laps that went missing, and with those of the wrong bib."""
    laps = sorted({(s.of, s.nth) for s in seen if s.place.endswith(FINISH)}, key=lambda lap: (int(lap[0]), lap[1]))
    no_mat = {lap for lap in laps if luck.random() < NO_MAT}
    middle = [lap for lap in laps if _is_middle(race, stage, lap)]
    chosen = luck.sample(middle, min(UNSEEN + WRONG, len(middle)))
    unseen, wrong = set(chosen[:UNSEEN]), set(chosen[UNSEEN:])
    for bib, _ in unseen:
        truth = race.truth.runners[bib].stages[stage]
        truth.within, truth.why = None, "a lap that nobody saw"
    running = {bib for bib, _ in laps}
    return [made for one in seen for made in _seen(one, no_mat, unseen, wrong, running, luck)]


def _is_middle(race: Invented, stage: StageNo, lap: Lap) -> bool:
    """Whether a lap lies between others of a runner whom no title hangs on."""
    bib, nth = lap
    truth = race.truth.runners[bib].stages[stage]
    return nth > 2 and bool(truth.laps) and truth.passed[nth].at < truth.laps[-1] and int(bib) > 100


def _seen(
    one: Sighting, no_mat: set[Lap], unseen: set[Lap], wrong: set[Lap], running: set[Bib], luck: Luck
) -> list[Sighting]:
    lap = (one.of, one.nth)
    if not one.place.endswith(FINISH):
        return [one]
    if lap in unseen or (lap in no_mat and lap not in wrong and one.sheet != PAPER):
        return []
    if lap in wrong and one.sheet == PAPER:
        others = [name for name in misreadings(one.of) if name in running and int(name) > 100]
        return [structs.replace(one, bib=luck.choice(others))] if others else []
    return [one]
