"""The list of what was decided, as the lines of a page: of whom, by whom, whether it stands, what one can do."""

from typing import Final
from urllib.parse import urlencode

from stagerace.core.clock import Instant
from stagerace.core.names import say_record
from stagerace.core.records import Declared
from stagerace.node.ruling_filled import filled_from
from stagerace.node.ruling_words import codes_of, say_decision, say_name, say_whom, state_of, times_in
from stagerace.rules.facts import Ruling
from stagerace.rules.race import Race
from stagerace.rules.rulings import KINDS, REVOKE
from stagerace.web.device_pages import say_minute

_SAFE: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.~:@!$&'()*+,;=-")
"""What may stand in an address as it is."""


def ruling_line(ruling: Ruling, race: Race, log_id: str) -> dict[str, object]:
    """A ruling with what can be done about it: release it, change it, take it back, print it."""
    text, state, zone = ruling.text, state_of(ruling, race), race.plan.zone
    was_reported = say_name(text.id) != text.id
    stands, signs = state == "stands", text.ruling in KINDS and not was_reported
    return {
        "name": say_name(text.id),
        "id": text.id,
        "told": say_decision(text, race),
        "whom": say_whom(text, race),
        "state": state,
        "stands": stands,
        "when": f"{'Reported' if was_reported else 'Signed'} {say_minute(Instant(ruling.order[1].wall), zone)}",
        "by": text.by,
        "reason": text.reason,
        "rule": text.rule,
        "times": times_in(text, zone) if text.ruling in ("hold", "close") else [],
        "codes": codes_of(text, log_id),
        "earlier": [say_decision(each.text, race) for each in ruling.earlier],
        "open": text.ruling == "hold" and text.time is None,
        "change": _link(filled_from(text, race)) if stands and signs else "",
        "back": _link({"kind": REVOKE, "revokes": text.id}) if stands else "",
        "notice": f"/desk/notice/{notice_name(ruling)}" if signs or text.ruling == REVOKE else "",
    }


def declared_line(name: str, body: Declared, race: Race) -> dict[str, object]:
    """A result that was declared; `name` is its record."""
    return {
        "told": say_decision(body, race),
        "by": body.by,
        "position": body.position,
        "when": say_minute(body.declared_at, race.plan.zone),
        "notice": f"/desk/notice/{name}",
    }


def notice_name(ruling: Ruling) -> str:
    """How the address of a notice names a ruling: by its id, or where that cannot stand in one, by its record."""
    return ruling.text.id if ruling.text.id and set(ruling.text.id) <= _SAFE else say_record(ruling.id)


def _link(fields: dict[str, str]) -> str:
    return f"/desk/rulings?{urlencode(fields)}#form"
