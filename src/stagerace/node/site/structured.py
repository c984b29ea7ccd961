"""A race and its stages as search engines read them: schema.org in JSON."""

from typing import Any, Final

import msgspec

from stagerace.core.clock import Instant, later
from stagerace.core.plan import Stage
from stagerace.core.zone import to_iso
from stagerace.node.site.common import race_path, stage_path
from stagerace.node.site.seen import RaceSeen

_SCHEMA: Final = "https://schema.org"


def race_event(seen: RaceSeen) -> str:
    """A race with its stages, as the text of a data block."""
    return _block(_race(seen) | {"subEvent": [_stage(seen, stage) for stage in seen.plan]})


def stage_event(seen: RaceSeen, stage: Stage) -> str:
    """A stage and the race it belongs to, as the text of a data block."""
    return _block(_stage(seen, stage) | {"superEvent": _race(seen)})


def _race(seen: RaceSeen) -> dict[str, Any]:
    first, last = seen.plan.stages[0], seen.plan.stages[-1]
    return _event(seen, seen.plan.name, first.start, _end(last), race_path(seen))


def _stage(seen: RaceSeen, stage: Stage) -> dict[str, Any]:
    name = f"{seen.plan.name} {stage.n}/{len(seen.plan.stages)}"
    event = _event(seen, f"{name} {stage.name}".strip(), stage.start, _end(stage), stage_path(seen, stage.n))
    rulings = seen.race.rulings_on.get(stage.n, ())
    if any(each.text.ruling == "cancel" and not each.text.bibs for each in rulings):
        event["eventStatus"] = f"{_SCHEMA}/EventCancelled"
    return event


def _event(seen: RaceSeen, name: str, start: Instant, end: Instant, path: str) -> dict[str, Any]:
    url = seen.settings.url
    return {
        "@type": "SportsEvent",
        "name": name,
        "sport": "Ultramarathon",
        "startDate": to_iso(start, seen.zone),
        "endDate": to_iso(end, seen.zone),
        "eventStatus": f"{_SCHEMA}/EventScheduled",
        "eventAttendanceMode": f"{_SCHEMA}/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": seen.plan.name},
    } | ({"url": f"{url}/{path}"} if url else {})


def _end(stage: Stage) -> Instant:
    length = stage.loop.box if stage.loop else stage.limit
    return later(stage.start, length) if length is not None else stage.start


def _block(event: dict[str, Any]) -> str:
    """As it may stand in a page: nothing in it can end the block."""
    said = msgspec.json.encode({"@context": _SCHEMA, **event}).decode()
    return said.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
