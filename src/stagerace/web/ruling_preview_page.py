"""The page that shows everything a decision would change, with the button that signs it."""

import asyncio

from starlette.responses import Response

from stagerace.core.records import Declared
from stagerace.node.deciding import Proposal
from stagerace.node.form_reading import Filled
from stagerace.node.ruling_forms import FORMS
from stagerace.node.ruling_words import codes_of, say_decision, say_whom, times_in
from stagerace.web.device_pages import say_minute
from stagerace.web.pages import page
from stagerace.web.preview_rows import credited, limits, republished, rows
from stagerace.web.ways import Asked


async def preview_page(asked: Asked, filled: Filled, proposal: Proposal, *, moved: bool = False) -> Response:
    """What a decision would change, with the button that signs it; `moved`: the race is not as it was looked at."""
    shown = await asyncio.to_thread(_preview, asked, filled, proposal)
    return page("ruling_preview.html.j2", asked, {**shown, "moved": moved}, 409 if moved else 200)


def _preview(asked: Asked, filled: Filled, proposal: Proposal) -> dict[str, object]:
    zone = proposal.race.plan.zone
    return {
        **_told(proposal, asked.camp.meta.log_id),
        **_changed(proposal),
        "fields": {name: value for name, value in filled.fields.items() if value and name in _names(filled)},
        "begun": filled.now,
        "digest": proposal.digest,
        "position": proposal.position,
        "notes": proposal.notes,
        "now": say_minute(filled.now, zone),
        "by": filled.by,
    }


def _names(filled: Filled) -> frozenset[str]:
    return frozenset({"kind", *FORMS[filled.fields["kind"]].names})


def _told(proposal: Proposal, log_id: str) -> dict[str, object]:
    """The decision itself, for the page."""
    body, race = proposal.body, proposal.race
    shown: dict[str, object] = {"told": say_decision(body, race), "whom": "everyone", "times": [], "codes": []}
    if isinstance(body, Declared):
        return {**shown, "name": "", "reason": "", "rule": "", "public": ""}
    times, codes = times_in(body, race.plan.zone), codes_of(body, log_id)
    return {**shown, "name": body.id, "whom": say_whom(body, race), "times": times, "codes": codes,
            "reason": body.reason, "rule": body.rule, "public": body.told}  # fmt: skip


def _changed(proposal: Proposal) -> dict[str, object]:
    """Everything a decision would change, for a page."""
    changes, race = proposal.changes, proposal.race
    waits, nothing = credited(changes, race.plan.zone)
    return {
        "is_empty": changes.is_empty, "runners": rows(changes.runners, race), "teams": rows(changes.groups, race),
        "starts": limits(changes.starts, race, starts=True),
        "closings": limits(changes.closings, race, starts=False),
        "waits": waits, "nothing": nothing, "results": republished(changes.results),
        "count": len(changes.runners),
    }  # fmt: skip
