"""A form of the camp node's own pages taken in: done and shown, or shown again with what was wrong."""

import asyncio
from collections.abc import Callable, Mapping

import msgspec
from starlette.responses import RedirectResponse, Response

from stagerace.core.errors import BadInput
from stagerace.web.bodies import is_form, read_fields
from stagerace.web.refusals import Refused
from stagerace.web.ways import Asked

Fields = Mapping[str, str]
"""What was typed, by the name of its field."""
Again = Callable[[Fields, Refused], Response]
"""Shows a form again that was refused, with what was typed."""


async def take_form(
    asked: Asked,
    write: Callable[[Fields], object],
    back: Callable[[Fields], str],
    again: Again | None = None,
    status: int = 400,
) -> Response:
    """Write what a form says, and lead back to its page; programs read JSON.

    Raises Refused with the status for what cannot be taken, where no page shows the form again.
    """
    fields = read_fields(asked.request, asked.body)
    try:
        told = await asyncio.to_thread(write, fields)
    except BadInput as bad:
        problem = bad.problems[0]
        refused = Refused(status, problem.what, problem.remedy or "Look at the page again")
        if is_form(asked.request) and again is not None:
            return await asyncio.to_thread(again, fields, refused)
        raise refused from None
    if is_form(asked.request):
        return RedirectResponse(back(fields), 303)
    return Response(msgspec.json.encode(told), media_type="application/json")
