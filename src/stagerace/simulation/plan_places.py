"""What places need: when they close and what that costs, when they open, staff, water, salt."""

from collections.abc import Callable, Sequence
from math import ceil, floor
from typing import Final

import numpy as np

from stagerace.kernels.model import Array
from stagerace.simulation.choices import QUARTER, ChoiceTally
from stagerace.simulation.outlook import PlaceOutlook, Spread, StageOutlook
from stagerace.simulation.proposals import cost, proposed
from stagerace.simulation.race_plan import Choice, PlaceChoices, Service
from stagerace.simulation.ready import ReadyStage
from stagerace.simulation.route import NEVER

Clock = Callable[[float], str]
"""From minutes since a stage's start to the local clock, ISO 8601."""
EARLY: Final = 30
"""A checkpoint is open so long before the first runner [min]."""
PACK: Final = 9
"""Water is carried in packs of six bottles of 1.5 L [L]."""
PEOPLE_A_HAND: Final = 15
"""One of the staff for so many people at once, two at least."""
PEOPLE_A_MEDIC: Final = 50
"""One medic more for so many people at once."""
OUTS_A_MEDIC: Final = 3.0
"""One medic more for so many who leave on the way there or there."""
_GRAMS: Final = 50
"""Salt is rounded up to so much [g]."""
_LONG: Final = 18 * 60
"""From here on closings are tried an hour apart, else half an hour [min]."""


def cutoffs(
    stage: ReadyStage, tally: ChoiceTally, closings: Array, dark: Array, replicates: int, clock: Clock
) -> list[PlaceChoices]:
    """The closings that may be chosen for each place; `closings` are those of the plan [min], `NEVER` where none."""
    found = []
    ends = proposed(tally)
    wide = 4 if (ends[-1] or 0) * QUARTER > _LONG else 2
    most = tally.minutes.shape[1] - 1
    for place, quarter in enumerate(ends):
        planned = closings[place] if closings[place] < NEVER else None
        now = None if planned is None else min(round(planned / QUARTER), most)
        around = [] if quarter is None else [quarter + step * wide for step in (-2, -1, 0, 1, 2)]
        tried = sorted({each for each in (*around, *(() if now is None else (now,))) if 0 < each <= most})
        found.append(
            PlaceChoices(
                stage.places[place], round(float(stage.metres[place]) / 1000, 2),
                None if quarter is None else clock(quarter * QUARTER), None if planned is None else clock(planned),
                [_choice(tally, place, each, ends[-1], replicates, dark, clock, each == quarter, each == now)
                 for each in tried],
            )
        )  # fmt: skip
    return found


def _choice(
    tally: ChoiceTally, place: int, quarter: int, finish: int | None, replicates: int, dark: Array, clock: Clock,
    proposed: bool, planned: bool,
) -> Choice:  # fmt: skip
    of = cost(tally, place, quarter, finish, replicates, dark)
    starters = max(float(tally.started[0]) / replicates, 1e-9)
    return Choice(
        clock(quarter * QUARTER), quarter * QUARTER, proposed, planned, round(of.stopped, 2),
        round(of.stopped / starters, 4), round(of.stopped_p95 / starters, 4), round(of.would_finish, 2),
        round(of.hours, 1), round(of.outs, 2), round(of.dark, 2), round(of.dark_hours, 1),
    )  # fmt: skip


def services(
    told: StageOutlook, closings: Sequence[float | None], outs: Sequence[float], clock: Clock
) -> list[Service]:
    """What each place needs; `closings` say when it closes [min], None where the last runner closes it; `outs` how
    many leave on the way there or there, other than by a closing."""
    return [_service(place, close, left, clock) for place, close, left in zip(told.places, closings, outs, strict=True)]


def camp(told: StageOutlook, water: Spread, box: float, clock: Clock) -> Service:
    """What the camp of a loop needs: everyone comes through it lap after lap until the end of the box [min]."""
    longest = max((len(place.heads_p95) for place in told.places), default=0)
    heads = np.zeros(longest, dtype=np.int64)
    for place in told.places:
        heads[: len(place.heads_p95)] += np.array(place.heads_p95, dtype=np.int64)
    salt = sum(place.salt_grams.mean for place in told.places)
    came = told.places[0]
    whole = PlaceOutlook(
        "camp", came.km, came.arrivals, came.first, None, [], [min(int(h), ceil(told.starters)) for h in heads], water,
        Spread(*[salt * water.p95 / max(water.mean, 1e-9)] * 6), sum(sum(cause) for cause in told.outs_by_km),
    )  # fmt: skip
    return _service(whole, box, whole.outs, clock)


def _service(of: PlaceOutlook, closes: float | None, outs: float, clock: Clock) -> Service:
    def at(minutes: float | None) -> str | None:
        return None if minutes is None else clock(minutes)

    last = of.last.p95 if of.last else None
    most = max(of.heads_p95, default=0)
    busy = _busy(of.heads_p95)
    ends = closes if closes is not None else None if last is None else ceil(last / QUARTER) * QUARTER
    nobody = of.first is None
    return Service(
        of.id, of.km,
        None if nobody or of.first is None else at(floor((of.first.p05 - EARLY) / QUARTER) * QUARTER),
        at(of.first.p50) if of.first else None, at(of.arrivals.p50) if of.arrivals else None, at(last),
        None if nobody else at(ends), most, at(busy[0]) if busy else None, at(busy[1]) if busy else None,
        0 if nobody else max(2, ceil(most / PEOPLE_A_HAND)),
        0 if nobody else 1 + int(most // PEOPLE_A_MEDIC) + int(outs // OUTS_A_MEDIC),
        of.water_litres, carried(of.water_litres.p95), ceil(of.salt_grams.p95 / _GRAMS) * _GRAMS, round(outs, 2),
    )  # fmt: skip


def carried(litres: float) -> int:
    """Litres rounded up to whole packs."""
    return ceil(litres / PACK) * PACK


def _busy(heads: Sequence[int]) -> tuple[float, float] | None:
    """The stretch around the fullest quarter of an hour in which at least half as many are there [min]."""
    if not any(heads):
        return None
    top = max(range(len(heads)), key=lambda k: heads[k])
    begin = end = top
    while begin > 0 and 2 * heads[begin - 1] >= heads[top]:
        begin -= 1
    while end + 1 < len(heads) and 2 * heads[end + 1] >= heads[top]:
        end += 1
    return begin * QUARTER, (end + 1) * QUARTER
