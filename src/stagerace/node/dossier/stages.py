"""Plan against events, stage by stage."""

from collections import Counter
from collections.abc import Mapping

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.names import PlaceId, StageNo
from stagerace.core.plan import Stage
from stagerace.core.records import GunFired
from stagerace.node.dossier.places import Places
from stagerace.node.dossier.telling import Telling
from stagerace.node.dossier.told import LeftTold, StageTold
from stagerace.rules.stage_result import StageResult
from stagerace.watch.closing import against_closing, stage_closed
from stagerace.watch.ledger import ledger_of
from stagerace.watch.watching import first_start

Silences = Mapping[tuple[StageNo, str], Instant]


def stages(telling: Telling, silences: Silences) -> tuple[StageTold, ...]:
    """Every stage of the plan, also those that have not begun."""
    places = Places(telling, silences)
    return tuple(_stage(telling, stage, places) for stage in telling.race.plan.stages)


def _stage(telling: Telling, stage: Stage, places: Places) -> StageTold:
    race = telling.race
    position = race.position(stage.n)
    results = [result for each in race.results.values() if (result := each[position]) is not None]
    started = [result for result in results if result.status != "not_started"]
    closing, against = None, 0
    if stage.n in race.begun:
        closing = stage_closed(race, stage.n, telling.until)
        against = len(closing.against if closing else against_closing(race, ledger_of(race, stage.n, telling.until)))
    return StageTold(
        stage.n, stage.name, stage.metres, telling.at(first_start(stage)),
        None if stage.limit is None else stage.limit // MINUTE, telling.perhaps(_gun(telling, stage)),
        len(started), sum(result.status == "finished" for result in results),
        sum(result.status == "active" and not result.out for result in results), tuple(_left(results, stage)),
        telling.perhaps(closing.closed.closed_at if closing else None), against, places.of(stage),
    )  # fmt: skip


def _gun(telling: Telling, stage: Stage) -> Instant | None:
    guns = (body.fired_at for _, body in telling.reports(GunFired) if body.place == stage.places[0].id)
    return min(guns, default=None)


def _left(results: list[StageResult], stage: Stage) -> list[LeftTold]:
    """How many left the race where, and why: by the decision, else where they were seen last."""
    gone = Counter((str(each.out), _where(each, stage)) for each in results if each.out and each.out != "unranked")
    order = {place.id: index for index, place in enumerate(stage.places)}
    ranked = sorted(gone.items(), key=lambda each: (each[0][0], order.get(each[0][1], -1), each[0][1]))
    return [LeftTold(why, place, runners) for (why, place), runners in ranked]


def _where(result: StageResult, stage: Stage) -> PlaceId:
    if result.out_place:
        return result.out_place
    return stage.points[result.furthest][0] if 0 <= result.furthest < len(stage.points) else PlaceId("")
