"""The plan of a drill without a race folder: so many runners, checkpoints so far apart, on one day or on six."""

from typing import Final

from stagerace.core.clock import DAY, HOUR, Elapsed, Instant, later
from stagerace.core.names import Bib, Metres, PlaceId, StageNo
from stagerace.core.plan import Checkpoint, Plan, Stage
from stagerace.core.zone import Zone

START: Final = Instant(1_930_201_200_000)
"""Sunday 2 March 2031, 07:00 at the race."""
SLOWEST: Final = 3_300
"""Who is slower than this over all is too late [m/h]."""
SPARE: Final = Elapsed(HOUR)
"""By how much longer a checkpoint is open than the slowest need [ms]."""
_ZONE: Final = Zone("UTC", ((Instant(0), 0),))
_OF_STAGE: Final = (1.0, 0.75, 0.8, 0.7, 1.4, 0.4)
"""How long the stages of a week are beside the first."""


def plain_plan(km: float, every: float, stages: int = 1) -> Plan:
    """A race of so many stages, the first of `km`, with checkpoints `every` so many kilometres."""
    days = tuple(_stage(StageNo(n), km * _OF_STAGE[(n - 1) % len(_OF_STAGE)], every) for n in range(1, stages + 1))
    return Plan("drill", "Dress rehearsal", "2031-03-02", _ZONE, days)


def plain_bibs(runners: int) -> tuple[Bib, ...]:
    """The bibs of an invented field: 101 and on, so that no bib is another with a digit too few."""
    return tuple(Bib(str(100 + k)) for k in range(1, runners + 1))


def _stage(n: StageNo, km: float, every: float) -> Stage:
    start, metres = later(START, Elapsed((n - 1) * DAY)), Metres(round(km * 1000))
    between = [Metres(round(k * every * 1000)) for k in range(1, int(km / every) + 1)]
    checkpoints = tuple(
        Checkpoint(PlaceId(f"{n}CP{k}"), at, ("in", "out"), close=later(start, open_for(at)))
        for k, at in enumerate((at for at in between if metres - at > every * 400), 1)
    )
    return Stage(n, metres, start, limit=open_for(metres), checkpoints=checkpoints)


def open_for(metres: int) -> Elapsed:
    """How long after the start a place so far away is open [ms]."""
    return Elapsed(SPARE + metres * HOUR // SLOWEST)
