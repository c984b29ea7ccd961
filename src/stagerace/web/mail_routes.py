"""Messages to runners at the race office: looked at, printed a sheet a tent, handed over."""

import asyncio
from collections.abc import Mapping
from typing import Final

import msgspec
from starlette.responses import RedirectResponse, Response

from stagerace.core.clock import Instant
from stagerace.core.errors import BadInput
from stagerace.core.zone import say_clock
from stagerace.log.messages import STEPS, Did
from stagerace.node.messages.office import Addressed, addressed, full_boxes, step, tent_sheets
from stagerace.node.messages.outside import Seen
from stagerace.node.site.settings import site_settings
from stagerace.web.bodies import is_form, read_fields
from stagerace.web.device_pages import zone_of
from stagerace.web.family_routes import HIDDEN, must_be_unread
from stagerace.web.naming import called
from stagerace.web.pages import page
from stagerace.web.refusals import Refused
from stagerace.web.ways import Asked, Way

SMALL: Final = 262_144


async def desk(asked: Asked) -> Response:
    """Every message, by what is to be done with it."""
    return await asyncio.to_thread(_desk, asked, None)


async def sheets(asked: Asked) -> Response:
    """What is to be printed, a sheet a tent."""
    return await asyncio.to_thread(_sheets, asked)


async def take_step(asked: Asked) -> Response:
    """A step with some messages: passed on, refused, printed, handed over."""
    fields = read_fields(asked.request, asked.body)
    try:
        many = await asyncio.to_thread(_stepped, asked, fields)
    except BadInput as bad:
        refused = Refused(409, bad.problems[0].what, bad.problems[0].remedy)
        if is_form(asked.request):
            return await asyncio.to_thread(_desk, asked, refused)
        raise refused from None
    if is_form(asked.request):
        return RedirectResponse("/messages", 303, HIDDEN)
    return Response(msgspec.json.encode({"many": many}), headers=HIDDEN, media_type="application/json")


WAYS = (
    Way("GET", "/messages", desk),
    Way("GET", "/messages/sheets", sheets),
    Way("POST", "/api/messages", take_step, SMALL),
)


def _seen(asked: Asked) -> Seen:
    return asked.house.mail.seen(asked.camp.present.view(), asked.camp.clock())


def _found(asked: Asked) -> list[Addressed]:
    must_be_unread(asked)
    facts, folder = asked.camp.present.view().facts, asked.camp.folder
    bibs = {entry.subject: bib for bib, entry in facts.entries.items()}
    names = {bib: person.name for bib, person in folder.people(facts).items()}
    return addressed(folder, bibs, names, site_settings(folder.path))


def _desk(asked: Asked, refused: Refused | None) -> Response:
    found, seen, zone = _found(asked), _seen(asked), zone_of(asked.camp)
    by_state = {state: [each for each in found if each.letter.state == state] for state in ("waiting", "passed_on")}
    done = [each for each in found if not each.letter.is_open]
    shown = {
        **by_state,
        "printed": tent_sheets(found, frozenset({"printed"})),
        "done": sorted(done, key=lambda each: -each.letter.since),
        "still": {each.bib for each in found if seen.stands_still(each.bib) is not None},
        "is_held": seen.is_long_stage_on(asked.camp.clock()),
        "boxes": full_boxes(found),
        "takes": asked.camp.takes_messages,
        "refused": refused,
        "clock": lambda at: say_clock(Instant(at // 60_000 * 60_000), zone),
    }
    return _hidden(page("mail.html.j2", asked, shown, refused.status if refused else 200))


def _sheets(asked: Asked) -> Response:
    found, is_held = _found(asked), _seen(asked).is_long_stage_on(asked.camp.clock())
    made = [] if is_held else tent_sheets(found)
    receipts = [letter.receipt for sheet in made for _, _, letters in sheet.runners for letter in letters]
    shown = {"sheets": made, "is_held": is_held, "receipts": " ".join(receipts), "race": asked.camp.race_name()}
    return _hidden(page("mail_sheets.html.j2", asked, shown))


def _stepped(asked: Asked, fields: Mapping[str, str]) -> int:
    must_be_unread(asked)
    camp, did = asked.camp, _did(fields.get("did", ""))
    receipts = fields.get("receipts", "").split()
    return step(camp.folder, _seen(asked), receipts, did, camp.clock(), called(asked), fields.get("why", "")[:300])


def _did(said: str) -> Did:
    did = next((each for each in STEPS if each == said), None)
    if did is None:
        raise Refused(400, f"{said[:20]!r} is nothing that is done with a message", f"Say one of {', '.join(STEPS)}")
    return did


def _hidden(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer
