"""A stage as the engine let everyone live it: how long between places and at them, and why they left."""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from msgspec import Struct

from stagerace.core.clock import MINUTE, Elapsed
from stagerace.core.names import Bib, StageNo
from stagerace.core.plan import Plan
from stagerace.kernels import chain_fields as f
from stagerace.simulation.entrants import Entrant, field_of
from stagerace.simulation.free import Free
from stagerace.simulation.hazards import CAUSES
from stagerace.simulation.ready import ReadyRace, for_field, without_closings
from stagerace.simulation.strength import YEAR
from stagerace.simulation.tally import CODES
from stagerace.simulation.week import Went, run_race

DARK_FROM, DARK_TO = 20.0, 5.0
"""Who comes to a checkpoint between these hours may sleep there."""
LIMPING: Final = 50.0
"""How fast somebody who gives up on the way comes to the next place [m/min]."""
AFTER: Final = 1.5
"""The engine goes on for so much longer than a stage is open, to see how late people come [factor]."""
QUICKEST, SWEPT = 265.0, 29.0
"""Nobody is faster on the way; who is slower is brought in by those who sweep the course [m/min]."""
STAY: Final = 85.0
"""The crew sends on who has been at a checkpoint for longer, sleep by night apart [min]."""


class Trek(Struct, frozen=True):
    """A runner's stage as it would have gone had nobody decided anything."""

    moving: tuple[Elapsed, ...]
    """From the start to the first place, from there to the next, as far as they came."""
    rests: tuple[Elapsed, ...]
    """At each of these places; nothing at the last one."""
    cause: str = ""
    """Why they leave the race at the last of these places; empty for those who do not."""


Treks = dict[StageNo, dict[Bib, Trek]]
"""By stage and bib; a runner is missing from the stage after the one in which the engine put them out."""


def treks_of(
    race: ReadyRace, plan: Plan, field: Sequence[Entrant], seed: int, free: Free, later: Sequence[float]
) -> Treks:
    """The one week of a race that the season is, with nobody stopped by a closing; `later` is by how much the start of
    each stage was moved [min]."""
    ready = without_closings(for_field(race, plan, field_of(field)))
    stages = tuple(
        stage._replace(starts=stage.starts + moved, longest=_longest(stage.longest, boxed=stage.boxed))
        for stage, moved in zip(ready.stages, later, strict=True)
    )
    found: Treks = {}

    def told(position: int, went: Went) -> None:
        local = plan.zone.local(plan.stages[position].start)
        begins = local.hour + local.minute / 60.0
        treks = ((entrant.bib, _trek(went, k, begins, free.habits.sleep)) for k, entrant in enumerate(field))
        found[StageNo(went.stage.n)] = {Bib(bib): trek for bib, trek in treks if trek is not None}

    run_race(ready._replace(stages=stages), YEAR, seed, free, told)
    return found


def _longest(minutes: int, *, boxed: bool) -> int:
    return minutes if boxed else round(AFTER * minutes)


def _trek(went: Went, k: int, begins: float, longest_sleep: float) -> Trek | None:
    if not went.started[k]:
        return None
    came, left = went.lived.arrived[:, k], went.left[:, k]
    reached = int(np.isfinite(came).sum())
    stays = np.where(np.isfinite(left[:reached]), left[:reached] - came[:reached], 0.0)
    legs = np.diff(came[:reached], prepend=float(went.stage.starts[k])) - np.concatenate(([0.0], stays[:-1]))[:reached]
    metres = np.diff(went.stage.metres, prepend=0.0)
    cause = _cause(int(went.lived[f.OUT][k]))
    if cause and _comes_on(went, k, reached):
        since = float(came[reached - 1] + stays[-1]) if reached else float(went.stage.starts[k])
        gone = float(went.lived[f.OUT_MINUTE][k]) - since
        limps = max(float(went.stage.metres[reached] - went.lived[f.OUT_AT][k]), 0.0) / LIMPING
        legs, stays = np.append(legs, gone + limps), np.append(stays, 0.0)
    moving = np.clip(legs, metres[: len(legs)] / QUICKEST, metres[: len(legs)] / SWEPT)
    rests, at = [], begins + float(went.stage.starts[k]) / 60.0
    for way, stay in zip(moving, stays, strict=True):
        at += float(way) / 60.0
        by_night = at % 24.0 >= DARK_FROM or at % 24.0 < DARK_TO
        rests.append(min(max(float(stay), 0.0), STAY + longest_sleep * by_night))
        at += rests[-1] / 60.0
    return Trek(_ms(moving), _ms(rests), cause)


def _cause(code: int) -> str:
    return CAUSES[CODES.index(code)] if code in CODES and code != f.BY_CUT_OFF else ""


def _comes_on(went: Went, k: int, reached: int) -> bool:
    """Whether somebody who gives up goes on to the next place: not where it is the finish, and not from a place."""
    if reached == 0:
        return True
    at_a_place = float(went.lived[f.OUT_AT][k]) <= float(went.stage.metres[reached - 1])
    return not at_a_place and not went.stage.boxed and reached < len(went.stage.places) - 1


def _ms(minutes: Iterable[float]) -> tuple[Elapsed, ...]:
    return tuple(Elapsed(max(1, round(float(time) * MINUTE))) for time in minutes)
