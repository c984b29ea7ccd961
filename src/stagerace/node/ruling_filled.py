"""Forms filled in beforehand: from a ruling that is to be changed, or from what asks for a decision."""

from stagerace.core.clock import SECOND, ZERO, Instant, format_elapsed, later
from stagerace.core.records import Ruled
from stagerace.core.zone import Zone, to_iso
from stagerace.node.ruling_drafts import say_scope
from stagerace.rules.race import Race
from stagerace.rules.ruled_starts import ruled_start
from stagerace.rules.undecided import Undecided


def filled_from(text: Ruled, race: Race) -> dict[str, str]:
    """The fields that a ruling was, or could have been, made of; what is signed with them is its next version."""
    zone = race.plan.zone
    until = later(text.announced, text.time) if text.time is not None else None
    fields = {
        "kind": text.ruling, "id": text.id, "stage": str(text.stage or ""), "place": str(text.place or ""),
        "bibs": text.bibs, "reason": text.reason, "told": text.told, "rule": text.rule, "custody": text.custody,
        "km": f"{text.metres / 1000:.3f}" if text.metres is not None else "",
    }  # fmt: skip
    match text.ruling:
        case "hold":
            fields |= {"from": write_clock(text.announced, zone), "until": write_clock(until, zone)}
        case "close":
            fields |= {"at": write_clock(until if until is not None else text.announced, zone)}
        case "withdraw" | "stop":
            fields |= {"at": write_clock(text.announced, zone)}
        case "move_start":
            stage = race.plan.by_number.get(text.stage) if text.stage is not None else None
            before = ruled_start(race, stage, group=text.bibs, without=text.id) if stage else None
            start = later(before, text.time or ZERO) if before is not None else None
            fields |= {"start": write_clock(start, zone)}
        case _:
            fields |= {"minutes": format_elapsed(text.time) if text.time is not None else ""}
    return {name: value for name, value in fields.items() if value}


def filled_for(asked: Undecided, zone: Zone) -> dict[str, str]:
    """The fields of the decision that would answer what is asked."""
    at, until = write_clock(asked.at, zone), write_clock(asked.until, zone)
    fields = {"kind": asked.kind, "reason": asked.reason}
    match asked.what:
        case "hold":
            fields |= {"place": asked.place or "", "from": at, "until": until, "id": asked.answers}
        case "gun":
            fields |= {"stage": str(asked.stage), "wave": asked.wave, "start": at}
        case "closed":
            fields |= {"stage": str(asked.stage), "place": asked.place or "", "at": at}
        case "withdrawal":
            fields |= {"revokes": asked.answers}
        case "result":
            fields |= {"result": say_scope(asked.scope)}
    return {name: value for name, value in fields.items() if value}


def write_clock(instant: Instant | None, zone: Zone) -> str:
    """An instant as one would type it, with its date; with its offset where the clocks read so twice."""
    if instant is None:
        return ""
    wall = zone.local(instant)
    if len(zone.instants(wall)) > 1:
        return to_iso(instant, zone)
    if instant % SECOND:
        return wall.isoformat(" ", "milliseconds")
    return wall.isoformat(" ", "seconds" if wall.second else "minutes")
