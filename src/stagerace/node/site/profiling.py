"""The profile of a stage with those on the way, by the last place they were seen at."""

from collections import defaultdict

from stagerace.core.course import STEP
from stagerace.core.names import Metres
from stagerace.core.plan import Stage
from stagerace.desk.charts.elevation import Elevation, Seen
from stagerace.node.site.common import place_name
from stagerace.node.site.seen import RaceSeen

_DECIMETRES = 10


def elevation_of(seen: RaceSeen, stage: Stage) -> Elevation:
    """The ground of a stage and who was last seen where; on a loop one lap after the other."""
    spread = seen.spreads[stage.n]
    last = defaultdict[int, list[str]](list)
    for row in spread.rows:
        if row.status == "active" and stage.n in seen.race.begun:
            metres = spread.columns[row.furthest].metres if row.furthest >= 0 else 0
            last[metres].append(seen.names.get(row.bib, f"Runner {row.bib}"))
    named = _named(seen, stage)
    places = tuple(Seen(name, Metres(metres), tuple(last.get(metres, ()))) for metres, name in sorted(named.items()))
    return Elevation(
        stage.name or str(stage.n), Metres(max(named)), _ground(stage, max(named)), places,
        stage.course is not None and stage.course.invented,
    )  # fmt: skip


def _named(seen: RaceSeen, stage: Stage) -> dict[int, str]:
    """What stands at each distance: places, or the ends of laps."""
    if stage.loop is None:
        return {int(place.metres): place_name(stage, place.id) for place in stage.places}
    laps = [column.lap for column in seen.spreads[stage.n].columns]
    return {0: "START"} | {int(stage.loop.metres * lap): f"lap {lap}" for lap in range(1, max(laps, default=0) + 2)}


def _ground(stage: Stage, metres: int) -> tuple[tuple[int, int], ...]:
    """The altitudes of the course stretched to the stage, lap after lap on a loop; nothing where none is known."""
    course = stage.course
    if course is None or not course.altitudes or not course.metres:
        return ()
    lap = int(stage.loop.metres) if stage.loop else metres
    heights = [(min(i * STEP, course.metres) * lap // course.metres, round(high / _DECIMETRES))
               for i, high in enumerate(course.altitudes)]  # fmt: skip
    return tuple((begin + along, high) for begin in range(0, metres, lap) for along, high in heights)
