"""What charts draw, in every kind and size: nobody, one, a large field, names of sixty letters and right to left."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from stagerace.core.clock import HOUR, MINUTE, Instant
from stagerace.core.names import Metres
from stagerace.core.zone import Zone
from stagerace.desk.charts.base import MOST, Coloured, Strand
from stagerace.desk.charts.columns import Heat
from stagerace.desk.charts.cutoff_gaps import CutoffGaps
from stagerace.desk.charts.elevation import Elevation, Seen
from stagerace.desk.charts.flow import Flow
from stagerace.desk.charts.leader_gaps import LeaderGaps
from stagerace.desk.charts.ranks import Ranks
from stagerace.desk.charts.stage_gaps import StageGaps

ZONE = Zone("UTC+2", ((Instant(0), 7200),))
START = Instant(1_930_000_000_000)
NAMES = (
    "Wolfeschlegelsteinhausenbergerdorff-Quintanilla de los Montes", "ليلى بنت يوسف", "נועה בר־לב",
    "Zoë <b>&amp; O'Hara", "李 小龍", "Runner 6", "W" * 60, "Bo",
)  # fmt: skip
PLACES = (("START", Metres(0)), ("CP1", Metres(100)), ("CP2", Metres(20_000)), ("FINISH", Metres(40_000)))
RACES = (Heat("Atacama 2031", 6), Heat("A Race With A Very Long Name Indeed 2031", 6), Heat("ليلى", 6), Heat("G", 6))


def _lines(strands: list[Strand]) -> tuple[Coloured, ...]:
    return tuple(Coloured(n, str(n), NAMES[n - 1], strand) for n, strand in enumerate(strands[:MOST], 1))


def flow(count: int) -> Flow:
    field: list[Strand] = [
        tuple((START + n * MINUTE + m * (200 + n), m) for _, m in PLACES[: 4 - n % 3]) for n in range(count)
    ]
    end = max((at for strand in field for at, _ in strand), default=START + HOUR)
    return Flow("3", Metres(40_000), PLACES, tuple(field), _lines(field), ZONE, START, Instant(end))


def gaps(kind: Callable[..., Struct], sign: int) -> Callable[[int], Struct]:
    def of(count: int) -> Struct:
        field: list[Strand] = [tuple((m, sign * m * n // 3 - n) for _, m in PLACES[: 4 - n % 3]) for n in range(count)]
        return kind("The Long Day", Metres(40_000), PLACES, tuple(field), _lines(field))

    return of


def ranks(count: int) -> Ranks:
    strands: list[Strand] = [
        tuple((k, 1 + (n * 7 + k * n) % 900) for k in range(24) if (k + n) % 5) for n in range(count)
    ]
    return Ranks(RACES, _lines(strands))


def stage_gaps(count: int) -> StageGaps:
    return StageGaps(RACES, _lines([tuple((k, n * k * MINUTE) for k in range(24)) for n in range(count)]))


def elevation(count: int) -> Elevation:
    ground = tuple((m * 100, 200 + (m * 37) % 90 - 300) for m in range(401)) if count != 1 else ()
    places = tuple(
        Seen(name, metres, tuple(f"{n} {NAMES[n % 8]}" for n in range(count) if n % 4 == k))
        for k, (name, metres) in enumerate(PLACES)
    )
    return Elevation("3", Metres(40_000), ground, places, invented=True)


MAKERS: Mapping[str, Callable[[int], Any]] = {
    "flow": flow, "leader": gaps(LeaderGaps, 1), "cutoff": gaps(CutoffGaps, -1), "ranks": ranks, "stages": stage_gaps,
    "elevation": elevation,
}  # fmt: skip
SIZES = (0, 1, 8, 1500)
