"""Decisions as people read them: what, of whom, with which times, and the codes that go with a hold by voice."""

from typing import Final

from stagerace.core.check_codes import check_code
from stagerace.core.clock import later, say_length
from stagerace.core.records import Declared, Ruled
from stagerace.core.zone import Zone, say_clock
from stagerace.rules.facts import Ruling, group_of
from stagerace.rules.race import Race
from stagerace.rules.rulings import KINDS, REVOKE

_REPORTED: Final = "withdrawal "
_TIMED: Final = frozenset({"withdraw", "stop"})


def say_decision(body: Ruled | Declared, race: Race) -> str:
    """A decision in words: `2CP3 held for 1 h 10 min`, `R3 taken back: penalty 30 min`."""
    if isinstance(body, Declared):
        return f"{say_result(body)} made {body.state}"
    if body.ruling == REVOKE:
        target = race.facts.rulings.get(body.revokes)
        told = f": {say_decision(target.text, race)}" if target and target.text.ruling != REVOKE else ""
        return f"{say_name(body.revokes)} taken back{told}"
    return KINDS[body.ruling].tell(body, race.plan) if body.ruling in KINDS else body.ruling


def say_name(name: str) -> str:
    """How a ruling is called: by its id, or where a crew reported it by what it is."""
    return "reported withdrawal" if name.startswith(_REPORTED) else name


def say_result(body: Declared) -> str:
    """The result a declaration is about."""
    return f"Stage {body.stage}" if body.stage is not None else f"Standings after stage {body.after}"


def say_whom(text: Ruled, race: Race) -> str:
    """Whom a decision is about, and on which stage: `bib 12, stage 2`."""
    if text.ruling == REVOKE:
        target = race.facts.rulings.get(text.revokes)
        return say_whom(target.text, race) if target and target.text.ruling != REVOKE else "everyone"
    stage = f", stage {text.stage}" if text.stage is not None else ""
    return f"{say_group(text, race)}{stage}"


def say_group(text: Ruled, race: Race) -> str:
    """The group a decision is about: `everyone`, `bibs 1-50 (48 runners)`."""
    if text.bibs.strip().casefold() in ("", "all", "everyone"):
        return "everyone"
    count = len(group_of(text).among(race.bibs))
    return f"bib {text.bibs}" if text.bibs.strip().isalnum() else f"bibs {text.bibs} ({count} runners)"


def times_in(text: Ruled, zone: Zone) -> list[tuple[str, str]]:
    """The times in a decision, each with its day and what it is."""
    until = later(text.announced, text.time) if text.time is not None else None
    if text.ruling == "hold":
        held = f"{say_clock(until, zone)}, after {say_length(text.time)}" if until and text.time is not None else ""
        return [("Held from", say_clock(text.announced, zone)), ("Released at", held or "not released yet")]
    if text.ruling == "close":
        return [("Closes at", say_clock(until if until is not None else text.announced, zone))]
    return [("When", say_clock(text.announced, zone))] if text.ruling in _TIMED else []


def codes_of(text: Ruled, log_id: str) -> list[tuple[str, str]]:
    """The check codes to read out with a hold and with its release."""
    if text.ruling != "hold" or text.place is None:
        return []
    codes = [("hold", check_code(log_id, text.place, text.announced, "hold"))]
    if text.time is not None:
        codes.append(("release", check_code(log_id, text.place, later(text.announced, text.time), "release")))
    return codes


def state_of(ruling: Ruling, race: Race) -> str:
    """Whether a decision stands, or what took it back."""
    if ruling in race.rulings:
        return "stands"
    by = [each.text.id for each in race.rulings if each.text.revokes == ruling.text.id]
    return f"taken back by {', '.join(by)}" if by else "taken back"


def tells_event(text: Ruled) -> bool:
    """Whether a decision counts from when something happened, which then is not when it was announced."""
    return text.ruling in _TIMED or text.ruling == "hold"
