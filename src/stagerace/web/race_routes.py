"""The race as others may ask for it: what it is, its standings, how far this node has everybody's records."""

import asyncio

import msgspec
from msgspec import Struct
from starlette.datastructures import QueryParams
from starlette.responses import Response

from stagerace import __version__
from stagerace.core.names import NodeId, Number, StageNo
from stagerace.core.proofs import PROTOCOL
from stagerace.node.camp import Camp
from stagerace.rules.classes import Scope, is_class
from stagerace.rules.tables import Table, table
from stagerace.web.refusals import Refused
from stagerace.web.ways import Asked, Way


class StageTold(Struct, frozen=True):
    """A stage and its places in order."""

    stage: int
    km: float
    places: tuple[str, ...]


class RaceTold(Struct, frozen=True):
    """A race and the camp node that serves it."""

    race: str
    name: str
    log_id: str
    node: NodeId
    label: str
    position: int
    protocol: int
    program: str
    classes: tuple[str, ...]
    stages: tuple[StageTold, ...]


class VectorTold(Struct, frozen=True):
    """How far this node has every node's records without a hole, and the log position."""

    log_id: str
    node: NodeId
    position: int
    vector: dict[NodeId, Number]


async def race(asked: Asked) -> Response:
    """What race this is."""
    return _json(await asyncio.to_thread(_race, asked.camp))


async def standings(asked: Asked) -> Response:
    """The table that `stagerace standings --format json` prints; `?stage=`, `?after=`, `?class=`."""
    return _json(await asyncio.to_thread(_standings, asked.camp, asked.request.query_params))


async def vector(asked: Asked) -> Response:
    """How far this node has every node's records."""
    return _json(await asyncio.to_thread(_vector, asked.camp))


WAYS = (
    Way("GET", "/api/race", race),
    Way("GET", "/api/standings", standings),
    Way("GET", "/api/vector", vector),
)


def _json(told: Struct) -> Response:
    return Response(msgspec.json.encode(told), media_type="application/json")


def _race(camp: Camp) -> RaceTold:
    found, position = camp.present.race()
    stages = tuple(
        StageTold(stage.n, stage.metres / 1000, tuple(dict.fromkeys(str(place) for place, _ in stage.points)))
        for stage in found.plan.stages
    )
    return RaceTold(
        found.plan.race, found.plan.name, camp.meta.log_id, camp.node, camp.label, position, PROTOCOL, __version__,
        tuple(found.plan.classes), stages,
    )  # fmt: skip


def _standings(camp: Camp, query: QueryParams) -> Table:
    found, position = camp.present.race()
    stage, after = (_stage(query, name, list(found.plan.by_number)) for name in ("stage", "after"))
    if stage is not None and after is not None:
        raise Refused(400, "both stage and after are asked for", "Ask for one of them")
    name = query.get("class", "overall")
    if not is_class(name):
        raise Refused(400, f"{name[:40]!r} is not a class", "Ask for overall, men, women, age:40-49, team ...")
    return table(found, Scope(stage, after), name, position)


def _stage(query: QueryParams, name: str, known: list[StageNo]) -> StageNo | None:
    text = query.get(name)
    if text is None:
        return None
    found = next((number for number in known if str(number) == text), None)
    if found is None:
        raise Refused(400, f"there is no stage {text[:20]!r}", f"The race has {', '.join(map(str, known))}")
    return found


def _vector(camp: Camp) -> VectorTold:
    have = camp.present.vector()
    return VectorTold(camp.meta.log_id, camp.node, camp.live.position, have)
