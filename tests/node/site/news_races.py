"""Races whose news is looked at, published again and again as a site would."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gate_races import BIBS, FIELD, NAMES

from races import at, ruled, seen
from stagerace.core.clock import Instant
from stagerace.core.names import Subject
from stagerace.core.records import Body, Record
from stagerace.gate import Published
from stagerace.gate.standstill import NEVER_PUBLISHED
from stagerace.node.folder import View
from stagerace.node.site.files import Building
from stagerace.node.site.history import History
from stagerace.node.site.letting import Letting
from stagerace.node.site.page import SiteSeen
from stagerace.node.site.remembering import histories_after
from stagerace.node.site.seen import RaceSeen
from stagerace.node.site.settings import SiteSettings

SETTINGS = SiteSettings(url="https://race.example/live")
NIGHT = at(1, "14:00:00")
"""When the first stage is over."""
NO_HISTORY = History()


def seen_of(
    records: Sequence[Record], when: Instant, history: History = NO_HISTORY, settings: SiteSettings = SETTINGS,
    people: Mapping[Subject, str] = NAMES, published: Published = NEVER_PUBLISHED,
) -> RaceSeen:  # fmt: skip
    """A race as it passed the gate, with what was told of it before."""
    view = View(tuple(records), len(records), 0)
    return replace(Letting(settings).seen(view, when, people, {}, published), history=history)


def after(seen_now: RaceSeen) -> History:
    """What is remembered once that was published."""
    return histories_after(SiteSeen([seen_now], seen_now.at, seen_now.settings))[0]


def files_of(seen_now: RaceSeen) -> dict[str, bytes]:
    """Every file of its site."""
    return dict(Building().files(SiteSeen([seen_now], seen_now.at, seen_now.settings)))


def day(n: int = 1, but: Sequence[str] = ()) -> list[Body]:
    """A stage on which everyone is seen everywhere, ten minutes apart in the order of bibs; `but` some are not."""
    found: list[Body] = []
    for place, hour in (("CP1", 1), ("CP2", 3), ("CP3", 5), ("FINISH", 7)):
        for position, bib in enumerate(BIBS):
            if f"{bib}/{place}" not in but:
                found.append(seen(bib, f"{n}{place}", at(n, f"{hour}:{10 * position:02}:00"), "in"))
    return found


PENALTY = ruled("p1", "penalty", 1, "13", 15)
HELD = ruled("h1", "hold", 1, "", 30, place="1CP2", announced=at(1, "3:05:00"))
CANCELLED = ruled("c1", "cancel", 2, announced=at(2, "1:00:00"))
WHOLE: tuple[Body, ...] = (*FIELD[5:], *day(), PENALTY)
