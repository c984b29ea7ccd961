"""Paper log sheets of a checkpoint, to print before the network, the phone or the battery is gone."""

import asyncio
from typing import Final

from starlette.responses import Response

from stagerace.core.names import PlaceId
from stagerace.core.plan import Plan, Stage
from stagerace.web.pages import page
from stagerace.web.post_routes import pack_for
from stagerace.web.refusals import Refused
from stagerace.web.sheet_page import MOST_PAGES, PaperSheet, sheet_of
from stagerace.web.ways import Asked, Way


async def sheets(asked: Asked) -> Response:
    """Log sheets: `?place=2CP3`, or `?stage=2` for all its places; `&pages=` of rows to fill in."""
    return page("sheets.html.j2", asked, await asyncio.to_thread(_shown, asked))


WAYS: Final = (Way("GET", "/sheets", sheets),)


def _shown(asked: Asked) -> dict[str, object]:
    plan = asked.camp.present.race()[0].plan
    wanted = asked.request.query_params
    stage = _stage(plan, wanted.get("stage", ""))
    places = _places(plan, stage, wanted.get("place", ""))
    return {
        "race": plan.name,
        "sheets": [_sheet(asked, plan, place, wanted.get("pages", "")) for place in places],
        "stages": [(each.n, [place.id for place in each.places]) for each in plan.stages],
        "chosen": places[0] if len(places) == 1 else "",
        "stage": stage.n if stage else "",
    }


def _stage(plan: Plan, text: str) -> Stage | None:
    found = next((stage for stage in plan.stages if str(stage.n) == text), None)
    if text and found is None:
        known = ", ".join(str(stage.n) for stage in plan.stages)
        raise Refused(404, f"there is no stage {text[:20]!r} in this race", f"Ask for one of {known}")
    return found


def _places(plan: Plan, stage: Stage | None, text: str) -> list[PlaceId]:
    """The places to print for: the one named, else all of the stage; none before anything was chosen."""
    known = list(stage.by_place if stage else plan.stage_at)
    if text and text not in known:
        raise Refused(404, f"there is no place {text[:20]!r} there", f"Ask for one of {', '.join(known)}")
    return [PlaceId(text)] if text else known if stage else []


def _sheet(asked: Asked, plan: Plan, place: PlaceId, pages: str) -> PaperSheet:
    if pages and not (pages.isascii() and pages.isdigit() and 0 < len(pages) < 3 and int(pages) <= MOST_PAGES):
        raise Refused(400, f"{pages[:10]!r} is no number of pages", f"Ask for 0 to {MOST_PAGES}")
    return sheet_of(pack_for(asked, place), plan.zone, int(pages) if pages else None)
