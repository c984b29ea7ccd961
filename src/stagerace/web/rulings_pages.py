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
from stagerace.node.ruling_filled import filled_for
from stagerace.node.ruling_forms import ALL, FORMS, RESULT, Form
from stagerace.node.ruling_words import say_decision, say_name, say_whom
from stagerace.rules.facts import Ruling
from stagerace.rules.race import Race
from stagerace.rules.undecided import Undecided, undecided
from stagerace.web.decided_lines import declared_line, notice_name, ruling_line
from stagerace.web.pages import page
from stagerace.web.ways import Asked

_SOON: Final = 6 * HOUR
"""How long before its start a stage is the one that is decided about [ms]."""


@dataclass(frozen=True)
class Choice:
    """Something to choose: its value, and what it is called."""

    value: str
    label: str


async def desk_page(asked: Asked, fields: Mapping[str, str], bad: BadInput | None = None, signed: str = "") -> Response:
    """The desk, with the form of one kind filled in, what is wrong with it, and what was just signed."""
    shown = await asyncio.to_thread(_desk, asked, fields, signed)
    problems = bad.problems if bad else ()
    shown |= {"problems": problems, "wrong": _by_field(problems)}
    return page("rulings.html.j2", asked, shown, 400 if bad else 200)


def _by_field(problems: tuple[Problem, ...]) -> dict[str, Problem]:
    return {problem.column: problem for problem in reversed(problems)}


def _desk(asked: Asked, fields: Mapping[str, str], signed: str) -> dict[str, object]:
    race, log_id = asked.camp.present.view().race, asked.camp.meta.log_id
    form = FORMS.get(fields.get("kind", ""))
    filled = {"stage": str(_stage_now(race, asked.camp.clock())), **fields}
    return {
        "asks": [_ask(each, race, log_id) for each in undecided(race)],
        "groups": _groups(),
        "signed": _signed(race, signed),
        "form": form,
        "filled": filled,
        "about": _about(race, filled) if form else "",
        "choices": _choices(race) if form else {},
        "distance": race.plan.scoring == "distance",
        "rulings": [ruling_line(ruling, race, log_id) for ruling in sorted(race.facts.rulings.values(), key=_newest)],
        "declared": [declared_line(say_record(record), body, race) for record, body in reversed(race.facts.declared)],
    }


def _signed(race: Race, name: str) -> tuple[str, str] | None:
    """How a decision that is in the log is called, and its notice; None for anything else an address may say."""
    if (ruling := race.facts.rulings.get(name)) is not None:
        return name, f"/desk/notice/{notice_name(ruling)}"
    declared = next((body for record, body in race.facts.declared if say_record(record) == name), None)
    return (say_decision(declared, race), f"/desk/notice/{name}") if declared else None


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
    return (
        f"{say_name(ruling.text.id)}: {say_decision(ruling.text, race)} ({say_whom(ruling.text, race)})"
        if ruling
        else ""
    )


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
