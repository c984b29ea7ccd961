"""The forecast of a stage as JSON, for the board."""

import asyncio

from starlette.responses import Response

from stagerace.core.names import StageNo
from stagerace.web.board_query import stage_wanted
from stagerace.web.ways import Asked, Way


async def forecast(asked: Asked) -> Response:
    """Who is expected where and when on `?stage=`, with what chances and why; with `?since=` what changed since."""
    stage = await asyncio.to_thread(_stage, asked)
    told = await asked.house.foreseen.told(stage, asked.request.query_params.get("since", ""))
    return Response(told, media_type="application/json")


WAYS = (Way("GET", "/api/forecast", forecast),)


def _stage(asked: Asked) -> StageNo:
    return stage_wanted(asked.request.query_params, *asked.house.board.plan())
