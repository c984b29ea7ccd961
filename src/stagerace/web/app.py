"""The application of a camp node: every group of ways in, the guard before each, the doorstep before all."""

from collections.abc import Mapping, Sequence
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route

from stagerace.node.camp import Camp
from stagerace.web import (
    app_routes,
    board_routes,
    confide_routes,
    device_routes,
    door_routes,
    family_routes,
    forecast_routes,
    hq_routes,
    live_routes,
    mail_routes,
    medic_routes,
    message_routes,
    online_routes,
    pages,
    post_routes,
    race_routes,
    rulings_routes,
    sheet_routes,
    swap_routes,
    times_routes,
)
from stagerace.web.bounds import Bounds
from stagerace.web.doorstep import Doorstep
from stagerace.web.gatehouse import Gatehouse
from stagerace.web.guard import Guard
from stagerace.web.needs import NEEDS, Need, settle
from stagerace.web.refusals import refuse_http
from stagerace.web.ways import Way

GROUPS: Final[Sequence[Sequence[Way]]] = (
    pages.WAYS,
    door_routes.WAYS,
    race_routes.WAYS,
    live_routes.WAYS,
    board_routes.WAYS,
    forecast_routes.WAYS,
    swap_routes.WAYS,
    rulings_routes.WAYS,
    device_routes.WAYS,
    times_routes.WAYS,
    app_routes.WAYS,
    post_routes.WAYS,
    online_routes.WAYS,
    sheet_routes.WAYS,
    hq_routes.WAYS,
    medic_routes.WAYS,
    confide_routes.WAYS,
    family_routes.WAYS,
    message_routes.WAYS,
    mail_routes.WAYS,
)
"""Every group of ways in, one file each."""


def app_of(
    camp: Camp,
    bounds: Bounds | None = None,
    *,
    groups: Sequence[Sequence[Way]] = GROUPS,
    needs: Mapping[str, Need] = NEEDS,
) -> Starlette:
    """The application that serves a camp.

    Raises LookupError for a way in that the table of needs does not name.
    """
    limits = bounds or Bounds()
    guard = Guard(Gatehouse(camp, limits))
    routes = [
        Route(way.path, guard.endpoint(way, need), methods=[way.method])
        for way, need in settle((way for group in groups for way in group), needs)
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Doorstep, bounds=limits, secure=camp.secure)],
        exception_handlers={HTTPException: refuse_http},
    )
