"""The page of the director's desk: what asks for a decision, the form of one, and everything that was decided."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from starlette.responses import Response

from stagerace.core.check_codes import check_code
from stagerace.core.clock import HOUR, Instant
from stagerace.core.errors import BadInput, Problem
from stagerace.core.names import say_record
from stagerace.core.records import Declared
from stagerace.core.zone import say_clock
from stagerace.node.ruling_filled import filled_for, filled_from
from stagerace.node.ruling_forms import ALL, FORMS, RESULT, Form
from stagerace.node.ruling_words import codes_of, say_decision, say_group, state_of, times_in
from stagerace.rules.facts import Ruling
from stagerace.rules.race import Race
from stagerace.rules.rulings import KINDS, REVOKE
from stagerace.rules.undecided import Undecided, undecided
from stagerace.web.pages import page
from stagerace.web.ways import Asked

_SAFE: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.~:@!$&'()*+,;=-")
_SOON: Final = 6 * HOUR
"""How long before its start a stage is the one that is decided about [ms]."""


@dataclass(frozen=True)
class Choice:
    """Something to choose: its value, and what it is called."""

    value: str
    label: str


async def desk_page(asked: Asked, fields: Mapping[str, str], bad: BadInput | None = None, signed: str = "") -> Response:
    """The desk, with the form of one kind filled in, what is wrong with it, and what was just signed."""
    shown = await asyncio.to_thread(_desk, asked, fields)
    problems = bad.problems if bad else ()
    shown |= {"problems": problems, "wrong": _by_field(problems), "signed": signed}
    return page("rulings.html.j2", asked, shown, 400 if bad else 200)


def _by_field(problems: tuple[Problem, ...]) -> dict[str, Problem]:
    return {problem.column: problem for problem in reversed(problems)}


def _desk(asked: Asked, fields: Mapping[str, str]) -> dict[str, object]:
    race, log_id = asked.camp.present.view().race, asked.camp.meta.log_id
    form = FORMS.get(fields.get("kind", ""))
    filled = {"stage": str(_stage_now(race, asked.camp.clock())), **fields}
    return {
        "asks": [_ask(each, race, log_id) for each in undecided(race)],
        "groups": _groups(),
        "form": form,
        "filled": filled,
        "about": _about(race, filled) if form else "",
        "choices": _choices(race) if form else {},
        "distance": race.plan.scoring == "distance",
        "rulings": [_line(ruling, race, log_id) for ruling in sorted(race.facts.rulings.values(), key=_newest)],
        "declared": [_declared_line(say_record(record), body, race) for record, body in reversed(race.facts.declared)],
    }


def _newest(ruling: Ruling) -> tuple[int, int, str]:
    return (-ruling.order[1].wall, -ruling.order[1].tick, ruling.text.id)


def _stage_now(race: Race, now: Instant) -> int:
    """The stage that is most likely decided about: the latest that has begun, or soon will."""
    begun = [stage.n for stage in race.plan.stages if stage.start - _SOON <= now]
    return begun[-1] if begun else race.plan.stages[0].n


def _groups() -> dict[str, list[Form]]:
    groups: dict[str, list[Form]] = {}
    for form in (*ALL, RESULT):
        groups.setdefault(form.group, []).append(form)
    return groups


def _about(race: Race, filled: Mapping[str, str]) -> str:
    """The ruling that a form changes or takes back, in words."""
    ruling = race.facts.rulings.get(filled.get("revokes") or filled.get("id", ""))
    return f"{ruling.text.id}: {say_decision(ruling.text, race)}, {say_group(ruling.text, race)}" if ruling else ""


def _choices(race: Race) -> dict[str, object]:
    plan = race.plan
    begun = sorted(race.begun, reverse=True)
    waves = dict.fromkeys(str(wave.id) for stage in plan.stages for wave in stage.waves)
    return {
        "stages": [Choice(str(stage.n), f"Stage {stage.n}{f', {stage.name}' if stage.name else ''}") for stage in plan],
        "places": [(f"Stage {stage.n}", [str(place.id) for place in stage.places[1:]]) for stage in plan.stages],
        "waves": list(waves),
        "results": [
            choice
            for n in begun
            for choice in (Choice(f"stage {n}", f"Stage {n}"), Choice(f"after {n}", f"Standings after stage {n}"))
        ],
    }


def _ask(each: Undecided, race: Race, log_id: str) -> dict[str, object]:
    return {
        "name": each.name, "what": each.what, "told": each.told, "code": _heard(each, log_id),
        "link": f"/desk/rulings?{urlencode(filled_for(each, race.plan.zone))}#form",
    }  # fmt: skip


def _heard(each: Undecided, log_id: str) -> str:
    """Whether the check code that was heard with a hold is the one that belongs to it."""
    if each.code is None or each.place is None:
        return ""
    said, minute, what = each.code
    fits = said.strip().upper() == check_code(log_id, each.place, minute, what)
    return f"check code {said} fits" if fits else f"check code {said} does not fit: ask again by voice"


def _line(ruling: Ruling, race: Race, log_id: str) -> dict[str, object]:
    text, state = ruling.text, state_of(ruling, race)
    stands, ours = state == "stands", text.ruling in KINDS and ruling.id not in race.facts.reports
    change = {**filled_from(text, race)} if stands and ours else {}
    open_hold = text.ruling == "hold" and text.time is None
    return {
        "id": text.id, "told": say_decision(text, race), "whom": say_group(text, race), "state": state,
        "stands": stands, "by": text.by, "when": say_clock(text.announced, race.plan.zone), "reason": text.reason,
        "rule": text.rule, "times": times_in(text, race.plan.zone), "codes": codes_of(text, log_id),
        "earlier": [say_decision(each.text, race) for each in ruling.earlier],
        "notice": f"/desk/notice/{notice_name(ruling)}" if ours or text.ruling == REVOKE else "",
        "change": f"/desk/rulings?{urlencode(change)}#form" if change else "", "open": open_hold,
        "back": f"/desk/rulings?{urlencode({'kind': REVOKE, 'revokes': text.id})}#form" if stands else "",
    }  # fmt: skip


def notice_name(ruling: Ruling) -> str:
    """How the address of a notice names a ruling: by its id, or where that cannot stand in one, by its record."""
    return ruling.text.id if ruling.text.id and set(ruling.text.id) <= _SAFE else say_record(ruling.id)


def _declared_line(name: str, body: Declared, race: Race) -> dict[str, object]:
    return {"told": say_decision(body, race), "by": body.by, "position": body.position,
            "when": say_clock(body.declared_at, race.plan.zone), "notice": f"/desk/notice/{name}"}  # fmt: skip
