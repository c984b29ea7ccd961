"""The plan of an invented race: its stages with places and waves; closings are set when it is known who comes when."""

from datetime import UTC, datetime, time, timedelta
from typing import Final

from stagerace.core.clock import HOUR, Elapsed, Instant
from stagerace.core.names import Metres, PlaceId, StageNo, WaveId
from stagerace.core.plan import Checkpoint, Loop, Plan, Stage, Team, TeamKind, Wave
from stagerace.core.zone import Zone, from_datetime
from stagerace.simulation.deserts import Desert, Leg

_WAVES: Final = "ABC"


def plan_of(desert: Desert, teams: dict[str, TeamKind]) -> Plan:
    """The plan of a race as its director wrote it months before; waves are those that entries name."""
    zone = Zone(desert.folder, ((Instant(0), desert.offset_s),))
    distance = bool(desert.cap_m)
    classes = ("overall", "men", "women", "age:18-39", "age:40-49", "age:50-59", "age:60-99", "team", "nation")
    return Plan(
        race=desert.folder,
        name=desert.name,
        start_date=desert.start.isoformat(),
        zone=zone,
        stages=tuple(_stage(n, leg, desert) for n, leg in enumerate(desert.legs, 1)),
        scoring="distance" if distance else "time",
        cap=Metres(desert.cap_m) if distance else None,
        classes=tuple(name for name in classes if not distance or name not in ("team", "nation")),
        teams=tuple(Team(name, kind) for name, kind in sorted(teams.items())) if not distance else (),
    )


def _stage(n: int, leg: Leg, desert: Desert) -> Stage:
    # The long stage takes two days; what comes after it starts a day later.
    later = bool(not desert.cap_m and n == len(desert.legs))
    start = _instant(desert, n - 1 + later, leg.hour)
    number = StageNo(n)
    loop = Loop(Metres(leg.metres), Elapsed(leg.box_h * HOUR), "metres" if leg.count == "metres" else "laps")
    return Stage(
        n=number,
        metres=Metres(leg.metres),
        start=start,
        name=leg.name,
        limit=None if leg.box_h else Elapsed(leg.limit_h * HOUR),
        waves=tuple(
            Wave(WaveId(wave), Instant(start + round(hours * HOUR)))
            for wave, hours in zip(_WAVES, (0.0, *leg.waves_h), strict=False)
        )
        if leg.waves_h
        else (),
        checkpoints=tuple(_place(n, k, leg) for k in range(1, leg.checkpoints + 1)),
        loop=loop if leg.box_h else None,
    )


def _place(n: int, k: int, leg: Leg) -> Checkpoint:
    metres = leg.metres * k // (leg.checkpoints + 1) // 100 * 100
    return Checkpoint(PlaceId(f"{n}CP{k}"), Metres(metres), ("in",) if leg.box_h else ("in", "out"))


def _instant(desert: Desert, day: int, hour: float) -> Instant:
    wall = datetime.combine(desert.start + timedelta(days=day), time(), UTC) + timedelta(hours=hour)
    return Instant(from_datetime(wall) - desert.offset_s * 1_000)
