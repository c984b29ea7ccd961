"""A decision as a sheet of paper: what, by whom, when, for whom, what changed; with room to sign and to post it."""

from typing import Final

from starlette.responses import Response

from stagerace.core.records import Declared, Ruled
from stagerace.node.notices import Notice
from stagerace.node.ruling_words import say_decision, say_whom, tells_event, times_in
from stagerace.web.device_pages import say_minute
from stagerace.web.pages import page
from stagerace.web.preview_rows import credited, limits, republished, rows
from stagerace.web.ways import Asked

TOP: Final = 12
"""How many lines of what changed stand on the sheet."""


def notice_page(asked: Asked, notice: Notice) -> Response:
    """The notice of a decision, for A4."""
    body, race, changes = notice.body, notice.race, notice.changes
    zone = race.plan.zone
    is_result = isinstance(body, Declared)
    runners, (waits, _) = rows(changes.runners, race), credited(changes, zone)
    shown = {
        "notice": notice,
        "race": race.plan.name,
        "told": say_decision(body, race),
        "whom": "everyone" if isinstance(body, Declared) else say_whom(body, race),
        "times": [] if isinstance(body, Declared) else times_in(body, zone),
        "reason": "" if isinstance(body, Declared) else body.told or body.reason,
        "rule": "" if isinstance(body, Declared) else body.rule,
        "position": body.position if isinstance(body, Declared) else None,
        "digest": body.digest if isinstance(body, Declared) else "",
        "announced": "" if isinstance(body, Ruled) and tells_event(body) else say_minute(notice.announced, zone),
        "written": say_minute(notice.written, zone),
        "is_result": is_result,
        "runners": runners[:TOP],
        "more": max(0, len(runners) - TOP),
        "count": len(changes.runners),
        "waits": waits[:TOP],
        "more_waits": max(0, len(waits) - TOP),
        "starts": limits(changes.starts, race, starts=True)[:TOP],
        "closings": limits(changes.closings, race, starts=False)[:TOP],
        "results": republished(changes.results),
    }
    return page("notice.html.j2", asked, shown)
