"""Messages to runners at the race office: looked at, printed a sheet a tent, handed over."""

import asyncio
from typing import Final

from starlette.responses import Response

from stagerace.log.messages import STEPS, Did
from stagerace.node.messages.office import Addressed, addressed, full_boxes, step, tent_sheets
from stagerace.node.site.settings import site_settings
from stagerace.web.device_pages import say_minute, zone_of
from stagerace.web.form_taking import Fields, take_form
from stagerace.web.naming import called, must_be_unread
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

    def write(fields: Fields) -> object:
        return {"many": _stepped(asked, fields)}

    def again(_: Fields, refused: Refused) -> Response:
        return _desk(asked, refused)

    return await take_form(asked, write, lambda _: "/messages", again, 409)


WAYS = (
    Way("GET", "/messages", desk),
    Way("GET", "/messages/sheets", sheets),
    Way("POST", "/api/messages", take_step, SMALL),
)


def _found(asked: Asked) -> list[Addressed]:
    must_be_unread(asked)
    facts, folder = asked.camp.present.view().facts, asked.camp.folder
    bibs = {entry.subject: bib for bib, entry in facts.entries.items()}
    names = {bib: person.name for bib, person in folder.people(facts).items()}
    return addressed(folder, bibs, names, site_settings(folder.path))


def _desk(asked: Asked, refused: Refused | None) -> Response:
    found, seen, zone = _found(asked), asked.house.outside(), zone_of(asked.camp)
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
        "clock": lambda at: say_minute(at, zone),
    }
    return page("mail.html.j2", asked, shown, refused.status if refused else 200)


def _sheets(asked: Asked) -> Response:
    found, is_held = _found(asked), asked.house.outside().is_long_stage_on(asked.camp.clock())
    made = [] if is_held else tent_sheets(found)
    receipts = [letter.receipt for sheet in made for _, _, letters in sheet.runners for letter in letters]
    shown = {"sheets": made, "is_held": is_held, "receipts": " ".join(receipts), "race": asked.camp.race_name()}
    return page("mail_sheets.html.j2", asked, shown)


def _stepped(asked: Asked, fields: Fields) -> int:
    must_be_unread(asked)
    camp, did = asked.camp, _did(fields.get("did", ""))
    receipts, why = fields.get("receipts", "").split(), fields.get("why", "")[:300]
    return step(camp.folder, asked.house.outside(), receipts, did, camp.clock(), called(asked), why)


def _did(said: str) -> Did:
    did = next((each for each in STEPS if each == said), None)
    if did is None:
        raise Refused(400, f"{said[:20]!r} is nothing that is done with a message", f"Say one of {', '.join(STEPS)}")
    return did
